/** Disk space: checked before it runs out, and protected from eviction if the browser allows it. */

import { limits } from "../../shared/contract/limits.ts";

/** True if the bytes fit with a reserve left over, or if the browser does not report its quota. */
export async function hasRoomFor(bytes: number): Promise<boolean> {
  const { quota, usage = 0 } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {};
  return quota === undefined || quota - usage >= bytes + limits.storageReserveBytes;
}

/** Asks the browser to exempt our data from eviction under storage pressure. Only a page can ask. */
export async function requestPersistence(): Promise<void> {
  const { storage } = navigator;
  if (!storage?.persist || (await storage.persisted?.())) return;
  await storage.persist().catch(() => false);
}
