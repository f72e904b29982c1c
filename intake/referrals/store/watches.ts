/** Watched posts: the date to look again, looks by people, and the outcome. */

import { randomUUID } from "node:crypto";
import { and, asc, desc, eq, gt, inArray, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { WatchFilter, WatchLookInput } from "../../../utils/shared/contract/referral.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { watchDays } from "../../../utils/shared/policy/decision-destinations.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { readActFacts } from "../../cases/store/case-facts.ts";
import { type LogAct, lockCases, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import type { Actor } from "../../core/caller.ts";
import type { CaseScope, Ref } from "../../core/scope.ts";
import type { CaseRecord, DecisionRecord, WatchRecord } from "../../db/rows.ts";
import { cases, decisions, people, watches, watchLooks } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { readInviteTies } from "../../people/store/inviters.ts";

const dayMs = 24 * 3_600_000;

function daysAfter(at: Date, days: number): Date {
  return new Date(at.getTime() + days * dayMs);
}

type Acting = Pick<LogAct, "at" | "by" | "device">;

/** Needs the case's lock. */
export async function startWatch(
  tx: Db,
  { row, decision }: { row: CaseRecord; decision: DecisionRecord },
  { at, by, device }: Acting,
): Promise<void> {
  const id = randomUUID();
  const lookAt = daysAfter(at, watchDays);
  await tx.insert(watches).values({
    id,
    caseId: row.id,
    spot: row.spot,
    decisionId: decision.id,
    subject: decision.frozen?.subject ?? row.subject,
    permalink: decision.frozen?.address || row.permalink,
    category: decision.category ?? row.category,
    since: at,
    state: "open",
    lookAt,
  });
  await saveWithLog(tx, withDerived(row, {}), {
    at,
    by,
    ...(device === undefined ? {} : { device }),
    act: "watch-started",
    detail: { watch: id, decision: decision.id, lookAt: lookAt.toISOString() },
    rows: { watches: [id] },
  });
}

/** Returns undefined also if the watch is out of scope. Locks the case first. */
async function lockWatch(tx: Db, { id, scope }: Ref): Promise<LockedWatch | undefined> {
  const [found] = await tx
    .select({ caseId: watches.caseId })
    .from(watches)
    .innerJoin(cases, eq(cases.id, watches.caseId))
    .where(and(eq(watches.id, id), casesIn(tx, scope)));
  if (!found) return undefined;
  const [row] = await lockCases(tx, [found.caseId]);
  const [watch] = await tx.select().from(watches).where(eq(watches.id, id)).for("update");
  return row && watch ? { watch, row } : undefined;
}

/**
 * Problems: `watch-over` if it ended, `own-report` for people who reported the case; `own-decision` if the person who
 * proposed the watch, or one tied to them by invitation, would end it. Idempotent by the look's id.
 */
export function lookAtWatch(
  db: Db,
  ref: Ref,
  input: WatchLookInput,
  { actor, at }: { actor: Actor; at: Date },
): Promise<Result<string>> {
  return db.transaction(async (tx) => {
    const locked = await lockWatch(tx, ref);
    if (!locked) return fail("not-found");
    const watchId = locked.watch.id;
    const digest = await digestJson({ watch: watchId, who: actor.personId, ...input });
    const [earlier] = await tx.select().from(watchLooks).where(eq(watchLooks.id, input.id));
    if (earlier)
      return earlier.digest === digest ? ok(watchId) : fail("conflict", "another look has this id");
    const allowed = await checkLook(tx, locked, input, actor);
    if (!allowed.ok) return allowed;
    await saveLook(tx, locked, input, { actor, at, digest });
    return ok(watchId);
  });
}

interface LockedWatch {
  watch: WatchRecord;
  row: CaseRecord;
}

async function checkLook(
  tx: Db,
  { watch, row }: LockedWatch,
  { note, next }: WatchLookInput,
  { personId }: Actor,
): Promise<Result<undefined>> {
  // A merge moved it before the lock was taken.
  if (watch.caseId !== row.id) return fail("case-changed", undefined, "now");
  if (watch.state !== "open") return fail("watch-over", watch.state);
  if (note !== undefined && row.withheld) return fail("note-not-allowed");
  const { reporters } = await readActFacts(tx, row);
  if (reporters.includes(personId)) return fail("own-report");
  if (next.kind !== "end") return ok(undefined);
  const proposers = await readProposers(tx, watch.decisionId);
  return proposers.includes(personId) ? fail("own-decision", "another person ends its watch") : ok(undefined);
}

async function readProposers(tx: Db, decisionId: string): Promise<string[]> {
  const [made] = await tx
    .select({ personId: decisions.personId })
    .from(decisions)
    .where(eq(decisions.id, decisionId));
  return made ? [made.personId, ...(await readInviteTies(tx, [made.personId]))] : [];
}

async function saveLook(
  tx: Db,
  { watch, row }: LockedWatch,
  { id, seen, next, note }: WatchLookInput,
  { actor, at, digest }: { actor: Actor; at: Date; digest: string },
): Promise<void> {
  const again = next.kind === "again" ? daysAfter(at, next.days) : null;
  const outcome = next.kind === "end" ? next.outcome : null;
  const no = watch.looks + 1;
  const look = { id, watchId: watch.id, spot: watch.spot, no, at, personId: actor.personId, seen, outcome };
  await tx.insert(watchLooks).values({ ...look, digest, againAt: again, note: note ?? null });
  const ended = outcome === null ? {} : ({ state: "ended", outcome, endedAt: at } as const);
  await tx
    .update(watches)
    .set({ looks: no, lookAt: again, ...ended })
    .where(eq(watches.id, watch.id));
  await saveWithLog(tx, withDerived(row, {}), {
    at,
    by: actor.name,
    device: actor.deviceId,
    act: outcome === null ? "watch-looked" : "watch-ended",
    detail: { watch: watch.id, look: id, digest, seen, ...(outcome ? { outcome } : {}) },
    rows: { watches: [watch.id], watch_looks: [id] },
  });
}

/** Ends the watches of reversed decisions. Needs the case's lock. */
export async function withdrawWatches(
  tx: Db,
  decisionIds: readonly string[],
  { at, by, device }: Acting,
): Promise<void> {
  const open = await tx
    .select()
    .from(watches)
    .where(and(inArray(watches.decisionId, [...decisionIds]), eq(watches.state, "open")))
    .orderBy(asc(watches.id));
  for (const { id, caseId } of open) {
    await tx.update(watches).set({ state: "withdrawn", lookAt: null, endedAt: at }).where(eq(watches.id, id));
    const [row] = await lockCases(tx, [caseId]);
    if (!row) throw new Error(`case ${caseId} is missing`);
    await saveWithLog(tx, withDerived(row, {}), {
      at,
      by,
      ...(device === undefined ? {} : { device }),
      act: "watch-withdrawn",
      detail: { watch: id },
      rows: { watches: [id] },
    });
  }
}

/**
 * Filter on `watches` with `cases`: it ended as needing an act, and the case has not been decided again since. A
 * merge can leave several decisions in force; the last one counts.
 */
export function isActNeeded(db: Db): SQL {
  const made = alias(decisions, "made");
  const inForce = db
    .select({ id: made.id })
    .from(made)
    .where(
      and(
        eq(made.caseId, cases.id),
        eq(made.spot, cases.spot),
        eq(made.act, "approve"),
        eq(made.state, "confirmed"),
        isNull(made.reversedAt),
      ),
    )
    .orderBy(sql`coalesce(${made.settledAt}, ${made.answeredAt}) desc`)
    .limit(1);
  return and(
    eq(watches.state, "ended"),
    eq(watches.outcome, "act-needed"),
    eq(cases.state, "approved"),
    eq(watches.decisionId, inForce),
  ) as SQL;
}

export interface ListedWatch {
  watch: WatchRecord;
  withheld: boolean;
  /** Id of the person who proposed it. */
  proposer: string;
  looks: { look: typeof watchLooks.$inferSelect; by: string }[];
}

interface WatchQuery extends WatchFilter {
  scope: CaseScope;
  after?: { at: Date; id: string } | undefined;
  limit: number;
}

/** When it needs a person; the order of the list of open ones. */
export function dueTimeOf({ lookAt, endedAt, since }: WatchRecord): Date {
  return lookAt ?? endedAt ?? since;
}

const dueTime = sql<Date>`coalesce(${watches.lookAt}, ${watches.endedAt}, ${watches.since})`.mapWith(
  watches.since,
);

/**
 * `open` has those to be decided again, too, and is sorted by `dueTimeOf`; other lists newest first. Returns one row
 * more than the limit if there are more.
 */
export async function listWatches(
  db: Db,
  { scope, state, caseId, after, limit }: WatchQuery,
): Promise<ListedWatch[]> {
  const isOpen = state === "open";
  const { since, id } = watches;
  const afterAt = after && sql`${after.at.toISOString()}::timestamptz`;
  const later = after && or(gt(dueTime, afterAt), and(eq(dueTime, afterAt), gt(id, after.id)));
  const older = after && or(lt(since, after.at), and(eq(since, after.at), lt(id, after.id)));
  const rows = await selectWatches(db)
    .where(
      and(
        casesIn(db, scope),
        state && or(eq(watches.state, state), isOpen ? isActNeeded(db) : undefined),
        caseId === undefined ? undefined : rowsOfCase(watches, caseId),
        isOpen ? later : older,
      ),
    )
    .orderBy(...(isOpen ? [asc(dueTime), asc(id)] : [desc(since), desc(id)]))
    .limit(limit + 1);
  return withLooks(db, rows);
}

function selectWatches(db: Db) {
  return db
    .select({ watch: watches, withheld: cases.withheld, proposer: decisions.personId })
    .from(watches)
    .innerJoin(cases, eq(cases.id, watches.caseId))
    .innerJoin(decisions, eq(decisions.id, watches.decisionId));
}

/** Returns undefined also if it is out of scope. */
export async function readWatch(db: Db, { id, scope }: Ref): Promise<ListedWatch | undefined> {
  const rows = await selectWatches(db).where(and(eq(watches.id, id), casesIn(db, scope)));
  return (await withLooks(db, rows))[0];
}

async function withLooks(db: Db, rows: readonly Omit<ListedWatch, "looks">[]): Promise<ListedWatch[]> {
  if (rows.length === 0) return [];
  const looks = await db
    .select({ look: watchLooks, by: people.name })
    .from(watchLooks)
    .innerJoin(people, eq(people.id, watchLooks.personId))
    .where(
      inArray(
        watchLooks.watchId,
        rows.map(({ watch }) => watch.id),
      ),
    )
    .orderBy(asc(watchLooks.no));
  return rows.map((row) => ({ ...row, looks: looks.filter(({ look }) => look.watchId === row.watch.id) }));
}
