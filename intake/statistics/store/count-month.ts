/** Counts one month from the records and replaces its earlier figures. */

import { eq, type SQL, sql } from "drizzle-orm";
import { countName, type FiguresRow, type TimeName } from "../../../utils/shared/contract/figures.ts";
import { addCount, addStep, addSubReason, emptyFigures } from "../../../utils/shared/policy/add-figures.ts";
import { finalAt } from "../../../utils/shared/policy/jakarta-months.ts";
import { countedSubReason } from "../../../utils/shared/policy/sub-reasons.ts";
import { stepEnds } from "../../../utils/shared/policy/time-histograms.ts";
import { insertRows } from "../../db/insert.ts";
import { locks } from "../../db/locks.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import { countedMonths, monthFigures } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { notifyHooks } from "../../webhooks/store/hooks.ts";
import { caseCounts, flagCounts, subReasonCounts } from "./case-counts.ts";
import { during, type Period, periodOf } from "./month-period.ts";
import { countReportHours } from "./report-hours.ts";
import { doneAt, isDone, requestCounts } from "./request-counts.ts";

/** Returns false if the month is final or another process is counting. */
export async function countMonth(db: Db, month: string, at: Date): Promise<boolean> {
  return db.transaction(
    async (tx) => {
      if (!(await lock(tx))) return false;
      const day = firstDay(month);
      const [counted] = await tx.select().from(countedMonths).where(eq(countedMonths.month, day));
      if (counted && (counted.isFinal || counted.countedAt >= at)) return false;
      await countReportHours(tx, at);
      const rows = await readCounts(tx, periodOf(month, at));
      await tx.delete(monthFigures).where(eq(monthFigures.month, day));
      if (rows.length > 0)
        await tx.execute(
          insertRows(
            monthFigures,
            rows.map((row) => ({ ...row, month: day })),
          ),
        );
      const noted = { countedAt: at, isFinal: at >= finalAt(month) };
      await tx
        .insert(countedMonths)
        .values({ month: day, ...noted })
        .onConflictDoUpdate({ target: countedMonths.month, set: noted });
      if (noted.isFinal) await notifyHooks(tx, "month-counted", { month }, at);
      return true;
    },
    { isolationLevel: "repeatable read" },
  );
}

/** Does not wait for the lock: after waiting, it would count the same month again from an older snapshot. */
async function lock(tx: Db): Promise<boolean> {
  const query = sql`select pg_try_advisory_xact_lock(${locks.figures}) as mine`;
  const [row] = await rowsOf<{ mine: boolean }>(tx, query);
  return row?.mine === true;
}

/** A month as the date of its first day, as the database stores it. */
export function firstDay(month: string): string {
  return `${month}-01`;
}

type FiguresKey = Pick<FiguresRow, "site" | "category">;
type FlagRow = FiguresKey & { step: number; "flags.decided": unknown };

/**
 * Queries that sort durations into steps: to the acknowledgement and to the action. Each returns rows of `site`,
 * `category`, `step` and `n`.
 */
function timeCounts(period: Period): Record<Exclude<TimeName, "flag">, SQL> {
  return { acknowledge: acknowledge(period), action: action(period) };
}

const ends = sql.raw(`array[${stepEnds.join(",")}]::int[]`);

/** The end of the step that contains the duration in minutes, rounded up; see `stepOf`. */
function step(from: SQL, to: SQL): SQL {
  const minutes = sql`ceil(extract(epoch from (${to} - ${from})) / 60)::int`;
  return sql`(${ends})[least(width_bucket(${minutes} - 1, ${ends}) + 1, ${stepEnds.length}::int)]`;
}

function acknowledge(period: Period): SQL {
  return sql`
    select site, category, ${step(sql`sent_at`, sql`acknowledged_at`)} as step, count(*) as n from requests
    where kind = 'order' and sent_at is not null and ${during(period, sql`acknowledged_at`)} group by 1, 2, 3`;
}

function action(period: Period): SQL {
  return sql`
    select q.site, q.category, ${step(sql`q.sent_at`, doneAt)} as step, count(*) as n
    from request_items i join requests q on q.id = i.request_id
    where q.kind = 'order' and q.sent_at is not null and ${isDone} and ${during(period, doneAt)}
    group by 1, 2, 3`;
}

/** From a flag to its decision. */
function flags(period: Period): SQL {
  return flagCounts(period, step(sql`first_at`, sql`settled_at`));
}

async function readCounts(tx: Db, period: Period): Promise<FiguresRow[]> {
  const found = new Map<string, FiguresRow>();
  const rowAt = ({ site, category }: FiguresKey) => {
    const key = `${site} ${category}`;
    const row = found.get(key) ?? { site, category, figures: emptyFigures() };
    found.set(key, row);
    return row.figures;
  };
  const addCounts = (place: FiguresKey, counts: object) => {
    for (const [name, n] of Object.entries(counts)) addCount(rowAt(place), countName.parse(name), Number(n));
  };
  for (const query of [...caseCounts(period), ...requestCounts(period)])
    for (const { site, category, ...counts } of await rowsOf<FiguresKey>(tx, query))
      addCounts({ site, category }, counts);
  for (const { site, category, step, ...counts } of await rowsOf<FlagRow>(tx, flags(period))) {
    addCounts({ site, category }, counts);
    addStep(rowAt({ site, category }), "flag", step, Number(counts["flags.decided"]));
  }
  for (const [name, query] of Object.entries(timeCounts(period)))
    for (const { step, n, ...place } of await rowsOf<FiguresKey & { step: number; n: unknown }>(tx, query))
      addStep(rowAt(place), name as TimeName, step, Number(n));
  for (const { key, n, ...place } of await rowsOf<FiguresKey & { key: string; n: unknown }>(
    tx,
    subReasonCounts(period),
  ))
    addSubReason(rowAt(place), countedSubReason(place.category, key), Number(n));
  return [...found.values()].filter(
    ({ figures: { counts, minutes } }) => Object.keys({ ...counts, ...minutes }).length > 0,
  );
}
