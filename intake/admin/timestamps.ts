/** Finished days with their timestamps, as a list or as files for `openssl ts -verify`. */

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { and, asc, desc, eq, gte, isNotNull, lt, lte } from "drizzle-orm";
import { z } from "zod";
import { dayAnchors, dayStamps, days } from "../db/schema/index.ts";
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
  /** Complete OpenTimestamps proofs (`.ots`, base64); they no longer change. */
  anchors: z.array(z.object({ day: z.string(), calendar: z.string(), proof: z.string() })),
});
export type DayList = z.infer<typeof dayList>;

export async function listDays(db: Db): Promise<DayList> {
  const { day, calendar, proof } = dayAnchors;
  return {
    days: await selectDays(db).orderBy(asc(days.day)),
    anchors: await db
      .select({ day, calendar, proof })
      .from(dayAnchors)
      .where(isNotNull(dayAnchors.attestedAt))
      .orderBy(asc(day), asc(calendar)),
  };
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

/**
 * Writes `DAY.root` with the root in hex, `DAY.tsr` with the authority's response over it, and `DAY.CALENDAR.ots`. Never
 * overwrites, because an earlier export is the proof that a root was changed. Returns the names of files that differ,
 * and of earlier roots whose day is gone.
 */
export async function writeDays(folder: string, { days, anchors }: DayList): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const files = new Map<string, Buffer>();
  for (const { day, root, timestamp } of days) {
    files.set(`${day}.root`, Buffer.from(`${root}\n`));
    if (timestamp !== null) files.set(`${day}.tsr`, Buffer.from(timestamp, "base64"));
  }
  for (const { day, calendar, proof } of anchors)
    files.set(`${day}.${new URL(calendar).host.replace(":", "-")}.ots`, Buffer.from(proof, "base64"));
  const differing = (await readdir(folder)).filter((name) => name.endsWith(".root") && !files.has(name));
  for (const [name, bytes] of files) if (!(await writeOnce(join(folder, name), bytes))) differing.push(name);
  return differing.sort();
}

/** Returns false if the file exists with other bytes. */
async function writeOnce(path: string, bytes: Buffer): Promise<boolean> {
  try {
    await writeFile(path, bytes, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return bytes.equals(await readFile(path));
  }
}

export function printDays({ days }: DayList): string {
  const columns = { DAY: "day", ROOT: "root", "STAMPED AT": "at", AUTHORITY: "authority" };
  return listOf(days, columns, "There is no finished day with batches yet.");
}
