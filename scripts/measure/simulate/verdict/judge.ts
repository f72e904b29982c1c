/** Asserts after a simulated month: no clock missed, no request doubled, and the board's numbers equal those of the raw log. */

import type { Db } from "../../../../intake/db/store.ts";
import type { TestDevice } from "../../../dev/kits/intake-kit.ts";
import { compareBoard } from "./board.ts";
import { type Ended, findMissed } from "./clocks.ts";
import { findDoubled } from "./doubled.ts";
import { readRaw } from "./raw.ts";
import { findUnsent } from "./ways.ts";

export interface Verdict {
  missedClocks: number;
  doubledRequests: number;
  boardDiffers: number;
  /** One line for each fault. */
  faults: string[];
}

/** `reader` reads the board. */
export async function judge(intake: { db: Db; reader: TestDevice }, ended: Ended): Promise<Verdict> {
  const raw = await readRaw(intake.db);
  const clocks = [...findMissed(raw, ended), ...findUnsent(raw, ended)];
  const doubled = findDoubled(raw, ended);
  const board = await compareBoard(intake, raw, ended);
  return {
    missedClocks: clocks.length,
    doubledRequests: doubled.length,
    boardDiffers: board.length,
    faults: [...clocks, ...doubled, ...board],
  };
}
