/** The signed filter on disk, as received. Too large for the settings; read once per run of the background. */

import { z } from "zod";
import { instant } from "../../shared/contract/ids.ts";
import { valueStore } from "../browser/value-store.ts";

const storedFilter = z.object({
  /** Thumbprint of the key under which it is valid. */
  kid: z.string(),
  askedAt: instant,
  /** Absent if the intake has not sent one yet. */
  file: z.instanceof(Uint8Array<ArrayBuffer>).optional(),
});
export type StoredFilter = z.infer<typeof storedFilter>;

const inFilterStore = valueStore<object>("reported", "filter");

/** Undefined before the first, and when the disk gives back something else. */
export async function readStoredFilter(): Promise<StoredFilter | undefined> {
  return storedFilter.safeParse(await inFilterStore("readonly", (filter) => filter.get("last"))).data;
}

export async function writeStoredFilter(filter: StoredFilter): Promise<void> {
  await inFilterStore("readwrite", (store) => store.put(filter, "last"));
}
