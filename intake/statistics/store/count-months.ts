/** Counts the current month and every past month that is not final, and replaces their earlier figures. */

import { eq, sql } from "drizzle-orm";
import { finalAt, monthOf } from "../../../utils/shared/policy/jakarta-months.ts";
import { insertRows } from "../../db/insert.ts";
import { locks } from "../../db/locks.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import { cases, changedDays, countedMonths, monthFigures } from "../../db/schema/index.ts";
import { readSetting, writeSetting } from "../../db/shared-settings.ts";
import type { Db } from "../../db/store.ts";
import { notifyHooks } from "../../webhooks/store/hooks.ts";
import { countMonthByDays } from "./day-figures.ts";
import { firstDay } from "./month-period.ts";
import { uncountedMonths } from "./read-months.ts";
import { countReportHours } from "./report-hours.ts";

/** Increase `version` when a figure changes its meaning. All days of open months are then counted again. */
const rules = { setting: "figures-rules", version: "4" };

/** On abort, stops between two months. */
export async function countMonths(db: Db, at: Date, signal?: AbortSignal): Promise<void> {
  await markAfterChange(db, at);
  // The current month first, because people look at it; an old database may have many others.
  const months = await uncountedMonths(db, at);
  const running = monthOf(at);
  for (const month of [running, ...months.filter((listed) => listed !== running)]) {
    if (signal?.aborted) return;
    await countMonth(db, month, at);
  }
}

/** Marks all days of months that are not final, once for each version of the rules. */
async function markAfterChange(db: Db, at: Date): Promise<void> {
  if ((await readSetting(db, rules.setting)) === rules.version) return;
  await db.transaction(async (tx) => {
    if (!(await lock(tx))) return;
    await tx.execute(sql`
      insert into ${changedDays} (day)
      select day::date from generate_series(
        (select date_trunc('month', jakarta_day(min(${cases.firstAt}))::timestamp) from ${cases}),
        jakarta_day(${at.toISOString()}::timestamptz)::timestamp, interval '1 day'
      ) as days (day)
      where not exists (
        select from ${countedMonths} where ${countedMonths.isFinal} and ${countedMonths.month} = date_trunc('month', day)::date
      )`);
    await writeSetting(tx, rules.setting, rules.version);
  });
}

/** Returns false if the month is final or another process is counting. */
export async function countMonth(db: Db, month: string, at: Date): Promise<boolean> {
  return db.transaction(
    async (tx) => {
      if (!(await lock(tx))) return false;
      const day = firstDay(month);
      const [counted] = await tx.select().from(countedMonths).where(eq(countedMonths.month, day));
      if (counted && (counted.isFinal || counted.countedAt >= at)) return false;
      await countReportHours(tx, at);
      const rows = await countMonthByDays(tx, month, at);
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
