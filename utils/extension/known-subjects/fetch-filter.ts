/** Fetches newer known-subjects filters: at browser start, after enrolment, and every hour. */

import { deviceRoutes } from "../../shared/contract/routes/devices.ts";
import { callRoute } from "../api/call-route.ts";
import { onAlarm, onStartup, setAlarm } from "../browser/browser.ts";
import { cacheFilter, checkFilter, readCachedFilter, readPinnedKey } from "./cached-filter.ts";
import { type StoredFilter, writeStoredFilter } from "./stored-filter.ts";

const alarm = "reported";
const everyMs = 3_600_000;

let running: Promise<void> | undefined;

export function startFilterUpdates(): void {
  onAlarm(alarm, () => void fetchFilter());
  onStartup(() => void fetchFilter());
  void readCachedFilter().then((kept) => {
    const askedMs = kept?.stored ? Date.parse(kept.stored.askedAt) : 0;
    if (kept && Date.now() - askedMs >= everyMs) void fetchFilter();
  });
}

/** Resolves when the answer is validated and stored. Concurrent calls share one request. */
export function fetchFilter(): Promise<void> {
  running ??= fetchOnce().finally(() => {
    running = undefined;
  });
  return running;
}

/** If the fetch fails or the filter is refused, the last valid one stays. */
async function fetchOnce(): Promise<void> {
  const pinned = await readPinnedKey();
  if (!pinned) return;
  const { kid, key } = pinned;
  const last = await readCachedFilter();
  const etag = last?.opened?.claims.sha256;
  const answer = await callRoute(deviceRoutes.getFilter, etag === undefined ? {} : { etag });
  // An empty answer means that the device's filter is current.
  const file =
    answer.ok && answer.value.size > 0 ? new Uint8Array(await answer.value.arrayBuffer()) : undefined;
  const checked = file && (await checkFilter(file, key));
  const opened = checked?.ok ? checked.value : last?.opened;
  const good = checked?.ok ? file : last?.stored?.file;
  const stored: StoredFilter = { kid, askedAt: new Date().toISOString(), ...(good ? { file: good } : {}) };
  cacheFilter({ kid, stored, ...(opened ? { opened } : {}) });
  await writeStoredFilter(stored).catch(() => undefined);
  await setAlarm(alarm, Date.now() + everyMs);
}
