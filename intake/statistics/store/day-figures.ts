/**
 * Figures by day. A month has too many events to read them every five minutes, so finished days are counted once, and
 * again after their events have changed.
 */

import { between, eq, sql } from "drizzle-orm";
import { type FiguresRow, figures } from "../../../utils/shared/contract/figures.ts";
import { sumFigures } from "../../../utils/shared/policy/add-figures.ts";
import { monthLater } from "../../../utils/shared/policy/jakarta-months.ts";
import { jakartaDay } from "../../../utils/shared/policy/legal-bases.ts";
import { insertRows } from "../../db/insert.ts";
import { changedDays, countedMonths, dayFigures } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { firstDay, type Period, periodOf } from "./month-period.ts";
import { readCounts } from "./read-counts.ts";

const dayMs = 86_400_000;

type Mark = typeof changedDays.$inferSelect;

/** Needs the lock of the figures and one snapshot: an event that commits later marks its day again. */
export async function countMonthByDays(tx: Db, month: string, at: Date): Promise<FiguresRow[]> {
  const past = periodOf(month, at);
  for (const day of await takeDueDays(tx, month, past)) await countDay(tx, day, past);
  const kept = await tx.select().from(dayFigures).where(inMonth(dayFigures.day, month));
  const running = { from: maxOf(startOfDay(dayOf(past.until)), past.from), until: past.until };
  const rest = running.from < running.until ? await readCounts(tx, running, past) : [];
  return sumRows([...kept.map((row) => ({ ...row, figures: figures.parse(row.figures) })), ...rest]);
}

/** Removes the marks of finished days and returns these days. One mark of each kind remains of other days. */
async function takeDueDays(tx: Db, month: string, { until }: Period): Promise<string[]> {
  // A final month is never counted again.
  await tx.execute(sql`
    delete from ${changedDays} using ${countedMonths}
    where ${countedMonths.isFinal} and ${countedMonths.month} = date_trunc('month', ${changedDays.day}::timestamp)::date`);
  const marks = await tx.delete(changedDays).where(inMonth(changedDays.day, month)).returning();
  const today = dayOf(until);
  const isDue = ({ day, since }: Mark) => day < today && (since === null || since < until);
  const waiting = new Map(
    marks.filter((mark) => !isDue(mark)).map((mark) => [`${mark.day} ${mark.since?.getTime()}`, mark]),
  );
  if (waiting.size > 0) await tx.insert(changedDays).values([...waiting.values()]);
  return [...new Set(marks.filter(isDue).map(({ day }) => day))].sort();
}

async function countDay(tx: Db, day: string, past: Period): Promise<void> {
  const from = startOfDay(day);
  const rows = await readCounts(tx, { from, until: new Date(from.getTime() + dayMs) }, past);
  await tx.delete(dayFigures).where(eq(dayFigures.day, day));
  if (rows.length === 0) return;
  await tx.execute(
    insertRows(
      dayFigures,
      rows.map((row) => ({ ...row, day })),
    ),
  );
}

function inMonth(day: typeof changedDays.day | typeof dayFigures.day, month: string) {
  return between(day, firstDay(month), sql`${firstDay(monthLater(month, 1))}::date - 1`);
}

function dayOf(at: Date): string {
  return jakartaDay(at.toISOString());
}

function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00.000+07:00`);
}

function maxOf(one: Date, other: Date): Date {
  return one < other ? other : one;
}

function sumRows(rows: readonly FiguresRow[]): FiguresRow[] {
  const groups = Map.groupBy(rows, ({ site, category }) => `${site} ${category}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first, figures: sumFigures(group.map((row) => row.figures)) }] : [];
  });
}
