/** Room on the disk: refused before it is too late, and kept from the browser's own tidying where it lets us ask. */

import { limits } from "../contract/limits.ts";

/** Whether so many bytes can be kept with a reserve to spare; yes where the browser does not tell. */
export async function hasRoomFor(bytes: number): Promise<boolean> {
  const { quota, usage = 0 } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {};
  return quota === undefined || quota - usage >= bytes + limits.storageReserveBytes;
}

/** Asks the browser never to clear what waits here when its disk gets tight; only a page may ask. */
export async function askToKeep(): Promise<void> {
  const { storage } = navigator;
  if (!storage?.persist || (await storage.persisted?.())) return;
  await storage.persist().catch(() => false);
}
