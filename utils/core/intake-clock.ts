/** The intake's clock as this device last heard it: what a capture's time is compared with. */

import type { Clock } from "../contract/files.ts";
import { toInstant } from "./clock.ts";
import { lastClock } from "./storage.ts";

/** HTTP's `Date` has whole seconds, cut off: half of one is missing on average. */
const cutMs = 500;

/**
 * Keeps what an answer said. It was heard when it was heard: nothing is worked out from this device's clock later on, so
 * that a jump of that clock shows as a gap between `heardAt` and the capture.
 * @param date the answer's `Date` header
 * @param sentMs when the request left, by this device's clock (epoch milliseconds)
 * @param heardMs when the answer came
 */
export async function hearClock(date: string | null, sentMs: number, heardMs: number): Promise<void> {
  const intakeMs = Date.parse(date ?? "");
  if (Number.isNaN(intakeMs)) return;
  // The intake spoke in the middle of the round trip, as far as anybody knows.
  const halfMs = Math.max(0, heardMs - sentMs) / 2;
  await lastClock.setValue({
    intakeAt: toInstant(intakeMs),
    heardAt: toInstant(heardMs),
    offsetMs: Math.round(heardMs - halfMs - (intakeMs + cutMs)),
  });
}

/** Undefined before the intake was ever heard. */
export async function readClock(): Promise<Clock | undefined> {
  return (await lastClock.getValue()) ?? undefined;
}
