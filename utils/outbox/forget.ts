/** Texts and files that no report has to send any more: deleted in the very transaction that made it so, no sooner. */

import type { IDBPTransaction } from "idb";
import type { StoredRow } from "../contract/outbox.ts";
import { type OutboxDb, storedReport } from "./database.ts";
import { needsBody } from "./needs.ts";

type Writing = IDBPTransaction<OutboxDb, ("reports" | "bodies" | "files" | "wrapped")[], "readwrite">;

/** Deletes what `before` needed and `after`, which is written already, does not; unless another report needs it. */
export async function forgetUnneeded(tx: Writing, before: StoredRow, after: StoredRow): Promise<void> {
  if (needsBody(before) && !needsBody(after)) await tx.objectStore("bodies").delete(after.reportId);
  for (const sha256 of before.filesLeft)
    if (!after.filesLeft.includes(sha256)) await forgetFile(tx, sha256, before.deviceId);
}

async function forgetFile(tx: Writing, sha256: string, deviceId: string | undefined): Promise<void> {
  const needing = tx.objectStore("reports").index("byFileLeft");
  let cursor = await needing.openCursor(sha256);
  if (!cursor) await tx.objectStore("files").delete(sha256);
  if (deviceId === undefined) return;
  for (; cursor; cursor = await cursor.continue()) if (mayBeOf(cursor.value, deviceId)) return;
  await tx.objectStore("wrapped").delete([sha256, deviceId]);
}

/** What does not parse may be anybody's, and what is deleted never comes back. */
function mayBeOf(stored: object, deviceId: string): boolean {
  const read = storedReport.safeParse(stored);
  return !read.success || read.data.row.deviceId === deviceId;
}
