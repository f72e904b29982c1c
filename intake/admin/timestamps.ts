/** Finished days with their timestamps, as a list or as files for `openssl ts -verify`. */

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { and, asc, desc, eq, gte, lt, lte } from "drizzle-orm";
import { z } from "zod";
import { dayStamps, days } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";
import { listOf } from "./terminal-output.ts";

export const dayList = z.object({
  days: z.array(
    z.object({
      day: z.string(),
      root: z.string(),
      /** The authority's time and name, and its response (DER, base64); null until it has answered. */
      at: z.coerce.date().nullable(),
      authority: z.string().nullable(),
      timestamp: z.string().nullable(),
    }),
  ),
});
export type DayList = z.infer<typeof dayList>;

export async function listDays(db: Db): Promise<DayList> {
  return { days: await selectDays(db).orderBy(asc(days.day)) };
}

interface DaysQuery {
  /** First and last day. */
  from?: string | undefined;
  to?: string | undefined;
  before?: string | undefined;
  limit: number;
}

/** Newest first. */
export function readDays(db: Db, { from, to, before, limit }: DaysQuery): Promise<DayList["days"]> {
  return selectDays(db)
    .where(
      and(
        from === undefined ? undefined : gte(days.day, from),
        to === undefined ? undefined : lte(days.day, to),
        before === undefined ? undefined : lt(days.day, before),
      ),
    )
    .orderBy(desc(days.day))
    .limit(limit);
}

function selectDays(db: Db) {
  const { at, authority, response } = dayStamps;
  return db
    .select({ day: days.day, root: days.root, at, authority, timestamp: response })
    .from(days)
    .leftJoin(dayStamps, eq(dayStamps.day, days.day));
}

/** Writes `DAY.root` with the root in hex, and `DAY.tsr` with the authority's response over it. */
export async function writeDays(folder: string, { days }: DayList): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { day, root, timestamp } of days) {
    await writeFile(join(folder, `${day}.root`), `${root}\n`);
    if (timestamp !== null) await writeFile(join(folder, `${day}.tsr`), Buffer.from(timestamp, "base64"));
  }
}

export function printDays({ days }: DayList): string {
  const columns = { DAY: "day", ROOT: "root", "STAMPED AT": "at", AUTHORITY: "authority" };
  return listOf(days, columns, "There is no finished day with batches yet.");
}
