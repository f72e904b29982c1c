/**
 * Derives referrals again from their events and decisions, and watches from their looks. The log proves those rows.
 */

import { asc, eq, gt, inArray } from "drizzle-orm";
import type { ReferralOutcome } from "../../../utils/shared/contract/referral-state.ts";
import { destinationOf } from "../../../utils/shared/policy/decision-destinations.ts";
import type { DecisionRecord, ReferralRecord, WatchRecord } from "../../db/rows.ts";
import { decisions, referralEvents, referrals, watches, watchLooks } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import {
  applyReferralEvent,
  newReferralColumns,
  type ReferralColumns,
  type ReferralEvent,
} from "../../referrals/referral-states.ts";

const pageRows = 200;

type EventRecord = typeof referralEvents.$inferSelect;
type LookRecord = typeof watchLooks.$inferSelect;

/** Returns one sentence per difference. Needs a snapshot. */
export async function verifyReferrals(tx: Db): Promise<string[]> {
  const broken: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await tx
      .select({ referral: referrals, decision: decisions })
      .from(referrals)
      .innerJoin(decisions, eq(decisions.id, referrals.decisionId))
      .where(after === undefined ? undefined : gt(referrals.id, after))
      .orderBy(asc(referrals.id))
      .limit(pageRows);
    const events = await readEvents(tx, page);
    for (const { referral, decision } of page) {
      const own = events.filter(({ referralId }) => referralId === referral.id);
      for (const wrong of [...wrongInDecision(referral, decision), ...wrongInEvents(referral, own)])
        broken.push(`referral ${referral.id}: ${wrong}`);
    }
    after = page.at(-1)?.referral.id;
    if (after === undefined) break;
  }
  return [...broken, ...(await verifyWatches(tx))];
}

function readEvents(tx: Db, page: readonly { referral: ReferralRecord }[]): Promise<EventRecord[]> {
  if (page.length === 0) return Promise.resolve([]);
  const ids = page.map(({ referral: { id } }) => id);
  return tx
    .select()
    .from(referralEvents)
    .where(inArray(referralEvents.referralId, ids))
    .orderBy(asc(referralEvents.no));
}

function wrongInDecision(
  { partner, caseId, action, withdrawnAt }: ReferralRecord,
  decision: DecisionRecord,
): string[] {
  const destination = destinationOf(decision);
  const isTheirs = destination.to === "partner" && destination.partner === partner;
  return [
    ...(isTheirs && decision.action === action ? [] : ["its decision leads elsewhere"]),
    ...(decision.state === "confirmed" ? [] : ["its decision is not confirmed"]),
    ...(decision.caseId === caseId ? [] : ["is not in its decision's case"]),
    ...((decision.reversedAt === null) === (withdrawnAt === null)
      ? []
      : ["was not withdrawn exactly when its decision was reversed"]),
  ];
}

function wrongInEvents(referral: ReferralRecord, events: readonly EventRecord[]): string[] {
  const [made, ...later] = events;
  const isWhole = made?.act === "made" && events.every(({ no }, index) => no === index + 1);
  if (!isWhole || referral.version !== events.length) return ["its events are not whole"];
  let row: ReferralColumns = newReferralColumns(made.detail.byHand === true);
  for (const record of later) {
    if (record.detail.noted === true) continue;
    const event = toEvent(record);
    const applied = event && applyReferralEvent({ ...row, answerDays: referral.answerDays }, event);
    if (!applied?.ok || applied.value.noted) return [`event ${record.no} does not follow from those before`];
    row = { ...row, ...applied.value.row };
  }
  const differ = (Object.keys(row) as (keyof ReferralColumns)[]).filter(
    (column) => plain(row[column]) !== plain(referral[column]),
  );
  return differ.length === 0 ? [] : [`${differ.join(", ")} do not follow from its events`];
}

function plain(value: Date | string | number | null): string | number | null {
  return value instanceof Date ? value.toISOString() : value;
}

function toEvent({ act, happenedAt: at, detail }: EventRecord): ReferralEvent | undefined {
  const { outcome, note, reason, byHand, keepsClock } = detail;
  switch (act) {
    case "made":
      return undefined;
    case "answered":
      return {
        type: act,
        at,
        outcome: outcome as ReferralOutcome,
        note: typeof note === "string" ? note : undefined,
      };
    case "closed":
      return { type: act, at, reason: String(reason) };
    case "bounced":
      return { type: act, at, keepsClock: keepsClock === true };
    case "channel-changed":
      return { type: act, at, byHand: byHand === true };
    default:
      return { type: act, at };
  }
}

async function verifyWatches(tx: Db): Promise<string[]> {
  const rows = await tx
    .select({ watch: watches, decision: decisions })
    .from(watches)
    .innerJoin(decisions, eq(decisions.id, watches.decisionId))
    .orderBy(asc(watches.id));
  const looks = await tx.select().from(watchLooks).orderBy(asc(watchLooks.watchId), asc(watchLooks.no));
  const byWatch = Map.groupBy(looks, ({ watchId }) => watchId);
  return rows.flatMap(({ watch, decision }) =>
    wrongInWatch(watch, decision, byWatch.get(watch.id) ?? []).map((wrong) => `watch ${watch.id}: ${wrong}`),
  );
}

function wrongInWatch(watch: WatchRecord, decision: DecisionRecord, looks: readonly LookRecord[]): string[] {
  const last = looks.at(-1);
  const isWhole = looks.every(({ no }, index) => no === index + 1) && watch.looks === looks.length;
  const outcome = last?.outcome ?? null;
  const state = outcome !== null ? "ended" : decision.reversedAt === null ? "open" : "withdrawn";
  const isSame =
    watch.state === state &&
    watch.outcome === outcome &&
    (last === undefined || state === "withdrawn" || plain(watch.lookAt) === plain(last.againAt)) &&
    (state !== "ended" || plain(watch.endedAt) === plain(last?.at ?? null));
  return [
    ...(destinationOf(decision).to === "watch" ? [] : ["its decision leads elsewhere"]),
    ...(decision.caseId === watch.caseId ? [] : ["is not in its decision's case"]),
    ...(isWhole && isSame ? [] : ["does not follow from its looks"]),
  ];
}
