/** Stores a batch of reports in their cases, in one transaction. */

import { sql } from "drizzle-orm";
import type { SealingKey } from "../../../utils/shared/seal/seal.ts";
import { destroyContent } from "../../cases/store/destroy-content.ts";
import { mergeCases } from "../../cases/store/merge.ts";
import { keepProposals } from "../../cases/store/merge-proposals.ts";
import { insertRows, upsertRows } from "../../db/insert.ts";
import { locks } from "../../db/locks.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { caseSubjects, cases, log, reports } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { noteReappeared } from "../../requests/store/note-reappeared.ts";
import type { Arrival, Ingested } from "./arrival.ts";
import { keepGroups, keepTexts } from "./keep-likeness.ts";
import { readKnown } from "./known.ts";
import { liken } from "./liken.ts";
import { type Plan, planArrivals } from "./plan.ts";

/**
 * Answers in the order of the reports, each with `conflict` or a receipt. If it throws, nothing was stored.
 */
export function ingest(db: Db, arrivals: readonly Arrival[], key: SealingKey): Promise<Ingested[]> {
  return db.transaction(async (tx) => {
    // One batch at a time, so that two replicas cannot create two cases for one post.
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.ingest})`);
    const answers: Ingested[] = [];
    while (answers.length < arrivals.length) {
      const rest = arrivals.slice(answers.length);
      const plan = await planArrivals(rest, await readKnown(tx, rest), key);
      await write(tx, plan);
      await noteReappeared(tx, plan, rest);
      answers.push(...plan.answers);
      await destroyDecided(tx, [...plan.cases.values()], rest);
      // biome-ignore lint/style/noNonNullAssertion: a plan with a merge has answered a report
      if (plan.merge) await mergeCases(tx, plan.merge, rest[plan.answers.length - 1]!);
    }
    return answers;
  });
}

/** Cases decided to be child sexual abuse material keep only identity and times of new reports. */
async function destroyDecided(
  db: Db,
  touched: readonly CaseRecord[],
  [arrival]: readonly Arrival[],
): Promise<void> {
  for (const { id, decidedCategory } of touched)
    if (arrival && decidedCategory === "PORNO_ANAK") await destroyContent(db, id, arrival.receivedAt);
}

/** One statement for everything, because a round trip costs more than the rows. */
async function write(db: Db, plan: Plan): Promise<void> {
  const [first] = plan.reports;
  if (!first) return;
  const likeness = await liken(db, plan.cases, plan.reports, first.receivedAt);
  await keepTexts(db, likeness, plan.cases);
  await db.execute(sql`
    with saved_cases as (${upsertRows(cases, [...plan.cases.values()], "id")}),
      saved_subjects as (${insertRows(caseSubjects, plan.subjects)}),
      saved_reports as (${insertRows(reports, plan.reports)})
    ${insertRows(log, plan.log)}`);
  await keepGroups(db, likeness, plan.cases);
  await keepProposals(db, plan.proposals);
}
