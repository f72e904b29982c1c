/** Measures reports of one text from many accounts, beside a hundred thousand earlier ones and beside a thousand. */

import { eq, sql } from "drizzle-orm";
import { describeCases } from "../../intake/cases/similar/describe-cases.ts";
import { openPostgres } from "../../intake/db/open.ts";
import { cases } from "../../intake/db/schema/index.ts";
import type { Store } from "../../intake/db/store.ts";
import { alternate, type Figure, figure, median, rounds } from "./figure.ts";
import { type BenchIntakes, openBenchIntakes, reportsOr } from "./ingest-intakes.ts";

const fewCases = 1_000;
const manyCases = Number(process.env.CASES ?? 100_000);
const reportsARun = reportsOr(400);

interface Side {
  stage: BenchIntakes;
  store: Store;
  /** Until all reports were compared, too; one value per run. */
  describedPerSecond: number[];
}

export async function ingestHot(): Promise<Figure[]> {
  const sides: Side[] = [];
  try {
    for (const earlier of [fewCases, manyCases]) sides.push(await openSide(earlier));
    const [few, many] = sides as [Side, Side];
    const taken = await alternate(
      rounds,
      () => measure(many),
      () => measure(few),
    );
    const against = `beside ${fewCases} cases of the text instead of ${manyCases}`;
    const [described, describedFew] = [many, few].map((side) => median(side.describedPerSecond.slice(1)));
    return [
      figure({ name: "ingest.hot", value: taken.ours, unit: "reports/s", vs: taken.yardstick, against }),
      figure({
        ...{ name: "ingest.hot.described", unit: "reports/s", against },
        ...{ value: described ?? 0, vs: describedFew ?? 0 },
      }),
    ];
  } finally {
    for (const { stage, store } of sides) {
      await store.close();
      await stage.close();
    }
  }
}

async function openSide(earlier: number): Promise<Side> {
  const stage = await openBenchIntakes(1);
  const store = await openPostgres(stage.databaseUrl);
  await stage.tell({ act: "sign", reports: 20, subjects: "each", oneText: true });
  await stage.tell({ act: "send" });
  await describeCases(store.db, { now: () => new Date() });
  await copyCases(store, earlier);
  return { stage, store, describedPerSecond: [] };
}

async function measure({ stage, store, describedPerSecond }: Side): Promise<number> {
  await stage.tell({ act: "sign", reports: reportsARun, subjects: "each", oneText: true });
  const { ms } = await stage.tell({ act: "send" });
  const startMs = performance.now();
  await describeCases(store.db, { now: () => new Date() });
  describedPerSecond.push((reportsARun * 1000) / (ms + performance.now() - startMs));
  return (reportsARun * 1000) / ms;
}

/** Copies a case of the text, each time for another account. */
async function copyCases({ db }: Store, count: number): Promise<void> {
  const [row] = await db
    .select({ id: cases.id, groupId: cases.groupId })
    .from(cases)
    .where(sql`${cases.groupId} is not null`)
    .limit(1);
  if (!row) throw new Error("the text has no group");
  await db.execute(sql`
    insert into cases
    select copy.* from cases one, (select number, gen_random_uuid() as made from generate_series(1, ${count}) as number) as ids,
      json_populate_record(one, json_build_object(
        'id', made, 'spot', spot_of_case(made), 'subject', 'x:post:77' || number,
        'author_key', 'x:copied' || number, 'author_name', 'x:copied' || number)) as copy
    where ${eq(sql`one.id`, row.id)}`);
  await db.execute(sql`analyze cases`);
}
