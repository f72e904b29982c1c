/** Fills a store with invented cases in batches, using the intake's own rules. */

import { sql } from "drizzle-orm";
import { insertRows } from "../../../intake/db/insert.ts";
import { caseSubjects, cases, decisions, groups, log, reports } from "../../../intake/db/schema/index.ts";
import type { Store } from "../../../intake/db/store.ts";
import { randomOf } from "../../measure/chaos/random.ts";
import { type Made, makeCase } from "./make-case.ts";
import { saveCrew } from "./people.ts";
import { planCases, type Sowing } from "./plan-cases.ts";

const perWrite = 500;
const yearMs = 365 * 24 * 3_600_000;

/** `told` receives the number of cases so far. A seed can be used once per store, because it determines the ids. */
export async function sow(store: Store, sowing: Sowing, told: (cases: number) => void): Promise<void> {
  const random = randomOf(sowing.seed, "sow");
  const crew = await saveCrew(store, random, new Date(sowing.now.getTime() - yearMs));
  const made: Made[] = [];
  let written = 0;
  const writeMade = async () => {
    await write(store, made);
    written += made.length;
    made.length = 0;
    told(written);
  };
  for (const wanted of planCases(sowing, random)) {
    made.push(await makeCase(wanted, crew, random));
    if (made.length === perWrite) await writeMade();
  }
  if (made.length > 0) await writeMade();
  // Updates the planner's statistics after the bulk insert.
  await store.db.execute(sql`analyze`);
}

/** One statement per table, in one transaction. */
function write({ db }: Store, made: readonly Made[]): Promise<void> {
  return db.transaction(async (tx) => {
    const begun = made.flatMap(({ begins }) => (begins ? [begins] : []));
    if (begun.length > 0) await tx.execute(insertRows(groups, begun));
    await tx.execute(
      insertRows(
        cases,
        made.map(({ row }) => row),
      ),
    );
    await tx.execute(
      insertRows(
        caseSubjects,
        made.map(({ row }) => ({ subject: row.subject, caseId: row.id, own: true })),
      ),
    );
    for (const [table, rows] of [
      [reports, made.flatMap((one) => one.reports)],
      [decisions, made.flatMap((one) => one.decisions)],
      [log, made.flatMap((one) => one.log)],
    ] as const)
      if (rows.length > 0) await tx.execute(insertRows(table, rows as never));
  });
}
