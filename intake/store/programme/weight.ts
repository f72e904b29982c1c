/** How far a reviewer's verdicts can be relied on: by what became of earlier ones. */

import { shareOf } from "../../programme/record.ts";
import { voiceWeight } from "../../programme/weight.ts";
import type { Db } from "../store.ts";
import { findVlogger, readMarks } from "./vloggers.ts";

/** From 0 to 1, in thousandths; 0 for a participant and while paused: seen, not counted. */
export async function readWeight(db: Db, personId: string): Promise<number> {
  const row = await findVlogger(db, personId);
  if (!row) return 0;
  const known = { rank: row.rank, paused: row.pausedAt !== null };
  return voiceWeight(known, shareOf(await readMarks(db, personId)));
}
