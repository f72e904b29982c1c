/** Weight of a reviewer's verdicts, from the results of earlier ones. */

import { shareOf } from "../../programme/record.ts";
import { voiceWeight } from "../../programme/weight.ts";
import type { Db } from "../store.ts";
import { findVlogger, readMarks } from "./vloggers.ts";

/**
 * From 0 to 1, in thousandths. Participants and paused reviewers get 0: their reviews are shown but not
 * counted.
 */
export async function readWeight(db: Db, personId: string): Promise<number> {
  const row = await findVlogger(db, personId);
  if (!row) return 0;
  const known = { rank: row.rank, paused: row.pausedAt !== null };
  return voiceWeight(known, shareOf(await readMarks(db, personId)));
}
