/** The last reading of the intake's clock, to which the time of a capture is compared. */

import type { Clock } from "../../shared/contract/files.ts";
import { lastClock } from "../browser/storage.ts";

/** HTTP's `Date` is truncated to whole seconds, so it is half a second late on average. */
const roundingMs = 500;

/**
 * Stores the time in an answer together with the device time at which it arrived. No value is recalculated later, so
 * a jump of the device's clock shows as a gap between `heardAt` and the capture.
 * @param date the answer's `Date` header
 * @param sentMs device time of the request (epoch milliseconds)
 * @param heardMs device time of the answer
 */
export async function recordServerTime(date: string | null, sentMs: number, heardMs: number): Promise<void> {
  const intakeMs = Date.parse(date ?? "");
  if (Number.isNaN(intakeMs)) return;
  // Assumes that the intake answered in the middle of the round trip.
  const halfMs = Math.max(0, heardMs - sentMs) / 2;
  await lastClock.setValue({
    intakeAt: new Date(intakeMs).toISOString(),
    heardAt: new Date(heardMs).toISOString(),
    offsetMs: Math.round(heardMs - halfMs - (intakeMs + roundingMs)),
  });
}

/** Returns undefined before the first answer of the intake. */
export async function readServerClock(): Promise<Clock | undefined> {
  return (await lastClock.getValue()) ?? undefined;
}

const followMs = 10_000;

/** Calls with device time minus the intake's, in milliseconds, now and again while the page is open. */
export async function followClock(onOffset: (ms: number) => void): Promise<void> {
  const tell = async () => onOffset((await lastClock.getValue())?.offsetMs ?? 0);
  setInterval(() => void tell(), followMs);
  await tell();
}

/** Now by the intake's clock (epoch milliseconds), because the device's clock may be hours off. */
export async function intakeNowMs(): Promise<number> {
  return Date.now() - ((await lastClock.getValue())?.offsetMs ?? 0);
}
