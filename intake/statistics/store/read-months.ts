import { and, asc, between, desc, eq, lt } from "drizzle-orm";
import { figures, type MonthFigures } from "../../../utils/shared/contract/figures.ts";
import { monthOf, monthsFrom } from "../../../utils/shared/policy/jakarta-months.ts";
import { cases, countedMonths, monthFigures } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { firstDay } from "./month-period.ts";

/** `from` and `to` are inclusive. Months not yet counted are left out. */
export async function readMonths(db: Db, from: string, to: string): Promise<MonthFigures[]> {
  return db.transaction(
    async (tx) => {
      const of = (column: typeof countedMonths.month | typeof monthFigures.month) =>
        between(column, firstDay(from), firstDay(to));
      const months = await tx
        .select()
        .from(countedMonths)
        .where(of(countedMonths.month))
        .orderBy(asc(countedMonths.month));
      const rows = await tx
        .select()
        .from(monthFigures)
        .where(of(monthFigures.month))
        .orderBy(asc(monthFigures.site), asc(monthFigures.category));
      return months.map(({ month, countedAt, isFinal }) => ({
        month: month.slice(0, 7),
        countedAt: countedAt.toISOString(),
        isFinal,
        rows: rows
          .filter((row) => row.month === month)
          .map((row) => ({ site: row.site, category: row.category, figures: figures.parse(row.figures) })),
      }));
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

export interface CountedMonth {
  month: string;
  countedAt: Date;
  isFinal: boolean;
}

/** Newest first. */
export async function listMonths(db: Db): Promise<CountedMonth[]> {
  const rows = await db.select().from(countedMonths).orderBy(desc(countedMonths.month));
  return rows.map((row) => ({ ...row, month: row.month.slice(0, 7) }));
}

/** Months that are not final, from the month of the first report; oldest first. */
export async function uncountedMonths(db: Db, at: Date): Promise<string[]> {
  const [first] = await db.select({ at: cases.firstAt }).from(cases).orderBy(asc(cases.firstAt)).limit(1);
  const thisMonth = monthOf(at);
  const done = await db
    .select({ month: countedMonths.month })
    .from(countedMonths)
    .where(and(eq(countedMonths.isFinal, true), lt(countedMonths.month, firstDay(thisMonth))));
  const storedMonths = new Set(done.map(({ month }) => month.slice(0, 7)));
  return monthsFrom(first ? monthOf(first.at) : thisMonth, thisMonth).filter(
    (month) => !storedMonths.has(month),
  );
}
