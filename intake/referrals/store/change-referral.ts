/** Changes a referral: locks it with its case, and records an event in its row, its events and the case's log. */

import { and, eq, inArray } from "drizzle-orm";
import type { ReferralLetterKind } from "../../../utils/shared/contract/referral-state.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { readInvolved } from "../../cases/store/case-reads.ts";
import { lockCases, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import type { Ref } from "../../core/scope.ts";
import type { CaseRecord, ReferralRecord } from "../../db/rows.ts";
import { cases, partnerChannels, referralEvents, referralLetters, referrals } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import type { Db } from "../../db/store.ts";
import {
  type ActWork,
  actOnOwner,
  type EventInput,
  type EventOwner,
  type EventTable,
  type LetterAct,
  readDeliveredBy,
  type Saved,
} from "../../delivery/letter-events.ts";
import {
  applyReferralEvent,
  isReferralLetterWanted,
  isUnsent,
  mayHaveArrived,
  type ReferralEvent,
} from "../referral-states.ts";
import {
  cancelReferralLetters,
  lastReferralLetter,
  mailHostOf,
  mayReferralHaveLeft,
  newReferralLetter,
} from "./referral-letters.ts";

export interface LockedReferral {
  referral: ReferralRecord;
  row: CaseRecord;
}

const maxAttempts = 3;

/** Returns undefined also if the referral is out of scope. Locks the case first. */
export async function lockReferral(tx: Db, { id, scope }: Ref): Promise<LockedReferral | undefined> {
  for (let attemptsLeft = maxAttempts; attemptsLeft > 0; attemptsLeft--) {
    const [found] = await tx
      .select({ caseId: referrals.caseId })
      .from(referrals)
      .innerJoin(cases, eq(cases.id, referrals.caseId))
      .where(and(eq(referrals.id, id), casesIn(tx, scope)));
    if (!found) return undefined;
    const [row] = await lockCases(tx, [found.caseId]);
    const [referral] = await tx.select().from(referrals).where(eq(referrals.id, id)).for("update");
    // A merge may have moved it before the lock was taken.
    if (row && referral?.caseId === row.id) return { referral, row };
  }
  throw new Error(`could not lock the case of referral ${id} after ${maxAttempts} attempts`);
}

export type SavedReferral = Saved<LockedReferral>;

export const referralOwner: EventOwner<LockedReferral> = {
  kind: "referral",
  idOf: ({ referral }) => referral.id,
  lock: lockReferral,
  async findEvent(tx, eventId) {
    const [event] = await tx.select().from(referralEvents).where(eq(referralEvents.id, eventId));
    return event && { ...event, ownerId: event.referralId };
  },
};

export const referralEventTable: EventTable = { events: referralEvents, owner: referralEvents.referralId };

export function actOnReferral(
  db: Db,
  ref: Ref,
  act: LetterAct,
  work: ActWork<LockedReferral>,
): Promise<Result<SavedReferral>> {
  return actOnOwner(db, { owner: referralOwner, ref }, act, work);
}

/**
 * One person does not undo what two decided: `referral-changed` before the letter was sent, because its end would
 * cancel the letter; `own-report` for people who reported the case; `own-decision` for the person who delivered the
 * letter by hand, except for a bounce.
 */
export async function checkEnding(
  tx: Db,
  { referral, row }: LockedReferral,
  personId: string,
  isBounce = false,
): Promise<Result<undefined>> {
  if (isUnsent(referral)) return fail("referral-changed", "it was not sent");
  if ((await readInvolved(tx, row.id)).includes(personId)) return fail("own-report");
  const delivered = await readDeliveredBy(tx, referralEventTable, personId, [referral.id]);
  return delivered.size > 0 && !isBounce
    ? fail("own-decision", "its deliverer does not record its answer")
    : ok(undefined);
}

/** Needs the locks of `lockReferral`. */
export async function saveReferralEvent(
  tx: Db,
  locked: LockedReferral,
  said: ReferralEvent,
  saying: EventInput,
): Promise<Result<SavedReferral>> {
  const { referral } = locked;
  const event = notBeforeSending(said, referral, saying);
  const applied = applyReferralEvent(referral, event);
  if (!applied.ok) return applied;
  const change = saying.aside ? { ...applied.value, noted: true, row: {} } : applied.value;
  const version = referral.version + 1;
  await tx.insert(referralEvents).values({
    id: saying.id,
    referralId: referral.id,
    spot: referral.spot,
    no: version,
    at: saying.at,
    happenedAt: event.at,
    act: change.act,
    personId: saying.personId ?? null,
    by: saying.by,
    digest: saying.digest,
    detail: { ...saying.detail, ...valuesOf(event), ...(change.noted ? { noted: true } : {}) },
  });
  const changed: ReferralRecord = { ...referral, ...change.row, version };
  await tx
    .update(referrals)
    .set({ ...change.row, version })
    .where(eq(referrals.id, referral.id));
  await followUp(tx, { before: referral, referral: changed, event }, saying.at);
  const row = await logReferral(tx, { referral: changed, row: locked.row }, change.act, {
    ...saying,
    noted: change.noted,
  });
  return ok({ referral: changed, row, noted: change.noted });
}

/** An event of now counts at the time of sending if that is later: one of the clocks was wrong. */
function notBeforeSending<E extends ReferralEvent>(
  event: E,
  { sentAt }: Pick<ReferralRecord, "sentAt">,
  { at }: EventInput,
): E {
  return sentAt && sentAt > at && event.at.getTime() === at.getTime() ? { ...event, at: sentAt } : event;
}

/** The values by which `verify` derives the row again. */
function valuesOf(event: ReferralEvent): Record<string, unknown> {
  if (event.type === "answered")
    return { outcome: event.outcome, ...(event.note === undefined ? {} : { note: event.note }) };
  if (event.type === "closed") return { reason: event.reason };
  if (event.type === "bounced") return event.keepsClock ? { keepsClock: true } : {};
  return event.type === "channel-changed" ? { byHand: event.byHand } : {};
}

/** Cancels letters that are no longer wanted, and notifies the partner of a withdrawal. */
async function followUp(
  tx: Db,
  { before, referral, event }: { before: ReferralRecord; referral: ReferralRecord; event: ReferralEvent },
  at: Date,
): Promise<void> {
  const { id, state } = referral;
  if (state !== before.state) {
    const kinds: ReferralLetterKind[] = ["referral", "reminder"];
    // Delivered by hand, a letter may be acknowledged before its delivery is recorded.
    const isKept = (kind: ReferralLetterKind) => kind === "referral" && state === "sent";
    const unwanted = kinds.filter((kind) => !isKept(kind) && !isReferralLetterWanted(kind, state));
    await cancelReferralLetters(tx, id, unwanted, at);
  }
  const isTold = state === "withdrawn" && (mayHaveArrived(referral) || (await mayReferralHaveLeft(tx, id)));
  const isNew = event.type === "withdrawn" || (event.type === "sent" && before.sentAt === null);
  if (isTold && isNew && !(await lastReferralLetter(tx, id, "withdrawal")))
    await queueReferralLetter(tx, referral, { letter: "withdrawal", round: 1, at });
}

/** Over the channel that the referral went over, from the same mail host. */
export async function queueReferralLetter(
  tx: Db,
  referral: ReferralRecord,
  given: { letter: ReferralLetterKind; round: number; at: Date },
): Promise<void> {
  const { id, channelId } = referral;
  const first = await lastReferralLetter(tx, id, "referral");
  if (!first) throw new Error(`referral ${id} has no letter`);
  const [channel = null] =
    channelId === null
      ? []
      : await tx.select().from(partnerChannels).where(eq(partnerChannels.rowId, channelId));
  await tx
    .insert(referralLetters)
    .values(newReferralLetter({ ...given, referral, channel, host: mailHostOf(first) }));
}

async function logReferral(
  tx: Db,
  { referral, row }: LockedReferral,
  act: string,
  { id, digest, at, by, deviceId, noted }: EventInput & { noted: boolean },
): Promise<CaseRecord> {
  return saveWithLog(tx, withDerived(row, {}), {
    at,
    by,
    act: `referral-${act}`,
    ...(deviceId === undefined ? {} : { device: deviceId }),
    detail: {
      referral: referral.id,
      event: id,
      digest,
      state: referral.state,
      ...(noted ? { noted } : {}),
    },
    rows: { referrals: [referral.id], referral_events: [id] },
  });
}

/** Referrals of these decisions, whatever their state. */
export function referralsOf(tx: Db, decisionIds: readonly string[]): Promise<{ id: string }[]> {
  return tx
    .select({ id: referrals.id })
    .from(referrals)
    .where(inArray(referrals.decisionId, [...decisionIds]))
    .orderBy(referrals.id);
}
