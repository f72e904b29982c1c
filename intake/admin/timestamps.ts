/** Finished days with their timestamps, as a list or as files for `openssl ts -verify`. */

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { asc, eq } from "drizzle-orm";
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
  const { at, authority, response } = dayStamps;
  const rows = await db
    .select({ day: days.day, root: days.root, at, authority, timestamp: response })
    .from(days)
    .leftJoin(dayStamps, eq(dayStamps.day, days.day))
    .orderBy(asc(days.day));
  return { days: rows };
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
