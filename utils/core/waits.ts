/**
 * Waits of people and polls. Automation builds shorten them when the manifest's short name is `fast`; in store builds
 * each is a constant. Timeouts and the pace of browsers stay with the code that they limit.
 */

import { limits } from "../contract/limits.ts";
import { shortName } from "./browser.ts";

/** Tests that need the real waits remove this name from the manifest of a copy (`test/e2e/drivers/builds.ts`). */
const isFast = import.meta.env.AUTOMATION && shortName() === "fast";

/** Undo hold of a report. Leaves a test on a busy machine the time to read the receipt. */
export const undoMs = isFast ? 1_500 : limits.undoMs;
/** Hold of a confirmation on the desk: until it is over, the decision can be taken back and is not in force. */
export const confirmHoldMs = isFast ? 1_000 : 10_000;
/** Receipt of an undone report, before the form closes. */
export const undoneShownMs = isFast ? 600 : 1_200;

/** Protects "send" against clickjacking: the form must be visible and uncovered this long. */
export const uncoveredMs = isFast ? 100 : limits.uncoveredMs;
/** Between two messages that the form was raised; must be shorter than `uncoveredMs`. */
export const raisedTellMs = isFast ? 30 : 100;

/** Rest of a page before its posts are asked about. */
export const marksRestMs = isFast ? 200 : 2_000;
/** Time in view before a page's posts are counted, and again before it counts as empty. */
export const countPageMs = isFast ? 500 : 5_000;

/** Backoff of the outbox and of recipe health: first wait and longest wait. */
export const backoffFirstMs = isFast ? 200 : 2_000;
export const backoffLongestMs = isFast ? 90_000 : 900_000;
/** Until an update that found the extension busy is tried again. */
export const updateLookMs = isFast ? 500 : 5_000;
/** Collects counts of dropped messages into one write. */
export const droppedWriteMs = isFast ? 100 : 1_000;

/** Outcome checks: between two reads of a page, longest time for it to settle, for the answer, and before the second try. */
export const checkReadMs = isFast ? 150 : 500;
export const checkSettleMs = isFast ? 5_000 : 10_000;
export const checkAnswerMs = isFast ? 8_000 : 15_000;
export const checkAgainMs = isFast ? 100 : 1_000;

/** One second of the polling interval that a sign-on provider asks for. */
export const signOnSecondMs = isFast ? 100 : 1_000;
/** Before an ID token is handed in for the second and the third time. */
export const handInMs = isFast ? [100, 300] : [1_000, 3_000];

/** Between two looks at one's own reports while one of them moves. */
export const ownReportsLookMs = isFast ? 200 : 1_500;
/** Between two looks at where the reviewed video is. */
export const videoLookMs = isFast ? 200 : 1_000;
/** Pause in typing before the intake is asked: for its address, and for words in the queue. */
export const addressPauseMs = isFast ? 100 : 400;
export const searchPauseMs = isFast ? 100 : 250;
/** Keys answer an exam question only after this time; the second of two presses is not for the next question. */
export const examReadMs = isFast ? 40 : 400;
