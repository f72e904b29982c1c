/** Splits a merged case off again, with everything that its own log received. */

import { and, desc, eq, inArray, isNotNull, isNull, ne, type SQL, sql } from "drizzle-orm";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { readCaseAndMerged } from "../../audit-log/store/merged-cases.ts";
import type { CaseRecord } from "../../db/rows.ts";
import {
  caseSubjects,
  cases,
  decisions,
  goldenCases,
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
import type { Db } from "../../db/store.ts";
import { effectInForce } from "../rules/effect.ts";
import { withoutReports } from "../rules/report-summary.ts";
import { readHolds } from "./case-reads.ts";
import { type LogAct, lockCases, saveWithLog, withDerived } from "./case-writes.ts";
import { placeHold } from "./legal-holds.ts";
import { moveGolden, readAskedAt } from "./merge.ts";
import { readMerges } from "./merge-history.ts";
import { markApart } from "./merge-proposals.ts";
import { readReportSummary } from "./report-summary.ts";

/** Only people who may decide the case may merge, split or group it. */
export type CheckAct = (row: CaseRecord) => Promise<Result<undefined>>;

/** Needs the ingest lock. What arrived after the merge stays where it arrived. */
export async function splitCase(
  tx: Db,
  { found, merged: id }: { found: CaseRecord; merged: string },
  mayAct: CheckAct,
  act: Omit<LogAct, "act">,
): Promise<Result<string>> {
  const merge = (await readMerges(tx, found.id)).find(({ caseId }) => caseId === id);
  if (!merge) return answerRepeatedSplit(tx, found, id);
  const rows = await lockCases(tx, [found.id, id]);
  const row = rows.find((one) => one.id === found.id);
  const off = rows.find((one) => one.id === id);
  if (!row || !off) return fail("not-found");
  const allowed = await mayAct(row);
  if (!allowed.ok) return allowed;
  const own = await readCaseAndMerged(tx, id);
  await moveBack(tx, { from: row.id, to: id, logs: own, names: merge.names });
  await saveWithLog(
    tx,
    withDerived(row, {
      ...((await readReportSummary(tx, row.id)) ?? withoutReports(row)),
      ...(await readDecidedState(tx, row.id)),
      askedAt: await readAskedAt(tx, row.id),
    }),
    { ...act, act: "case-split", detail: { off: id, ...act.detail } },
  );
  await saveWithLog(
    tx,
    withDerived(off, {
      ...((await readReportSummary(tx, id)) ?? withoutReports(off)),
      ...(await readDecidedState(tx, id)),
      mergedInto: null,
      askedAt: await readAskedAt(tx, id),
    }),
    { ...act, act: "case-restored", detail: { from: row.id, ...act.detail } },
  );
  await markApart(tx, row.id, id, act.at);
  // A hold placed after the merge applied to both, so both keep it.
  for (const { at, by, reason } of await readHolds(tx, row.id))
    if (at >= merge.at) await placeHold(tx, { caseId: id, by, reason }, act.at);
  return ok(id);
}

/** Idempotent: recognises a repeated request. */
async function answerRepeatedSplit(tx: Db, row: CaseRecord, id: string): Promise<Result<string>> {
  const [split] = await tx
    .select({ seq: log.seq })
    .from(log)
    .innerJoin(cases, eq(cases.id, sql`(${log.detail}->>'off')::uuid`))
    .where(and(eq(log.caseId, row.id), eq(log.act, "case-split"), eq(cases.id, id)))
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

async function moveBack(tx: Db, { from, to, logs, names }: Move): Promise<void> {
  const received = [
    { table: reports, act: "report-received", what: "report" },
    { table: reviews, act: "review-received", what: "review" },
    { table: decisions, act: "decision-proposed", what: "decision" },
    { table: questions, act: "question-asked", what: "question" },
    { table: holds, act: "hold-placed", what: "hold" },
    { table: linkLooks, act: "link-looked", what: "look" },
  ];
  for (const { table, act, what } of received) {
    const ids: SQL = sql`(select (${log.detail}->>${what})::uuid from ${log}
      where ${and(inArray(log.caseId, logs), eq(log.act, act))})`;
    await tx
      .update(table)
      .set({ caseId: to })
      .where(and(eq(table.caseId, from), sql`${table.id} in ${ids}`));
  }
  const [golden] = await tx
    .select({ at: goldenCases.at })
    .from(goldenCases)
    .innerJoin(log, and(eq(log.at, goldenCases.at), eq(log.act, "golden-set"), inArray(log.caseId, logs)))
    .where(eq(goldenCases.caseId, from));
  if (golden) {
    await moveGolden(tx, from, to);
    // No log names these reviews. They are about the golden case alone.
    await tx
      .update(reviews)
      .set({ caseId: to })
      .where(and(eq(reviews.caseId, from), eq(reviews.trial, true)));
  }
  // Request items, objections, referrals and watches move with their decision.
  const decided = tx.select({ id: decisions.id }).from(decisions).where(eq(decisions.caseId, to));
  await tx
    .update(requestItems)
    .set({ caseId: to })
    .where(and(eq(requestItems.caseId, from), inArray(requestItems.decisionId, decided)));
  await tx
    .update(objections)
    .set({ caseId: to })
    .where(and(eq(objections.caseId, from), inArray(objections.decisionId, decided)));
  for (const table of [referrals, watches])
    await tx
      .update(table)
      .set({ caseId: to })
      .where(and(eq(table.caseId, from), inArray(table.decisionId, decided)));
  if (names.length === 0) return;
  await tx
    .delete(caseSubjects)
    .where(and(eq(caseSubjects.caseId, from), inArray(caseSubjects.subject, names)));
  const own = names.map((subject) => ({ subject, caseId: to, own: true }));
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
        eq(decisions.caseId, caseId),
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
    .where(and(eq(decisions.caseId, caseId), eq(decisions.state, "confirmed"), isNotNull(decisions.category)))
    .orderBy(desc(sql`coalesce(${decisions.settledAt}, ${decisions.answeredAt})`))
    .limit(1);
  return last?.category ?? null;
}
