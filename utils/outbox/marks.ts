/** Which posts this device has reported, for the marks on the buttons. */

import type { MessageOutput } from "../contract/messages.ts";
import type { Subject } from "../contract/site.ts";
import { findBySubject } from "./store.ts";

export async function listMarks(subjects: readonly Subject[]): Promise<MessageOutput<"list-marks">> {
  const rows = await Promise.all(subjects.map(findBySubject));
  return rows
    .filter((row) => row !== undefined)
    .map(({ subject, received }) => ({ subject, state: received ? "sent" : "queued" }));
}
