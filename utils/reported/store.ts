/** The signed filter on this device's disk, as it came: too large for the settings, and read once in a background's life. */

import { z } from "zod";
import { instant } from "../contract/ids.ts";
import { valueStore } from "../core/value-store.ts";

const storedFilter = z.object({
  /** Thumbprint of the key under which it counts. */
  kid: z.string(),
  askedAt: instant,
  /** Absent: the intake gave none so far. */
  file: z.instanceof(Uint8Array<ArrayBuffer>).optional(),
});
export type StoredFilter = z.infer<typeof storedFilter>;

const inFilter = valueStore<object>("reported", "filter");

/** Undefined before the first, and when the disk gives back something else. */
export async function readStored(): Promise<StoredFilter | undefined> {
  return storedFilter.safeParse(await inFilter("readonly", (filter) => filter.get("last"))).data;
}

export async function writeStored(filter: StoredFilter): Promise<void> {
  await inFilter("readwrite", (store) => store.put(filter, "last"));
}
