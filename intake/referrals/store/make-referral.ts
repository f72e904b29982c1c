/** Makes what a decision leads to when it takes effect: a referral to a partner, or a watch. */

import { randomUUID } from "node:crypto";
import { eq, max, sql } from "drizzle-orm";
import type { PartnerCode } from "../../../utils/shared/contract/referral-state.ts";
import { destinationOf } from "../../../utils/shared/policy/decision-destinations.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import type { SealingKey } from "../../../utils/shared/seal/seal.ts";
import { signReferral } from "../../../utils/shared/seal/signed-kinds.ts";
import { type LogAct, lockCase, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import { locks } from "../../db/locks.ts";
import type { CaseRecord, DecisionRecord } from "../../db/rows.ts";
import { referralEvents, referralLetters, referrals } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { leftOutUntil, numberYear } from "../../delivery/letter-ids.ts";
import { isByHand } from "../../delivery/letter-queue.ts";
import { composeReferral } from "../compose-referral.ts";
import { newReferralColumns } from "../referral-states.ts";
import { fittingPartnerChannel } from "./partner-channels.ts";
import { newReferralLetter } from "./referral-letters.ts";
import { startWatch } from "./watches.ts";

export interface ReferralIssuer {
  organisation: string;
  origin: string;
  key: SealingKey;
  /** Host part of Message-IDs. */
  mailHost: string;
}

/** For partners without a channel: a person delivers the letter, and sets no other times. */
const withoutChannel = { acknowledgeHours: 24, answerDays: 7 };

/** Runs in the decision's transaction, under the case's lock. */
export async function followDecision(
  tx: Db,
  { caseId, decision }: { caseId: string; decision: DecisionRecord },
  act: Pick<LogAct, "at" | "by" | "device">,
  issuer: ReferralIssuer,
): Promise<void> {
  const destination = destinationOf(decision);
  if (destination.to === "platform" || destination.to === "nowhere") return;
  // Earlier steps of the same transaction may have logged in the case.
  const row = await lockCase(tx, caseId);
  if (!row) throw new Error(`case ${caseId} is missing`);
  if (destination.to === "watch") return startWatch(tx, { row, decision }, act);
  return makeReferral(tx, { row, decision, partner: destination.partner }, act, issuer);
}

async function makeReferral(
  tx: Db,
  { row, decision, partner }: { row: CaseRecord; decision: DecisionRecord; partner: PartnerCode },
  { at, by, device }: Pick<LogAct, "at" | "by" | "device">,
  { organisation, origin, key, mailHost: host }: ReferralIssuer,
): Promise<void> {
  // Held until the end, so that numbers have no gaps.
  await tx.execute(sql`select pg_advisory_xact_lock(${locks.referrals})`);
  const year = numberYear(at);
  const no = await nextNumber(tx, year);
  const [id, spot] = [randomUUID(), row.spot];
  const category = decision.category ?? row.category;
  const channel = (await fittingPartnerChannel(tx, { partner, category })) ?? null;
  const { acknowledgeHours, answerDays } = channel?.channel ?? withoutChannel;
  const letter = composeReferral({ id, no, partner, row, decision, answerDays, at, organisation, origin });
  const byHand = isByHand(channel?.channel);
  await tx.insert(referrals).values({
    id,
    year,
    no,
    caseId: row.id,
    spot,
    decisionId: decision.id,
    partner,
    category,
    action: decision.action,
    urgent: letter.urgent,
    channelId: channel?.rowId ?? null,
    acknowledgeHours,
    answerDays,
    version: 1,
    letter,
    jws: await signReferral(letter, key),
    madeAt: at,
    ...newReferralColumns(byHand),
  });
  await tx
    .insert(referralLetters)
    .values(newReferralLetter({ referral: { id, spot }, letter: "referral", round: 1, channel, at, host }));
  const detail = { number: letter.number, partner, channel: channel?.id ?? null, byHand };
  const digest = await digestJson(letter);
  await tx.insert(referralEvents).values({
    id,
    referralId: id,
    spot,
    no: 1,
    at,
    happenedAt: at,
    act: "made",
    personId: null,
    by,
    detail,
    digest,
  });
  await saveWithLog(tx, withDerived(row, {}), {
    at,
    by,
    ...(device === undefined ? {} : { device }),
    act: "referral-made",
    detail: { referral: id, decision: decision.id, ...detail, letter: digest },
    rows: { referrals: [id], referral_events: [id] },
  });
}

async function nextNumber(tx: Db, year: number): Promise<number> {
  const [last] = await tx
    .select({ no: max(referrals.no) })
    .from(referrals)
    .where(eq(referrals.year, year));
  return Math.max(last?.no ?? 0, await leftOutUntil(tx, year)) + 1;
}
