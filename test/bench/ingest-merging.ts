/** Measures ingest while one report in ten merges two cases, against the same load without merges. */

import { sql } from "drizzle-orm";
import { openPostgres } from "../../intake/db/open.ts";
import { cases } from "../../intake/db/schema/index.ts";
import { alternate, type Figure, figure, rounds } from "./figure.ts";
import { openBenchIntakes, reportsOr } from "./ingest-intakes.ts";

const reportsARun = reportsOr(400);
/** Reports for one that merges. */
const reportsAMerge = 10;
const merges = Math.ceil(reportsARun / reportsAMerge);

/** Both sides open the same cases before, and their reports name as many known posts. */
export async function ingestMerging(): Promise<Figure[]> {
  const stage = await openBenchIntakes(1);
  const store = await openPostgres(stage.databaseUrl);
  const countMerged = () => store.db.$count(cases, sql`merged_into is not null`);
  const measure = async (merge: boolean) => {
    await stage.tell({ act: "sign-posts", posts: merges });
    await stage.tell({ act: "send" });
    const before = await countMerged();
    await stage.tell({ act: "sign-among", reports: reportsARun - merges, merge });
    const { ms, receipts } = await stage.tell({ act: "send" });
    const merged = (await countMerged()) - before;
    if (merged !== (merge ? merges : 0)) throw new Error(`${merged} cases were merged, of ${merges}`);
    return (receipts.length * 1000) / ms;
  };
  try {
    await stage.enrolWitness();
    const taken = await alternate(
      rounds,
      () => measure(true),
      () => measure(false),
    );
    const against = `the same reports without the ${merges} merges among ${reportsARun}`;
    return [
      figure({ name: "ingest.merging", value: taken.ours, unit: "reports/s", vs: taken.yardstick, against }),
    ];
  } finally {
    await store.close();
    await stage.close();
  }
}
