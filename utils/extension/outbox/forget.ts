/** Deletes texts and files that no report needs any more, in the transaction that ends the need. */

import type { IDBPTransaction } from "idb";
import type { StoredRow } from "../../shared/contract/outbox.ts";
import { type OutboxDb, storedReport } from "./database.ts";
import { needsBody } from "./needs.ts";

type Writing = IDBPTransaction<OutboxDb, ("reports" | "bodies" | "files" | "wrapped")[], "readwrite">;

/** Deletes what `before` needed and `after`, which is already written, does not, unless another report needs it. */
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

/** A row that cannot be parsed may belong to any device, and a deletion cannot be undone. */
function mayBeOf(stored: object, deviceId: string): boolean {
  const read = storedReport.safeParse(stored);
  return !read.success || read.data.row.deviceId === deviceId;
}
