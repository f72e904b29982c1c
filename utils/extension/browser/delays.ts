/**
 * Delays for people and polling. Automation builds shorten them if the manifest's short name is `fast`; in
 * store builds each is a constant. Timeouts and limits of browsers stay with the code that they concern.
 */

import { limits } from "../../shared/contract/limits.ts";
import { shortName } from "./browser.ts";

/** Tests that need the real waits remove this name from the manifest of a copy (`scripts/dev/drivers/builds.ts`). */
const isFast = import.meta.env.AUTOMATION && shortName() === "fast";

/** Time to undo a report. Leaves a test on a busy machine the time to read the receipt. */
export const undoMs = isFast ? 1_500 : limits.undoMs;
/** Hold of a confirmation on the desk, during which the decision can be undone and is not in force. */
export const confirmDelayMs = isFast ? 1_000 : 10_000;
/** How long the form shows that a report was undone before it closes. */
export const undoNoticeMs = isFast ? 600 : 1_200;

/** Protects "send" against clickjacking: the form must be visible and uncovered this long. */
export const uncoveredMs = isFast ? 100 : limits.uncoveredMs;
/** Minimum interval of messages that the form was raised. Must be shorter than `uncoveredMs`. */
export const raiseNoticeMs = isFast ? 30 : 100;

/** A press sooner than this after the warning about destroyed pictures does not confirm it. */
export const armedPressMs = isFast ? 100 : 600;

/** Idle time of a page before the states of its posts are requested. */
export const marksIdleMs = isFast ? 200 : 2_000;
/** Time without growth before posts far from the viewport are identified. */
export const farPostsMs = isFast ? 100 : 2_000;
/** Time in view before a page's posts are counted, and again before it counts as empty. */
export const countPageMs = isFast ? 500 : 5_000;

/** Backoff of the outbox and of recipe health: first wait and longest wait. */
export const backoffFirstMs = isFast ? 200 : 2_000;
export const backoffLongestMs = isFast ? 90_000 : 900_000;
/** Delay before an update that found the extension busy is tried again. */
export const updateRetryMs = isFast ? 500 : 5_000;
/** Combines counts of rejected messages into one write. */
export const rejectedWriteMs = isFast ? 100 : 1_000;

/**
 * Outcome checks: interval between two reads of a page; maximum time for it to settle, for the answer, and
 * before the second attempt.
 */
export const checkPollMs = isFast ? 150 : 500;
export const checkSettleMs = isFast ? 5_000 : 10_000;
export const checkTimeoutMs = isFast ? 8_000 : 15_000;
export const checkRetryMs = isFast ? 100 : 1_000;
/** Time in which a tab that was brought to the front is drawn. */
export const tabPaintMs = isFast ? 200 : 400;

/** One second of the polling interval that a sign-on provider asks for. */
export const signOnSecondMs = isFast ? 100 : 1_000;
/** Delays before the second and third attempt to submit an ID token. */
export const tokenRetryMs = isFast ? [100, 300] : [1_000, 3_000];

/** Polling interval of one's own reports while one of them is being sent. */
export const ownReportsPollMs = isFast ? 200 : 1_500;
/** Polling interval of the reviewed video's tab. */
export const videoPollMs = isFast ? 200 : 1_000;
/** Debounce of typing before a request to the intake: for its address, and for search words. */
export const addressDebounceMs = isFast ? 100 : 400;
export const searchDebounceMs = isFast ? 100 : 250;
/** Keys answer an exam question only after this delay, so that a double press does not answer the next question. */
export const examKeyDelayMs = isFast ? 40 : 400;
