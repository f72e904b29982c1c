/** Keeps a wrong clock from deleting or closing what is not due yet, which cannot be undone, and from sending anything. */

import { sql } from "drizzle-orm";
import { z } from "zod";
import { readLastRun } from "../cases/store/delete-evidence.ts";
import { rowsOf } from "../db/read-cursor.ts";
import { deleteSetting, readSetting, writeSetting } from "../db/shared-settings.ts";
import type { Db } from "../db/store.ts";
import { dayMs } from "../evidence/rules/retention.ts";

/**
 * Throws `ClockInDoubt` if nothing may be deleted by this time. `database`: compares with the database's clock only,
 * because a gap does no harm.
 */
export type ClockCheck = (at: Date, only?: "database") => Promise<void>;

/** The message says what to do, and has no user input. */
export class ClockInDoubt extends Error {
  override name = "ClockInDoubt";
}

const maxApartMs = 3_600_000;
/** A machine may be off for some days. */
const maxGapMs = 7 * dayMs;
/** Time for a person to see the failed job. */
const doubtMs = dayMs;

/** When a gap was first seen. Counts only until the clock is right again, or until the next deletion. */
const doubt = z.object({ since: z.coerce.date(), last: z.coerce.date() });
const doubtSetting = "retention/doubted-clock";

/**
 * The database's clock is often the same machine's. So a clock that is far from the last deletion is in doubt for a
 * day, by the same clock: a start must not begin that day again.
 */
export function createClockCheck(db: Db): ClockCheck {
  return async (at, only) => {
    await compareWithDatabase(db, at);
    if (only === "database") return;
    const last = await readLastRun(db);
    if (!last) return;
    // The clock is right, so a later error must start a new day of doubt.
    if (Math.abs(at.getTime() - last.at.getTime()) <= maxGapMs) return deleteSetting(db, doubtSetting);
    const since = await readDoubt(db, last.at, at);
    const untilMs = since.getTime() + doubtMs;
    if (at.getTime() < untilMs)
      throw new ClockInDoubt(
        `The clock says ${at.toISOString()}, but evidence was last deleted at ${last.at.toISOString()}. Correct the clock if it is wrong. If the intake was off in between, wait: deletion continues at ${new Date(untilMs).toISOString()}.`,
      );
  };
}

async function compareWithDatabase(db: Db, at: Date): Promise<void> {
  const [row] = await rowsOf<{ ms: number }>(
    db,
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`,
  );
  const own = new Date(row?.ms ?? Number.NaN);
  // Also fails if the time is NaN.
  if (Math.abs(at.getTime() - own.getTime()) <= maxApartMs) return;
  throw new ClockInDoubt(
    `The clock says ${at.toISOString()}, but the database's says ${own.toISOString()}. Correct the wrong one; until then this replica deletes nothing, closes no day or month, sends no letters, and calls no webhooks.`,
  );
}

/** Returns when the present gap was first seen. A stored time of an earlier gap is replaced. */
async function readDoubt(db: Db, last: Date, at: Date): Promise<Date> {
  const stored = await readSetting(db, doubtSetting);
  const known = stored === undefined ? undefined : doubt.parse(JSON.parse(stored));
  const agedMs = known ? at.getTime() - known.since.getTime() : Number.NaN;
  if (known?.last.getTime() === last.getTime() && agedMs >= 0 && agedMs <= doubtMs + maxGapMs)
    return known.since;
  await writeSetting(db, doubtSetting, JSON.stringify({ since: at, last }));
  return at;
}
