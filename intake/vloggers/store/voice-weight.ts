/** Weight of a reviewer's verdicts, from the results of earlier ones. */

import type { Db } from "../../db/store.ts";
import { shareOf } from "../review-grades.ts";
import { voiceWeight } from "../voice-weight.ts";
import { findVlogger, readGrades } from "./vloggers.ts";

/**
 * From 0 to 1, in thousandths. Participants and paused reviewers get 0: their reviews are shown but not
 * counted.
 */
export async function readWeight(db: Db, personId: string): Promise<number> {
  const row = await findVlogger(db, personId);
  if (!row) return 0;
  const known = { rank: row.rank, paused: row.pausedAt !== null };
  return voiceWeight(known, shareOf(await readGrades(db, personId)));
}
