/** A person's acts on similar cases: merge two, split them again, join a group or leave it. */

import { randomUUID } from "node:crypto";
import { and, desc, eq, inArray, isNotNull, isNull, ne, type SQL, sql } from "drizzle-orm";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { RegroupInput } from "../../../utils/shared/contract/group.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { readCaseAndMerged } from "../../audit-log/store/merged-cases.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref } from "../../core/scope.ts";
import { locks } from "../../db/locks.ts";
import type { CaseRecord } from "../../db/rows.ts";
import {
  caseNotes,
  caseSubjects,
  cases,
  decisions,
  goldenCases,
  groups,
  holds,
  linkLooks,
  log,
  objections,
  questions,
  referrals,
  reports,
  requestItems,
  reviews,
  watches,
} from "../../db/schema/index.ts";
import { isCase, rowsOfCase, rowsOfCases, spotOfCase, spotOfSubject } from "../../db/spot.ts";
import type { Db, Store } from "../../db/store.ts";
import { checkAct, checkMerging } from "../rules/allowed-acts.ts";
import { effectInForce } from "../rules/decision-effects.ts";
import { isAutoMergeable } from "../rules/match-cases.ts";
import { checkMerge } from "../rules/merge-rules.ts";
import { withoutReports } from "../rules/report-summary.ts";
import { readActFacts } from "./case-facts.ts";
import { findCase, readHolds } from "./case-reads.ts";
import { type LogAct, lockCase, lockCases, saveWithLog, withDerived } from "./case-writes.ts";
import { checkNotClaimed } from "./claims.ts";
import { placeHold } from "./legal-holds.ts";
import {
  alignSpots,
  type CaseCallbacks,
  deferKeys,
  mergeInto,
  moveGolden,
  oldestFirst,
  readAskedAt,
} from "./merge-cases.ts";
import { readMerges } from "./merge-history.ts";
import { markApart, saveAgreement } from "./merge-proposals.ts";
import { rejectedCategory } from "./rejected-category.ts";
import { readReportSummary, readWithdrawnDescription } from "./report-summary.ts";
import { restoreDescription } from "./restore-description.ts";

/** Only people who may decide the case may merge, split or group it. */
type CheckAct = (row: CaseRecord) => Promise<Result<undefined>>;

interface MergeContext {
  mayMerge: CheckAct;
  callbacks: CaseCallbacks;
}

/** Needs the ingest lock. What arrived after the merge stays where it arrived. */
async function splitCase(
  tx: Db,
  { found, merged: id }: { found: CaseRecord; merged: string },
  { mayMerge, callbacks }: MergeContext,
  act: Omit<LogAct, "act">,
): Promise<Result<string>> {
  const merge = (await readMerges(tx, found.id)).find(({ caseId }) => caseId === id);
  if (!merge) return answerRepeatedSplit(tx, found, id);
  // As where content is deleted: the case first, then what was merged into it. No other split or merge runs.
  const row = await lockCase(tx, found.id);
  const off = await lockCase(tx, id);
  if (!row || !off) return fail("not-found");
  const allowed = await mayMerge(row);
  if (!allowed.ok) return allowed;
  // Destruction can be postponed by a hold, and alone the other case would have no decision that keeps it closed.
  if (row.withheld) return fail("split-withheld");
  const own = await readCaseAndMerged(tx, id);
  if (await dividesReversal(tx, row.id, own)) return fail("split-reversed");
  if (await dividesEvidence(tx, row.id, own)) return fail("split-reversed", "not reversed yet");
  const changed = await changesRegister(tx, row.id, own);
  if (changed) return fail(changed, "not reversed yet");
  await moveBack(tx, { from: row.id, to: id, logs: own, names: merge.names });
  const stayed = await saveWithLog(
    tx,
    withDerived(row, {
      ...((await readReportSummary(tx, row.id)) ??
        // The present description may come from a report that the split moved away.
        withoutReports({ ...row, ...(await readWithdrawnDescription(tx, row.id)) })),
      ...(await readDecidedState(tx, row.id)),
      askedAt: await readAskedAt(tx, row.id),
    }),
    { ...act, act: "case-split", detail: { off: id, ...act.detail } },
  );
  const restored = withDerived(off, {
    ...((await readReportSummary(tx, id)) ?? withoutReports(off)),
    ...(await readDecidedState(tx, id)),
    mergedInto: null,
    askedAt: await readAskedAt(tx, id),
  });
  // The other case may have been in the no-pixels lane meanwhile.
  const wasEmptied = restored.authorKey === null && restored.searchText === "";
  const split = await saveWithLog(tx, wasEmptied ? await restoreDescription(tx, restored) : restored, {
    ...act,
    act: "case-restored",
    detail: { from: row.id, ...act.detail },
  });
  await markApart(tx, row.id, id, act.at);
  await copyHolds(tx, { from: row.id, to: id, since: merge.at }, act.at);
  await callbacks.onSplit(tx, [stayed, split], act.at);
  return ok(id);
}

/** A hold placed after the merge applied to both, so both keep it. */
async function copyHolds(tx: Db, move: { from: string; to: string; since: Date }, now: Date): Promise<void> {
  for (const { at, by, reason } of await readHolds(tx, move.from))
    if (at >= move.since) await placeHold(tx, { caseId: move.to, by, reason }, now);
}

/**
 * True if a decision and the one that ended it would come into two cases: neither would be proven by its case's log, and
 * no restoration could be asked for.
 */
async function dividesReversal(tx: Db, caseId: string, logs: string[]): Promise<boolean> {
  const moving = sql<boolean>`${decisions.id} in ${idsInLogs(logs, "decision-proposed", "decision")}`;
  const made = await tx
    .select({ decision: decisions, moves: moving })
    .from(decisions)
    .where(and(rowsOfCase(decisions, caseId), eq(decisions.state, "confirmed")));
  const reversals = made.filter(({ decision }) => decision.reverses !== null);
  return made.some(({ decision: { reversedAt }, moves }) =>
    reversals.some(
      ({ decision: { settledAt, answeredAt }, moves: also }) =>
        reversedAt !== null &&
        reversedAt.getTime() === (settledAt ?? answeredAt)?.getTime() &&
        moves !== also,
    ),
  );
}

/**
 * True if an approval or escalation in force would come into another case than the report that it was made on: its
 * letter's link would show nothing, its dossier another report, and the evidence would be deleted with the other case.
 */
async function dividesEvidence(tx: Db, caseId: string, logs: string[]): Promise<boolean> {
  const decisionMoves = sql`${decisions.id} in ${idsInLogs(logs, "decision-proposed", "decision")}`;
  const reportMoves = sql`${reports.id} in ${idsInLogs(logs, "report-received", "report")}`;
  const [divided] = await tx
    .select({ id: decisions.id })
    .from(decisions)
    .innerJoin(reports, sql`${reports.id} = (${decisions.frozen} -> 'evidence' ->> 'reportId')::uuid`)
    .where(
      and(
        rowsOfCase(decisions, caseId),
        rowsOfCase(reports, caseId),
        eq(decisions.state, "confirmed"),
        isNull(decisions.reversedAt),
        inArray(decisions.act, ["approve", "escalate"]),
        sql`(${decisionMoves}) <> (${reportMoves})`,
      ),
    )
    .limit(1);
  return divided !== undefined;
}

/**
 * The register publishes a rejection with its case's category, and no decision of a case that was ever reported or
 * decided as child sexual abuse material. One person's split changes neither.
 */
async function changesRegister(
  tx: Db,
  caseId: string,
  logs: string[],
): Promise<"split-withheld" | "split-reversed" | undefined> {
  const moving = {
    earlier: idsInLogs(logs, "decision-proposed", "decision"),
    report: idsInLogs(logs, "report-received", "report"),
  };
  const stays = (table: "earlier" | "report") =>
    sql`(${sql.identifier(table)}.id in ${moving[table]}) = (${decisions.id} in ${moving.earlier})`;
  const parted = await tx
    .select({
      isMaterial: sql<boolean>`(
        exists (select 1 from reports report where report.case_id = ${caseId}::uuid
          and report.category = 'PORNO_ANAK' and not ${stays("report")})
        or exists (select 1 from decisions earlier where earlier.case_id = ${caseId}::uuid
          and earlier.category = 'PORNO_ANAK' and not ${stays("earlier")}))`,
      isOther: sql<boolean>`${decisions.act} = 'reject' and ${isNull(decisions.reversedAt)}
        and ${rejectedCategory()} is distinct from ${rejectedCategory(stays)}`,
    })
    .from(decisions)
    .where(
      and(
        rowsOfCase(decisions, caseId),
        eq(decisions.state, "confirmed"),
        inArray(decisions.act, ["approve", "reject"]),
      ),
    );
  if (parted.some(({ isMaterial }) => isMaterial)) return "split-withheld";
  return parted.some(({ isOther }) => isOther) ? "split-reversed" : undefined;
}

/** Idempotent: recognises a repeated request. */
async function answerRepeatedSplit(tx: Db, row: CaseRecord, id: string): Promise<Result<string>> {
  const [split] = await tx
    .select({ seq: log.seq })
    .from(log)
    .innerJoin(cases, eq(cases.id, sql`(${log.detail}->>'off')::uuid`))
    .where(and(rowsOfCase(log, row.id), eq(log.act, "case-split"), isCase(id)))
    .limit(1);
  return split ? ok(id) : fail("not-mergeable", "not merged");
}

interface Move {
  from: string;
  to: string;
  /** Ids of the case itself and of those merged into it. */
  logs: string[];
  names: string[];
}

/** Subquery of the ids that entries of this act name. */
function idsInLogs(logs: string[], act: LogAct["act"], what: string): SQL {
  return sql`(select (${log.detail}->>${what})::uuid from ${log}
    where ${and(rowsOfCases(log, logs), eq(log.act, act))})`;
}

async function moveBack(tx: Db, { from, to, logs, names }: Move): Promise<void> {
  const spot = spotOfCase(to);
  await deferKeys(tx);
  const received = [
    { table: reports, act: "report-received", what: "report" },
    { table: reviews, act: "review-received", what: "review" },
    { table: decisions, act: "decision-proposed", what: "decision" },
    { table: questions, act: "question-asked", what: "question" },
    { table: holds, act: "hold-placed", what: "hold" },
    { table: linkLooks, act: "link-looked", what: "look" },
    { table: caseNotes, act: "note-added", what: "note" },
  ];
  for (const { table, act, what } of received) {
    await tx
      .update(table)
      .set({ caseId: to, spot })
      .where(and(rowsOfCase(table, from), sql`${table.id} in ${idsInLogs(logs, act, what)}`));
  }
  const [golden] = await tx
    .select({ at: goldenCases.at })
    .from(goldenCases)
    .innerJoin(log, and(eq(log.at, goldenCases.at), eq(log.act, "golden-set"), rowsOfCases(log, logs)))
    .where(rowsOfCase(goldenCases, from));
  if (golden) {
    await moveGolden(tx, from, to);
    // No log names these reviews. They are about the golden case alone.
    await tx
      .update(reviews)
      .set({ caseId: to, spot })
      .where(and(rowsOfCase(reviews, from), eq(reviews.trial, true)));
  }
  // Request items, objections, referrals and watches move with their decision.
  const decided = tx.select({ id: decisions.id }).from(decisions).where(rowsOfCase(decisions, to));
  await tx
    .update(requestItems)
    .set({ caseId: to, spot })
    .where(and(rowsOfCase(requestItems, from), inArray(requestItems.decisionId, decided)));
  await tx
    .update(objections)
    .set({ caseId: to, spot })
    .where(and(rowsOfCase(objections, from), inArray(objections.decisionId, decided)));
  for (const table of [referrals, watches])
    await tx
      .update(table)
      .set({ caseId: to, spot })
      .where(and(rowsOfCase(table, from), inArray(table.decisionId, decided)));
  await alignSpots(tx, to);
  if (names.length === 0) return;
  await tx
    .delete(caseSubjects)
    .where(and(eq(caseSubjects.caseId, from), inArray(caseSubjects.subject, names)));
  const own = names.map((subject) => ({ subject, spot: spotOfSubject(subject), caseId: to, own: true }));
  await tx.insert(caseSubjects).values(own).onConflictDoNothing();
}

/** Derives the state from the decisions in the case. */
async function readDecidedState(tx: Db, caseId: string) {
  const since = sql<Date>`coalesce(${decisions.settledAt}, ${decisions.answeredAt})`.mapWith(decisions.at);
  const [standing] = await tx
    .select({ act: decisions.act, at: since })
    .from(decisions)
    .where(
      and(
        rowsOfCase(decisions, caseId),
        eq(decisions.state, "confirmed"),
        isNull(decisions.reversedAt),
        ne(decisions.act, "recategorise"),
      ),
    )
    .orderBy(desc(since))
    .limit(1);
  return {
    ...effectInForce(standing),
    decidedAt: standing?.at ?? null,
    decidedCategory: await readDecidedCategory(tx, caseId),
  };
}

/** Category of the newest confirmed decision that names one. */
async function readDecidedCategory(tx: Db, caseId: string): Promise<CategoryCode | null> {
  const [last] = await tx
    .select({ category: decisions.category })
    .from(decisions)
    .where(
      and(rowsOfCase(decisions, caseId), eq(decisions.state, "confirmed"), isNotNull(decisions.category)),
    )
    .orderBy(desc(sql`coalesce(${decisions.settledAt}, ${decisions.answeredAt})`))
    .limit(1);
  return last?.category ?? null;
}

/** Returns the id of the case that contains the requested one. Idempotent. */
export async function regroup(
  { store: { db }, callbacks }: { store: Store; callbacks: CaseCallbacks },
  ref: Ref,
  input: RegroupInput,
  actor: Actor & { at: Date },
): Promise<Result<string>> {
  const { at } = actor;
  const reasonDigest = await digestJson(input.reason);
  const act = { at, by: actor.name, device: actor.deviceId, detail: { reasonDigest } };
  return db.transaction(async (tx) => {
    // Serialises creating, merging and splitting cases.
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.ingest})`);
    const current = await findCase(tx, ref);
    if (!current) return fail("not-found");
    const mayAct = (row: CaseRecord) => checkMayAct(tx, row, actor, at);
    const mayMerge = (row: CaseRecord) => checkMayMerge(tx, row, actor, at);
    if (input.act === "leave") return leaveGroup(tx, current, mayAct, act);
    if (input.act === "split") {
      const merged = input.merged.toLowerCase();
      return splitCase(tx, { found: current, merged }, { mayMerge, callbacks }, act);
    }
    const other = await findCase(tx, { ...ref, id: input.with });
    if (!other) return fail("not-found");
    if (input.act === "join") return joinGroup(tx, [current, other], { mayAct, mayMerge }, act);
    return mergePair(tx, [current, other], { mayMerge, callbacks }, { ...act, personId: actor.personId });
  });
}

async function checkMayAct(tx: Db, row: CaseRecord, actor: Actor, at: Date): Promise<Result<undefined>> {
  const allowed = checkAct("regroup", { ...(await readActFacts(tx, row)), asker: actor });
  return allowed.ok ? checkNotClaimed(tx, row, actor, at) : allowed;
}

async function checkMayMerge(tx: Db, row: CaseRecord, actor: Actor, at: Date): Promise<Result<undefined>> {
  const allowed = checkMerging({ ...(await readActFacts(tx, row)), asker: actor });
  return allowed.ok ? checkNotClaimed(tx, row, actor, at) : allowed;
}

/**
 * One person may merge ordinary cases. Others need two people who ask for the same; the first request is only
 * recorded.
 */
async function mergePair(
  tx: Db,
  [one, other]: [CaseRecord, CaseRecord],
  { mayMerge, callbacks }: MergeContext,
  { personId, ...act }: Omit<LogAct, "act"> & { personId: string },
): Promise<Result<string>> {
  // Already merged, or both ids name one case.
  if (one.id === other.id) return allowRepeat(one, mayMerge);
  const pair = await lockCases(tx, [one.id, other.id]);
  for (const row of pair) {
    const allowed = await mayMerge(row);
    if (!allowed.ok) return allowed;
  }
  const [older, younger] = oldestFirst(pair);
  if (!older || !younger) return fail("not-found");
  const mergeable = checkMerge(older, younger);
  if (!mergeable.ok) return mergeable;
  if (!(await areOrdinary(tx, pair))) {
    const agreed = await saveAgreement(tx, [older, younger], { personId, at: act.at });
    if (agreed === "tied") return fail("own-decision");
    if (agreed === "again") return ok(one.id);
    if (agreed === "first") return logAgreement(tx, [older, younger], one.id, act);
  }
  return ok((await mergeInto(tx, [older, younger], act, callbacks)).id);
}

/** A repeated request succeeds even if the case has changed since, but only for a person who could have merged. */
async function allowRepeat(row: CaseRecord, mayMerge: CheckAct): Promise<Result<string>> {
  const allowed = await mayMerge(row);
  return !allowed.ok && allowed.problem.code === "own-report" ? allowed : ok(row.id);
}

async function areOrdinary(tx: Db, pair: readonly CaseRecord[]): Promise<boolean> {
  for (const row of pair) if (!isAutoMergeable(row, (await readHolds(tx, row.id)).length > 0)) return false;
  return true;
}

async function logAgreement(
  tx: Db,
  [older, younger]: [CaseRecord, CaseRecord],
  askedId: string,
  act: Omit<LogAct, "act">,
): Promise<Result<string>> {
  for (const [row, beside] of [
    [older, younger],
    [younger, older],
  ] as const)
    await saveWithLog(tx, withDerived(row, {}), {
      ...act,
      act: "merge-agreed",
      detail: { with: beside.id, ...act.detail },
    });
  return ok(askedId);
}

async function joinGroup(
  tx: Db,
  [one, other]: [CaseRecord, CaseRecord],
  { mayAct, mayMerge }: Record<"mayAct" | "mayMerge", CheckAct>,
  act: Omit<LogAct, "act">,
): Promise<Result<string>> {
  const rows = await lockCases(tx, [one.id, other.id]);
  const row = rows.find(({ id }) => id === one.id);
  const beside = rows.find(({ id }) => id === other.id);
  if (!row || !beside) return fail("not-found");
  const allowed = await mayAct(row);
  if (!allowed.ok) return allowed;
  const alsoAllowed = await checkBeside(beside, mayMerge);
  if (!alsoAllowed.ok) return alsoAllowed;
  if (row === beside || row.withheld || beside.withheld) return fail("not-similar");
  if (row.groupId !== null && row.groupId === beside.groupId) return ok(row.id);
  const groupId = beside.groupId ?? (await insertGroup(tx, act.at));
  for (const member of beside.groupId === null ? [row, beside] : [row]) {
    await saveWithLog(
      tx,
      withDerived(member, {
        groupId,
        groupWhy: "person",
        groupDistance: null,
        leftGroups: member.leftGroups.filter((left) => left !== groupId),
      }),
      {
        ...act,
        act: "group-joined",
        detail: { group: groupId, with: member === row ? beside.id : row.id, ...act.detail },
      },
    );
  }
  return ok(row.id);
}

/** A decided case may take part: its decision stays. One whose decision waits may not change, so it needs a group already. */
async function checkBeside(beside: CaseRecord, mayMerge: CheckAct): Promise<Result<undefined>> {
  const allowed = await mayMerge(beside);
  const isClosed = !allowed.ok && allowed.problem.code === "case-closed";
  return isClosed && beside.groupId !== null ? ok(undefined) : allowed;
}

async function insertGroup(tx: Db, at: Date): Promise<string> {
  const id = randomUUID();
  await tx.insert(groups).values({ id, createdAt: at, why: "person" });
  return id;
}

async function leaveGroup(
  tx: Db,
  found: CaseRecord,
  mayAct: CheckAct,
  act: Omit<LogAct, "act">,
): Promise<Result<string>> {
  const [row] = await lockCases(tx, [found.id]);
  if (!row) return fail("not-found");
  const allowed = await mayAct(row);
  if (!allowed.ok) return allowed;
  const { groupId, leftGroups } = row;
  if (groupId === null) return leftGroups.length > 0 ? ok(row.id) : fail("not-similar");
  await saveWithLog(
    tx,
    withDerived(row, {
      groupId: null,
      groupWhy: null,
      groupDistance: null,
      leftGroups: [...leftGroups, groupId],
    }),
    { ...act, act: "group-left", detail: { group: groupId, ...act.detail } },
  );
  return ok(row.id);
}
