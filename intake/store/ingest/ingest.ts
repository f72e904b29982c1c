/** Takes a batch of reports into their cases in one transaction. */

import { sql } from "drizzle-orm";
import { saveCases, saveLog } from "../case-writes.ts";
import { locks } from "../locks.ts";
import { caseSubjects, reports } from "../schema/index.ts";
import type { Db } from "../store.ts";
import type { Arrival, Ingested } from "./arrival.ts";
import { readKnown } from "./known.ts";
import { mergeCases } from "./merge.ts";
import { type Plan, planArrivals } from "./plan.ts";

/** Answers in the order of the reports, each `conflict` or a receipt; when it throws, nothing was kept. */
export function ingest(db: Db, arrivals: readonly Arrival[]): Promise<Ingested[]> {
  return db.transaction(async (tx) => {
    // Two replicas must not make two cases of one post: one batch at a time, each a commit for many reports.
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.ingest})`);
    const answers: Ingested[] = [];
    while (answers.length < arrivals.length) {
      const rest = arrivals.slice(answers.length);
      const plan = await planArrivals(rest, await readKnown(tx, rest));
      await write(tx, plan);
      answers.push(...plan.answers);
      // biome-ignore lint/style/noNonNullAssertion: a plan stops only before a report that is there
      if (plan.merge) await mergeCases(tx, plan.merge, rest[plan.answers.length]!);
    }
    return answers;
  });
}

async function write(db: Db, plan: Plan): Promise<void> {
  await saveCases(db, [...plan.cases.values()]);
  if (plan.subjects.length > 0) await db.insert(caseSubjects).values(plan.subjects);
  if (plan.reports.length > 0) await db.insert(reports).values(plan.reports);
  await saveLog(db, plan.log);
}
