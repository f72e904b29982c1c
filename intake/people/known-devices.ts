/** Reads the devices behind keys, many in one statement, and keeps them for a minute. */

import { type BatcherOptions, createBatcher } from "../db/batcher.ts";
import type { Db } from "../db/store.ts";
import { type KnownDevice, noteSeen, readDevices } from "./store/callers.ts";

export interface KnownDevices {
  /** Reads the device. */
  add(thumbprint: string): Promise<KnownDevice | undefined>;
  /** The device as it was within the last minute. Its rights must be checked again before anything is stored. */
  recent(thumbprint: string): Promise<KnownDevice | undefined>;
  /** The next `recent` reads it. */
  forget(thumbprint: string): void;
  /** Number of statements so far that read devices. */
  readonly runs: number;
}

const recentMs = 60_000;
const maxKept = 20_000;

export function createKnownDevices(
  db: Db,
  now: () => Date,
  limits: Pick<BatcherOptions<string, unknown>, "maxItems" | "isFatal">,
): KnownDevices {
  const kept = new Map<string, { device: KnownDevice; until: number }>();
  const batcher = createBatcher({
    ...limits,
    async run(thumbprints: string[]) {
      const devices = await readDevices(db, thumbprints);
      const at = now();
      await noteSeen(db, devices, at);
      for (const [index, thumbprint] of thumbprints.entries()) keep(thumbprint, devices[index], at);
      return devices;
    },
  });

  function keep(thumbprint: string, device: KnownDevice | undefined, at: Date): void {
    kept.delete(thumbprint);
    if (device) kept.set(thumbprint, { device, until: at.getTime() + recentMs });
    const [oldest] = kept.keys();
    if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
  }

  return {
    add: batcher.add,
    get runs() {
      return batcher.runs;
    },
    async recent(thumbprint) {
      const cached = kept.get(thumbprint);
      return cached && now().getTime() < cached.until ? cached.device : batcher.add(thumbprint);
    },
    forget: (thumbprint) => void kept.delete(thumbprint),
  };
}
