/** Events of requests and referrals: idempotent acts under locks, and the results of their letters. */

import { randomUUID } from "node:crypto";
import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { PartnerChannel } from "../../utils/shared/contract/partner-channel.ts";
import type { Channel } from "../../utils/shared/contract/platform-channel.ts";
import type { DispatchState } from "../../utils/shared/contract/request-state.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import { digestJson } from "../../utils/shared/seal/digest.ts";
import type { Actor } from "../core/caller.ts";
import { anyScope, type Ref } from "../core/scope.ts";
import type { DispatchRecord, RequestRecord } from "../db/rows.ts";
import type { referralEvents, requestEvents } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";
import { readInviteTies } from "../people/store/inviters.ts";
import type { DispatchResult } from "./deliver-letters.ts";
import { type LetterTable, markBounced, saveResult } from "./letter-queue.ts";

/** Caller and idempotency key. */
export interface EventInput {
  id: string;
  digest: string;
  /** When the intake received it. */
  at: Date;
  by: string;
  /** Undefined for the recipient or the intake itself. */
  personId?: string;
  deviceId?: string;
  /** Stored only in the request's or referral's events, because it may contain people's words. */
  detail: Record<string, unknown>;
  /** Records the event without changing the state, because its letter no longer counts. */
  aside?: boolean;
}

/** An act by a person or by a recipient's API key. */
export interface LetterAct extends Pick<EventInput, "at" | "by" | "personId" | "deviceId"> {
  input: { id: string };
  /** Id of the person or key; another one cannot repeat the act. */
  who: string;
}

export function actOf(
  input: { id: string },
  { actor, at }: { actor: Pick<Actor, "personId" | "deviceId" | "name">; at: Date },
): LetterAct {
  const { personId, deviceId, name } = actor;
  return { input, at, who: personId, by: name, personId, deviceId };
}

/** A person of the intake, or a recipient's system restricted to one channel. */
export type Answerer =
  | { kind: "person"; personId: string; deviceId: string; name: string }
  | { kind: "key"; keyId: string; channel?: string | undefined };

export function answerOf(input: { id: string }, teller: Answerer, at: Date): LetterAct {
  if (teller.kind === "person") return actOf(input, { actor: teller, at });
  return { input, at, who: teller.keyId, by: teller.channel ?? "key" };
}

/** The recipient's own time is not trusted, because its response time is measured. */
export function answeredAt(told: string | undefined, { kind }: Answerer, at: Date): Date {
  return kind === "person" && told !== undefined ? new Date(told) : at;
}

/** The columns by which a bounce is judged. */
export type LetterClock = Pick<RequestRecord, "dueAt" | "deliveredAt" | "acknowledgedAt">;

export interface JudgedBounce {
  /** It changes nothing, and people are alerted to it. */
  toCheck: boolean;
  /** The letter counts as undelivered, but its clock and its reprimands stay. */
  keepsClock: boolean;
}

/**
 * The recipient must not end the clock that measures it: not by its key, and not by its mail server once the letter
 * was delivered or the limit has passed. After the limit, a person's word does not undo that it passed.
 */
export function judgeBounce(
  { dueAt, deliveredAt, acknowledgedAt }: LetterClock,
  from: Answerer["kind"] | "mail",
  at: Date,
): JudgedBounce {
  // The state machine only notes it.
  if (acknowledgedAt !== null) return { toCheck: false, keepsClock: false };
  const isOver = dueAt !== null && at >= dueAt;
  const toCheck = from === "key" || deliveredAt !== null || (isOver && from === "mail");
  return { toCheck, keepsClock: isOver && !toCheck };
}

/** For the event's detail. */
export function bounceMarks({ toCheck, keepsClock }: JudgedBounce): Partial<JudgedBounce> {
  return { ...(toCheck ? { toCheck } : {}), ...(keepsClock ? { keepsClock } : {}) };
}

/** `noted` means that the event was recorded without changing the state. */
export type Saved<Locked extends object> = Locked & { noted: boolean };

/** Requests or referrals: the records to which letters and events belong. */
export interface EventOwner<Locked extends object> {
  kind: "request" | "referral";
  idOf(locked: Locked): string;
  /** Returns undefined also if it is out of scope. */
  lock(tx: Db, ref: Ref): Promise<Locked | undefined>;
  findEvent(
    tx: Db,
    eventId: string,
  ): Promise<{ ownerId: string; digest: string; detail: Record<string, unknown> } | undefined>;
}

/** Returns undefined if there is no event with this id. Problem: `conflict` for another event with the id. */
export async function findEarlierEvent<Locked extends object>(
  tx: Db,
  owner: EventOwner<Locked>,
  ownerId: string,
  { id, digest }: Pick<EventInput, "id" | "digest">,
): Promise<Result<{ noted: boolean }> | undefined> {
  const earlier = await owner.findEvent(tx, id);
  if (!earlier) return undefined;
  return earlier.ownerId === ownerId && earlier.digest === digest
    ? ok({ noted: earlier.detail.noted === true })
    : fail("conflict", "another event has this id");
}

export type ActWork<Locked extends object> = (
  tx: Db,
  locked: Locked,
  saying: Omit<EventInput, "detail">,
) => Promise<Result<Saved<Locked>>>;

/**
 * Runs `work` under the owner's locks. Idempotent by the act's id and digest. Problem: `not-found` also if the owner
 * is out of scope.
 */
export function actOnOwner<Locked extends object>(
  db: Db,
  { owner, ref }: { owner: EventOwner<Locked>; ref: Ref },
  { input, who, ...by }: LetterAct,
  work: ActWork<Locked>,
): Promise<Result<Saved<Locked>>> {
  return db.transaction(async (tx) => {
    const locked = await owner.lock(tx, ref);
    if (!locked) return fail("not-found");
    const id = owner.idOf(locked);
    const digest = await digestJson({ [owner.kind]: id, who, ...input });
    const earlier = await findEarlierEvent(tx, owner, id, { id: input.id, digest });
    if (earlier) return earlier.ok ? ok({ ...locked, noted: earlier.value.noted }) : earlier;
    return work(tx, locked, { id: input.id, digest, ...by });
  });
}

/** The events of requests or of referrals, and the column of their owner. */
export interface EventTable {
  events: typeof requestEvents | typeof referralEvents;
  owner: PgColumn;
}

/**
 * Owners whose first letter this person, or one tied to them by an invitation, delivered by hand when it was last sent.
 * Only their word shows that the recipient has it, so another person records what the recipient answers.
 */
export async function readDeliveredBy(
  db: Db,
  { events, owner }: EventTable,
  personId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  // Drizzle types no query of one of two tables.
  const table = events as typeof requestEvents;
  const rows = await db
    .selectDistinctOn([owner], { id: sql<string>`${owner}`, personId: table.personId })
    .from(table)
    .where(and(inArray(owner, [...ids]), eq(table.act, "sent"), sql`not ${table.detail} ? 'noted'`))
    .orderBy(owner, desc(table.at));
  const involved = new Set([personId, ...(await readInviteTies(db, [personId]))]);
  return new Set(rows.flatMap((row) => (row.personId && involved.has(row.personId) ? [row.id] : [])));
}

/** A letter of either table. */
export interface OwnedLetter
  extends Pick<DispatchRecord, "id" | "round" | "state" | "attempts" | "messageId"> {
  ownerId: string;
  /** Equal to the owner's kind for its first letter, which alone has a clock. */
  letter: string;
  channelId: string | null;
}

/** `at` is when it happened, as far as the intake knows. */
export interface DeliveryEvent {
  type: "sent" | "send-failed" | "bounced" | "delivered" | "acknowledged";
  at: Date;
  /** The bounce stops no clock; see `judgeBounce`. */
  keepsClock?: boolean;
}

/** Owners as delivery and mails need them. */
export interface LetterOwner<Locked extends object> extends EventOwner<Locked> {
  table: LetterTable;
  /** Needs the locks of `lock`. */
  save(tx: Db, locked: Locked, event: DeliveryEvent, input: EventInput): Promise<Result<Saved<Locked>>>;
  clockOf(locked: Locked): LetterClock;
  /** Whether a letter that follows the first one should still be sent. */
  isWanted(locked: Locked, letter: string): boolean;
  /** Something besides the recipient's word shows that the letter arrived, so a bounce keeps its clock. */
  seemsArrived(tx: Db, locked: Locked, at: Date): Promise<boolean>;
  lockLetter(tx: Db, id: string): Promise<OwnedLetter | undefined>;
  /** The letter that `which` matches, with the channel that it went over. */
  findLetter(
    tx: Db,
    which: SQL,
  ): Promise<{ letter: OwnedLetter; channel: Channel | PartnerChannel } | undefined>;
  /** The letter's last round. Needs the locks of `lock`. */
  lastLetter(tx: Db, ownerId: string, letter: string): Promise<{ id: string; state: string } | undefined>;
  /** Details of the recorded sendings and bounces, whose `recipients` are the addresses that it did not reach. */
  readRefusals(tx: Db, ownerId: string): Promise<Record<string, unknown>[]>;
  /** How an event's detail names its letter. */
  detailOf(letter: OwnedLetter): { id: Record<string, unknown>; channel: Record<string, unknown> };
}

/** The intake's name in records. */
const intakeActor = "intake";

/**
 * Records a letter's final result. Idempotent; the first caller wins, but a letter that waits for a person and was sent
 * after all does not wait any more. One sent although its owner was just withdrawn is recorded as sent, so that it can
 * be retracted.
 */
export function finishLetter<Locked extends object>(
  db: Db,
  owner: LetterOwner<Locked>,
  { id, ownerId }: Pick<OwnedLetter, "id" | "ownerId">,
  { outcome, answer, refused = [], mayHaveArrived, at }: DispatchResult,
): Promise<void> {
  return db.transaction(async (tx) => {
    const locked = await owner.lock(tx, { id: ownerId, scope: anyScope });
    const letter = await owner.lockLetter(tx, id);
    if (!locked || !letter) throw new Error(`letter ${id} is missing`);
    if (hasEnded(letter, outcome)) return;
    const isLast = (await owner.lastLetter(tx, ownerId, letter.letter))?.id === id;
    const state = isLast ? endOf(owner, locked, letter, outcome) : outcome;
    await saveResult(tx, owner.table, id, { outcome: state, answer, mayHaveArrived, at });
    const named = owner.detailOf(letter);
    const recipients = refused.map((address) => address.toLowerCase());
    const detail = {
      ...{ ...named.id, ...named.channel, attempts: letter.attempts, answer },
      ...(recipients.length > 0 ? { recipients } : {}),
    };
    const event = { type: outcome === "sent" ? "sent" : "send-failed", at } as const;
    const saved = await owner.save(tx, locked, event, {
      id: randomUUID(),
      digest: await digestJson(detail),
      at,
      by: intakeActor,
      detail,
      // Only the first letter has a clock, and the failure of an older round does not affect the next.
      aside: letter.letter !== owner.kind || (outcome === "failed" && !isLast),
    });
    if (!saved.ok) throw new Error(`letter ${id}: ${saved.problem.code}`);
  });
}

function hasEnded({ state }: OwnedLetter, outcome: DispatchResult["outcome"]): boolean {
  return state === "sent" || state === "failed" || (state === "by-hand" && outcome === "failed");
}

/** Returns the new state. A later letter whose last round failed has no other channel, so a person delivers it. */
function endOf<Locked extends object>(
  owner: LetterOwner<Locked>,
  locked: Locked,
  { letter }: OwnedLetter,
  outcome: DispatchResult["outcome"],
): DispatchState {
  const isLater = letter !== owner.kind;
  return outcome === "failed" && isLater && owner.isWanted(locked, letter) ? "by-hand" : outcome;
}

/** After a recipient's word that the first letter did not arrive. */
export async function markLastBounced<Locked extends object>(
  tx: Db,
  owner: LetterOwner<Locked>,
  ownerId: string,
): Promise<void> {
  const last = await owner.lastLetter(tx, ownerId, owner.kind);
  if (last?.state === "sent") await markBounced(tx, owner.table, last.id);
}
