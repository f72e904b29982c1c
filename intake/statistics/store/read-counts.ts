/** Counts the events of a period from the records. */

import { type SQL, sql } from "drizzle-orm";
import { countName, type FiguresRow, type TimeName } from "../../../utils/shared/contract/figures.ts";
import { addCount, addStep, addSubReason, emptyFigures } from "../../../utils/shared/policy/add-figures.ts";
import { countedSubReason } from "../../../utils/shared/policy/sub-reasons.ts";
import { stepEnds } from "../../../utils/shared/policy/time-histograms.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import type { Db } from "../../db/store.ts";
import { caseCounts, flagCounts, subReasonCounts } from "./case-counts.ts";
import { during, type Period } from "./month-period.ts";
import { doneAt, doneIn, isDone, requestCounts } from "./request-counts.ts";

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
    from ${doneIn(period)}
    where q.sent_at is not null and ${isDone} and ${during(period, doneAt)}
    group by 1, 2, 3`;
}

/** From a flag to its decision. */
function flags(period: Period): SQL {
  return flagCounts(period, step(sql`first_at`, sql`settled_at`));
}

/**
 * `month` is the past part of the month that contains the period: an item counts on the day of its last check in the
 * month that could tell. Reports are read from their counts by hour, which must be up to date.
 */
export async function readCounts(tx: Db, period: Period, month: Period): Promise<FiguresRow[]> {
  const rows = new Map<string, FiguresRow>();
  const rowAt = ({ site, category }: FiguresKey) => {
    const key = `${site} ${category}`;
    const row = rows.get(key) ?? { site, category, figures: emptyFigures() };
    rows.set(key, row);
    return row.figures;
  };
  const addCounts = (place: FiguresKey, counts: object) => {
    for (const [name, n] of Object.entries(counts)) addCount(rowAt(place), countName.parse(name), Number(n));
  };
  for (const query of [...caseCounts(period), ...requestCounts(period, month)])
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
  return [...rows.values()].filter(
    ({ figures: { counts, minutes } }) => Object.keys({ ...counts, ...minutes }).length > 0,
  );
}
