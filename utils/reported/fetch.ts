/** Asks the intake for a newer filter: when the browser starts, after enrolment, and every hour. */

import { deviceRoutes } from "../contract/device-routes.ts";
import { onAlarm, onStartup, setAlarm } from "../core/browser.ts";
import { nowMs, toInstant } from "../core/clock.ts";
import { callIntake } from "../core/intake.ts";
import { checkFilter, keepInMemory, readKept, readPinned } from "./kept.ts";
import { type StoredFilter, writeStored } from "./store.ts";

const alarm = "reported";
const everyMs = 3_600_000;

let running: Promise<void> | undefined;

export function startReported(): void {
  onAlarm(alarm, () => void fetchReported());
  onStartup(() => void fetchReported());
  void readKept().then((kept) => {
    const askedMs = kept?.stored ? Date.parse(kept.stored.askedAt) : 0;
    if (kept && nowMs() - askedMs >= everyMs) void fetchReported();
  });
}

/** Settles when the answer is judged and kept; whoever asks meanwhile waits for the same one. */
export function fetchReported(): Promise<void> {
  running ??= fetchOnce().finally(() => {
    running = undefined;
  });
  return running;
}

/** One that is refused, or does not come, leaves the last good one. */
async function fetchOnce(): Promise<void> {
  const pinned = await readPinned();
  if (!pinned) return;
  const { kid, key } = pinned;
  const last = await readKept();
  const etag = last?.opened?.claims.sha256;
  const answer = await callIntake(deviceRoutes.getFilter, etag === undefined ? {} : { etag });
  // Empty: it is what this device has.
  const file =
    answer.ok && answer.value.size > 0 ? new Uint8Array(await answer.value.arrayBuffer()) : undefined;
  const checked = file && (await checkFilter(file, key));
  const opened = checked?.ok ? checked.value : last?.opened;
  const good = checked?.ok ? file : last?.stored?.file;
  const stored: StoredFilter = { kid, askedAt: toInstant(nowMs()), ...(good ? { file: good } : {}) };
  keepInMemory({ kid, stored, ...(opened ? { opened } : {}) });
  await writeStored(stored).catch(() => undefined);
  await setAlarm(alarm, nowMs() + everyMs);
}
