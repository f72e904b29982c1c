/** Asserts after a simulated month: no clock missed, no request doubled, and the board's numbers equal a recount. */

import { compareBoard } from "./board.ts";
import { findMissed } from "./clocks.ts";
import { findDuplicateRequests, findUnsent } from "./letters.ts";
import { type Ended, type Judged, readRecords } from "./records.ts";

export interface Verdict {
  missedClocks: number;
  doubledRequests: number;
  boardDiffers: number;
  /** One line for each fault. */
  faults: string[];
}

export async function judge(intake: Judged, ended: Ended): Promise<Verdict> {
  const records = await readRecords(intake.db);
  const clocks = [...findMissed(records, ended), ...findUnsent(records, ended)];
  const doubled = findDuplicateRequests(records, ended);
  const board = await compareBoard(intake, records, ended);
  return {
    missedClocks: clocks.length,
    doubledRequests: doubled.length,
    boardDiffers: board.length,
    faults: [...clocks, ...doubled, ...board],
  };
}
