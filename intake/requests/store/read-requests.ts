/** Reads requests: one with its items, dispatches and events, a list, or the clocks of all. */

import {
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { RequestFilter } from "../../../utils/shared/contract/request.ts";
import type { RequestState } from "../../../utils/shared/contract/request-state.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { type Clock, type ClockInput, clockOf } from "../../../utils/shared/policy/request-clock.ts";
import type { WaitingCount } from "../../core/health-facts.ts";
import type { CaseScope, Ref } from "../../core/scope.ts";
import { neverDue } from "../../db/paging.ts";
import type { RequestRecord } from "../../db/rows.ts";
import {
  cases,
  channels,
  checks,
  decisions,
  dispatches,
  people,
  requestEvents,
  requestItems,
  requests,
} from "../../db/schema/index.ts";
import { requestsIn } from "../../db/scope-filters.ts";
import type { Db } from "../../db/store.ts";
import { countLetters } from "../../delivery/letter-queue.ts";
import { readCheckPictures } from "./outcome-check-pictures.ts";
import { allProvenAt } from "./own-proofs.ts";

/** States in which a request still waits for something. */
export const openStates = ["queued", "by-hand", "sent", "undelivered"] as const satisfies RequestState[];

export interface ListedRequest {
  request: RequestRecord;
  channel: (typeof channels.$inferSelect)["channel"];
  items: number;
  answered: number;
  reversed: boolean;
  provenAt: Date | null;
}

export interface RequestList {
  scope: CaseScope;
  state?: RequestFilter["state"];
  site?: SiteId | undefined;
  caseId?: string | undefined;
  /** `open` is sorted by due time, other lists newest first. */
  after?: { at: Date; id: string } | undefined;
  limit: number;
}

/** Requests without a due time sort last. */
const dueOrLast = sql<Date>`coalesce(${requests.dueAt}, 'infinity'::timestamptz)`;

/** Returns one row more than the limit if there are more. */
export function listRequests(db: Db, { scope, state, site, caseId, after, limit }: RequestList) {
  const isOpen = state === "open";
  const items = alias(requestItems, "counted");
  const counted = (more?: SQL) =>
    sql<number>`(${db
      .select({ n: count() })
      .from(items)
      .where(and(eq(items.requestId, requests.id), more))})`.mapWith(Number);
  const ofCase = db
    .select({ one: sql`1` })
    .from(requestItems)
    .where(and(eq(requestItems.requestId, requests.id), eq(requestItems.caseId, caseId ?? "")));
  return db
    .select({
      request: requests,
      channel: channels.channel,
      items: counted(),
      answered: counted(sql`${items.outcome} <> 'pending'`),
      reversed: isFullyReversed(db),
      provenAt: allProvenAt(db),
    })
    .from(requests)
    .innerJoin(channels, eq(channels.rowId, requests.channelId))
    .where(
      and(
        requestsIn(db, scope),
        state && isInList(db, state),
        site && eq(requests.site, site),
        caseId === undefined ? undefined : exists(ofCase),
        after && (isOpen ? afterDue(after) : beforeMade(after)),
      ),
    )
    .orderBy(...(isOpen ? [asc(dueOrLast), asc(requests.id)] : [desc(requests.madeAt), desc(requests.id)]))
    .limit(limit + 1);
}

function isInList(db: Db, state: NonNullable<RequestFilter["state"]>): SQL | undefined {
  const proven = allProvenAt(db);
  if (state === "open") return and(inArray(requests.state, [...openStates]), isNull(proven));
  return state === "proven" ? and(eq(requests.state, "sent"), isNotNull(proven)) : eq(requests.state, state);
}

function afterDue({ at, id }: { at: Date; id: string }): SQL | undefined {
  if (at.getTime() === neverDue.getTime()) return and(sql`${requests.dueAt} is null`, gt(requests.id, id));
  return or(
    sql`${requests.dueAt} is null`,
    gt(requests.dueAt, at),
    and(eq(requests.dueAt, at), gt(requests.id, id)),
  );
}

function beforeMade({ at, id }: { at: Date; id: string }): SQL | undefined {
  return or(lt(requests.madeAt, at), and(eq(requests.madeAt, at), lt(requests.id, id)));
}

export type RequestParts = NonNullable<Awaited<ReturnType<typeof readRequest>>>;

/** Returns undefined also if the request is out of scope. */
export async function readRequest(db: Db, { id, scope }: Ref) {
  const [row] = await db
    .select({
      request: requests,
      channel: channels.channel,
      by: people.name,
      reversed: isFullyReversed(db),
      provenAt: allProvenAt(db),
    })
    .from(requests)
    .innerJoin(channels, eq(channels.rowId, requests.channelId))
    .innerJoin(people, eq(people.id, requests.personId))
    .where(and(eq(requests.id, id), requestsIn(db, scope)));
  if (!row) return undefined;
  return {
    ...row,
    items: await db
      .select({
        item: requestItems,
        withheld: cases.withheld,
        provenBy: people.name,
        stated: checks.stated,
      })
      .from(requestItems)
      .innerJoin(cases, eq(cases.id, requestItems.caseId))
      .leftJoin(checks, eq(checks.id, requestItems.provenCheck))
      .leftJoin(people, eq(people.id, checks.personId))
      .where(eq(requestItems.requestId, id))
      .orderBy(asc(requestItems.place)),
    pictures: await readCheckPictures(db, id),
    dispatches: await db
      .select({ dispatch: dispatches, channel: channels.channel, by: people.name })
      .from(dispatches)
      .innerJoin(channels, eq(channels.rowId, dispatches.channelId))
      .innerJoin(people, eq(people.id, dispatches.personId))
      .where(eq(dispatches.requestId, id))
      .orderBy(asc(dispatches.at), asc(dispatches.round)),
    events: await db
      .select()
      .from(requestEvents)
      .where(eq(requestEvents.requestId, id))
      .orderBy(asc(requestEvents.at), asc(requestEvents.id)),
    ...(await readRelated(db, row.request)),
  };
}

async function readRelated(db: Db, { id, restores }: RequestRecord) {
  const [order] = restores ? await db.select().from(requests).where(eq(requests.id, restores)) : [];
  const [restoration] = await db
    .select()
    .from(requests)
    .where(and(isNotNull(requests.restores), eq(requests.restores, id)));
  return { order, restoration };
}

/** A column for a query of `requests`. */
export function isFullyReversed(db: Db): SQL<boolean> {
  const notReversed = db
    .select({ one: sql`1` })
    .from(requestItems)
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .where(and(eq(requestItems.requestId, requests.id), isNull(decisions.reversedAt)));
  return sql<boolean>`not ${exists(notReversed)}`;
}

type ClockColumns = Pick<
  RequestRecord,
  "kind" | "state" | "hours" | "sentAt" | "dueAt" | "acknowledgedAt" | "reprimands" | "reprimandedAt"
> &
  Pick<ListedRequest, "provenAt">;

/** Converts a row to the clock's input. */
export function toClocked(
  { kind, state, hours, sentAt, dueAt, acknowledgedAt, reprimands, reprimandedAt, provenAt }: ClockColumns,
  acknowledgeHours: number,
): ClockInput {
  return {
    kind,
    state,
    acknowledgeHours,
    reprimands,
    hours: hours ?? undefined,
    sentAt: sentAt?.toISOString(),
    dueAt: dueAt?.toISOString(),
    acknowledgedAt: acknowledgedAt?.toISOString(),
    reprimandedAt: reprimandedAt?.toISOString(),
    provenAt: provenAt?.toISOString(),
  };
}

export interface LateRequests {
  clocks: Clock[];
  /** Letters that a person must deliver. */
  byHand: WaitingCount;
}

/** Requests that wait for people, by their clocks, for monitoring. */
export async function readLate(db: Db, at: Date): Promise<LateRequests> {
  return { clocks: await readClocks(db, at), byHand: await countLetters(db, dispatches, ["by-hand"]) };
}

/** Clocks of all open requests; does not read the letters. */
export async function readClocks(db: Db, at: Date): Promise<Clock[]> {
  const { kind, state, hours, sentAt, dueAt, acknowledgedAt, reprimands, reprimandedAt } = requests;
  const rows = await db
    .select({
      row: { kind, state, hours, sentAt, dueAt, acknowledgedAt, reprimands, reprimandedAt },
      acknowledgeHours: sql<number>`(${channels.channel}->>'acknowledgeHours')::int`,
      reversed: isFullyReversed(db),
      provenAt: allProvenAt(db),
    })
    .from(requests)
    .innerJoin(channels, eq(channels.rowId, requests.channelId))
    .where(inArray(state, [...openStates]));
  return rows.map(({ row, acknowledgeHours, reversed, provenAt }) =>
    clockOf(
      { ...toClocked({ ...row, provenAt }, acknowledgeHours), reversed: reversed || undefined },
      at.getTime(),
    ),
  );
}
