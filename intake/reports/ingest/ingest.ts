/** Stores a batch of reports in their cases, in one transaction. */

import { sql } from "drizzle-orm";
import type { SealingKey } from "../../../utils/shared/seal/seal.ts";
import { destroyContent } from "../../cases/store/destroy-content.ts";
import { type CaseCallbacks, mergeCases } from "../../cases/store/merge.ts";
import { saveProposals } from "../../cases/store/merge-proposals.ts";
import { clearSimilarity } from "../../cases/store/similar-texts.ts";
import { insertRows, upsertRows } from "../../db/insert.ts";
import { locks } from "../../db/locks.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { caseSubjects, cases, log, reports, undescribed } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import type { IncomingReport, Ingested } from "./incoming-report.ts";
import { readIngestContext } from "./ingest-context.ts";
import { type Plan, planReports } from "./plan.ts";

export interface ReportCallbacks extends CaseCallbacks {
  /** Called after a batch is stored, under the ingest lock and the cases' locks. */
  onReported(tx: Db, stored: Plan, arrivals: readonly IncomingReport[]): Promise<void>;
}

/**
 * Answers in the order of the reports, each with `conflict` or a receipt. If it throws, nothing was stored.
 */
export function ingest(
  db: Db,
  arrivals: readonly IncomingReport[],
  key: SealingKey,
  callbacks: ReportCallbacks,
): Promise<Ingested[]> {
  return db.transaction(async (tx) => {
    // One batch at a time, so that two replicas cannot create two cases for one post.
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.ingest})`);
    const answers: Ingested[] = [];
    while (answers.length < arrivals.length) {
      const rest = arrivals.slice(answers.length);
      const plan = await planReports(rest, await readIngestContext(tx, rest), key);
      await writePlan(tx, plan);
      await callbacks.onReported(tx, plan, rest);
      answers.push(...plan.answers);
      await destroyDecided(tx, [...plan.cases.values()], rest);
      // biome-ignore lint/style/noNonNullAssertion: a plan with a merge has answered a report
      if (plan.merge) await mergeCases(tx, plan.merge, mergeActOf(rest[plan.answers.length - 1]!), callbacks);
    }
    return answers;
  });
}

function mergeActOf({ receivedAt, person, deviceId, report }: IncomingReport) {
  return { at: receivedAt, by: person.name, device: deviceId, detail: { report: report.id } };
}

/** Cases decided to be child sexual abuse material keep only identity and times of new reports. */
async function destroyDecided(
  db: Db,
  touched: readonly CaseRecord[],
  [arrival]: readonly IncomingReport[],
): Promise<void> {
  for (const { id, decidedCategory } of touched)
    if (arrival && decidedCategory === "PORNO_ANAK") await destroyContent(db, id, arrival.receivedAt);
}

/**
 * One statement for everything, because a round trip costs more than the rows. A job describes and groups the cases
 * later, from the rows in `undescribed`.
 */
async function writePlan(db: Db, plan: Plan): Promise<void> {
  if (plan.reports.length === 0) return;
  // A no-pixels report has withheld an existing case.
  for (const row of plan.cases.values())
    if (row.withheld && row.headSeq > 1) await clearSimilarity(db, row.id);
  const waiting = plan.reports.flatMap(({ id, caseId, receivedAt }) =>
    plan.cases.get(caseId)?.withheld ? [] : [{ reportId: id, receivedAt, failures: 0 }],
  );
  await db.execute(sql`
    with saved_cases as (${upsertRows(cases, [...plan.cases.values()], "id")}),
      saved_subjects as (${insertRows(caseSubjects, plan.subjects)}),
      saved_reports as (${insertRows(reports, plan.reports)}),
      saved_waiting as (${insertRows(undescribed, waiting)})
    ${insertRows(log, plan.log)}`);
  await saveProposals(db, plan.proposals);
}
