/** Counts rejected messages by name and reason until the browser closes. Never sent anywhere. */

import { type DroppedMessages, type DropReason, droppedMessages } from "../../shared/contract/messages.ts";
import { session } from "../browser/storage.ts";
import { droppedWriteMs } from "../browser/waits.ts";

const key = "dropped-messages";

let counts: Promise<DroppedMessages> | undefined;
let isWaiting = false;

/** `name` is one from the table, or empty. */
export async function countDropped(name: string, reason: DropReason): Promise<void> {
  const known = await readDropped();
  const row = known.find((one) => one.name === name && one.reason === reason);
  if (row) row.count++;
  else known.push({ name, reason, count: 1 });
  if (isWaiting) return;
  isWaiting = true;
  setTimeout(() => {
    isWaiting = false;
    void session.write(key, known);
  }, droppedWriteMs);
}

export function readDropped(): Promise<DroppedMessages> {
  counts ??= session.read(key).then((stored) => droppedMessages.safeParse(stored).data ?? []);
  return counts;
}
