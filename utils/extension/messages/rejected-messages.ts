/** Counts rejected messages by name and reason until the browser closes. Never sent anywhere. */

import {
  type RejectedMessages,
  type RejectReason,
  rejectedMessages,
} from "../../shared/contract/messages.ts";
import { rejectedWriteMs } from "../browser/delays.ts";
import { session } from "../browser/session-storage.ts";

const key = "dropped-messages";

let counts: Promise<RejectedMessages> | undefined;
let isWaiting = false;

/** `name` is one from the table, or empty. */
export async function countRejected(name: string, reason: RejectReason): Promise<void> {
  const counts = await readRejected();
  const row = counts.find((entry) => entry.name === name && entry.reason === reason);
  if (row) row.count++;
  else counts.push({ name, reason, count: 1 });
  if (isWaiting) return;
  isWaiting = true;
  setTimeout(() => {
    isWaiting = false;
    void session.write(key, counts);
  }, rejectedWriteMs);
}

export function readRejected(): Promise<RejectedMessages> {
  counts ??= session.read(key).then((stored) => rejectedMessages.safeParse(stored).data ?? []);
  return counts;
}
