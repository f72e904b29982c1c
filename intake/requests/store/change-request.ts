/**
 * Changes a request: locks it with its cases, and records an event in its row, items and events, and in its
 * cases' logs.
 */

import { and, asc, eq, gt, sql } from "drizzle-orm";
import { type LetterKind, letterKind } from "../../../utils/shared/contract/request-state.ts";
import { ok, type Result } from "../../../utils/shared/contract/result.ts";
import { lockCases, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import type { Ref } from "../../core/scope.ts";
import type { CaseRecord, RequestItemRecord, RequestRecord } from "../../db/rows.ts";
import { requestEvents, requestItems, requests } from "../../db/schema/index.ts";
import { requestsIn } from "../../db/scope-filters.ts";
import type { Db } from "../../db/store.ts";
import {
  type ActWork,
  actOnOwner,
  type EventInput,
  type EventOwner,
  type EventTable,
  type LetterAct,
  type Saved,
} from "../../delivery/letter-events.ts";
import { notifyHooks } from "../../webhooks/store/hooks.ts";
import { isRefuted } from "../own-proof.ts";
import {
  applyEvent,
  type ItemAnswer,
  type ItemRow,
  isLetterWanted,
  type RequestChange,
  type RequestEvent,
} from "../request-states.ts";
import { cancelDispatches } from "./dispatches.ts";
import { scheduleChecks } from "./outcome-checks.ts";
import { readChecked, refreshProofs } from "./own-proofs.ts";

export interface LockedRequest {
  request: RequestRecord;
  /** In the order of the letter. */
  items: RequestItemRecord[];
  cases: CaseRecord[];
}

const maxAttempts = 3;

/**
 * Returns undefined also if the request is out of scope. Making and withdrawing requests take the same locks
 * in the same order.
 */
export async function lockRequest(tx: Db, ref: Ref): Promise<LockedRequest | undefined> {
  for (let attemptsLeft = maxAttempts; attemptsLeft > 0; attemptsLeft--) {
    const cases = await lockCases(tx, casesOf(await readItems(tx, ref.id)));
    const [request] = await tx
      .select()
      .from(requests)
      .where(and(eq(requests.id, ref.id), requestsIn(tx, ref.scope)))
      .for("update");
    if (!request) return undefined;
    const items = await readItems(tx, ref.id);
    const held = new Set(cases.map(({ id }) => id));
    // A merge may have moved an item before the locks were taken.
    if (casesOf(items).every((id) => held.has(id))) return { request, items, cases };
  }
  throw new Error(`could not lock the cases of request ${ref.id} after ${maxAttempts} attempts`);
}

function readItems(tx: Db, requestId: string): Promise<RequestItemRecord[]> {
  return tx
    .select()
    .from(requestItems)
    .where(eq(requestItems.requestId, requestId))
    .orderBy(asc(requestItems.place));
}

function casesOf(items: readonly RequestItemRecord[]): string[] {
  return [...new Set(items.map(({ caseId }) => caseId))];
}

export type SavedEvent = Saved<LockedRequest>;

export const requestOwner: EventOwner<LockedRequest> = {
  kind: "request",
  idOf: ({ request }) => request.id,
  lock: lockRequest,
  async findEvent(tx, eventId) {
    const [event] = await tx.select().from(requestEvents).where(eq(requestEvents.id, eventId));
    return event && { ...event, ownerId: event.requestId };
  },
};

export const requestEventTable: EventTable = { events: requestEvents, owner: requestEvents.requestId };

export function actOnRequest(
  db: Db,
  ref: Ref,
  act: LetterAct,
  work: ActWork<LockedRequest>,
): Promise<Result<SavedEvent>> {
  return actOnOwner(db, { owner: requestOwner, ref }, act, work);
}

/** Needs the locks of `lockRequest`. */
export async function saveEvent(
  tx: Db,
  locked: LockedRequest,
  said: RequestEvent,
  saying: EventInput,
): Promise<Result<SavedEvent>> {
  const { request, items } = locked;
  const { event, clock } = await afterSending(tx, said, request, saying);
  const asked =
    event.type === "items" ? await withFirstActs(tx, await withRefutations(tx, request, items)) : items;
  const applied = applyEvent({ ...request, ...clock, items: asked }, event);
  if (!applied.ok) return applied;
  const change: RequestChange = saying.aside
    ? { ...applied.value, noted: true, row: {}, items: [] }
    : applied.value;
  const { act, noted } = change;
  await tx.insert(requestEvents).values({
    id: saying.id,
    requestId: request.id,
    at: saying.at,
    act,
    personId: saying.personId ?? null,
    by: saying.by,
    digest: saying.digest,
    detail: { ...saying.detail, ...(noted ? { noted } : {}) },
  });
  const row = noted ? request : { ...request, ...change.row, version: request.version + 1 };
  if (!noted)
    await tx
      .update(requests)
      .set({ ...change.row, version: row.version })
      .where(eq(requests.id, request.id));
  if (event.type === "withdrawn")
    await tx
      .update(requestItems)
      .set({ isVoid: true, checkAt: null })
      .where(eq(requestItems.requestId, request.id));
  // A request delivered by hand may be answered before its delivery is recorded; it stays open for that.
  const isKept = (one: LetterKind) => one === "request" && row.state !== "withdrawn";
  const unwanted = letterKind.options.filter(
    (option) => !isKept(option) && !isLetterWanted(option, row.state),
  );
  if (row.state !== request.state && unwanted.length > 0)
    await cancelDispatches(tx, request.id, saying.at, unwanted);
  const changed = await rescheduleChecks(tx, request, row, await saveItems(tx, items, change));
  const cases = await logEvent(tx, { ...locked, items: changed }, event, { ...saying, noted });
  if (!noted) await notifyOfChange(tx, request, row, saying.at);
  return ok({ request: row, items: changed, cases, noted });
}

/**
 * For an event of now that is earlier than the recorded sending, because one of the clocks was wrong. If the time of
 * sending is in the future for the database too, that time is wrong, and it is corrected. Otherwise this clock is behind,
 * and the event counts at the time of sending.
 */
async function afterSending(
  tx: Db,
  event: RequestEvent,
  { id, sentAt }: RequestRecord,
  { at }: EventInput,
): Promise<{ event: RequestEvent; clock?: Clock }> {
  if (sentAt === null || sentAt <= at || event.at.getTime() !== at.getTime()) return { event };
  const isAhead = await tx.$count(requests, and(eq(requests.id, id), gt(requests.sentAt, sql`now()`)));
  return isAhead ? { event, clock: { sentAt: null, dueAt: null } } : { event: { ...event, at: sentAt } };
}

/** Adds the time at which the platform first claimed to have acted on each item. */
async function withFirstActs(tx: Db, items: readonly (RequestItemRecord & ItemRow)[]): Promise<ItemRow[]> {
  const [first] = items;
  if (!first || items.every(({ outcomeAt }) => outcomeAt === null)) return [...items];
  const { requestId, act, at, personId, detail } = requestEvents;
  const answers = await tx
    .select({ at, personId, detail })
    .from(requestEvents)
    .where(and(eq(requestId, first.requestId), eq(act, "answered"), sql`not ${detail} ? 'noted'`))
    .orderBy(asc(at));
  const acted = new Map<number, Date>();
  for (const { at: toldAt, personId: teller, detail: said } of answers)
    for (const { place, outcome } of said.items as readonly ItemAnswer[])
      if (outcome === "acted" && !acted.has(place))
        // Only a person may date an answer; see `answeredAt`.
        acted.set(place, teller !== null && typeof said.told === "string" ? new Date(said.told) : toldAt);
  return items.map((item) => ({ ...item, actedAt: acted.get(item.place) }));
}

/** Adds what the checks of each item refute. */
async function withRefutations(tx: Db, request: RequestRecord, items: readonly RequestItemRecord[]) {
  const checked = await readChecked(tx, items);
  return checked.map(({ item, reversedAt, made }) => ({
    ...item,
    isRefuted: (answer: Parameters<NonNullable<ItemRow["isRefuted"]>>[0]) =>
      isRefuted({ ...request, reversedAt }, answer, made),
  }));
}

type Clock = Pick<RequestRecord, "sentAt" | "dueAt">;

/**
 * Adjusts outcome checks to their request's clock: they start when it is sent and end when it is void, and
 * only checks since sending prove anything.
 * Needs the request's lock. Returns the changed items. Items that the platform has answered keep their own
 * schedule.
 */
async function rescheduleChecks(
  tx: Db,
  before: Clock,
  request: RequestRecord,
  items: readonly RequestItemRecord[],
): Promise<RequestItemRecord[]> {
  const { sentAt, dueAt } = request;
  if (before.sentAt?.getTime() === sentAt?.getTime()) return [...items];
  const event = sentAt ? ({ what: "sent", at: sentAt, dueAt } as const) : ({ what: "undelivered" } as const);
  const followed: RequestItemRecord[] = [];
  for (const item of items) {
    const isOpen = item.outcome === "pending" && !item.isVoid;
    followed.push(isOpen ? { ...item, checkAt: await scheduleChecks(tx, item, event) } : item);
  }
  return refreshProofs(tx, request, followed);
}

/** Notifies webhooks that the request was sent, or that every item has an answer. */
async function notifyOfChange(tx: Db, before: RequestRecord, row: RequestRecord, at: Date): Promise<void> {
  const { id: requestId, site, category, state, dueAt } = row;
  const body = { requestId, site, category, state };
  if (row.sentAt && !before.sentAt)
    await notifyHooks(tx, "request-sent", { ...body, ...(dueAt ? { dueAt: dueAt.toISOString() } : {}) }, at);
  if (row.answeredAt && !before.answeredAt) await notifyHooks(tx, "request-answered", body, at);
}

async function saveItems(
  tx: Db,
  items: RequestItemRecord[],
  { items: changes }: RequestChange,
): Promise<RequestItemRecord[]> {
  const byPlace = new Map(changes.map((change) => [change.place, change]));
  const changed: RequestItemRecord[] = [];
  for (const item of items) {
    const { place: _, ...set } = byPlace.get(item.place) ?? { place: item.place };
    if (Object.keys(set).length > 0)
      await tx
        .update(requestItems)
        .set(set)
        .where(and(eq(requestItems.requestId, item.requestId), eq(requestItems.place, item.place)));
    changed.push({ ...item, ...set });
  }
  return changed;
}

const logActs: Record<RequestEvent["type"], string> = {
  sent: "request-sent",
  "send-failed": "request-undelivered",
  bounced: "request-undelivered",
  "channel-changed": "request-rerouted",
  delivered: "request-answered",
  acknowledged: "request-answered",
  items: "request-answered",
  withdrawn: "request-withdrawn",
};

/** Each case logs only what concerns its own items. */
async function logEvent(
  tx: Db,
  { request, items, cases }: LockedRequest,
  event: RequestEvent,
  saying: EventInput & { noted: boolean },
) {
  const answers = new Map(
    event.type === "items" ? event.items.map((item) => [item.place, item.outcome]) : [],
  );
  const saved: LockedRequest["cases"] = [];
  for (const row of cases) {
    const own = items.filter(({ caseId, place }) => caseId === row.id && concernsItem(event, answers, place));
    if (own.length === 0) {
      saved.push(row);
      continue;
    }
    const act = {
      at: saying.at,
      by: saying.by,
      act: logActs[event.type],
      ...(saying.deviceId === undefined ? {} : { device: saying.deviceId }),
      detail: {
        request: request.id,
        event: saying.id,
        digest: saying.digest,
        what: event.type,
        items: own.map(({ place }) => ({
          place,
          ...(answers.has(place) ? { outcome: answers.get(place) } : {}),
        })),
        ...(saying.noted ? { noted: true } : {}),
      },
      rows: {
        requests: [request.id],
        request_events: [saying.id],
        request_items: own.map(({ id }) => id),
      },
    };
    saved.push(await saveWithLog(tx, withDerived(row, {}), act));
  }
  return saved;
}

function concernsItem({ type }: RequestEvent, answers: ReadonlyMap<number, unknown>, place: number): boolean {
  return type !== "items" || answers.has(place);
}
