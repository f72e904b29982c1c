/** Hears, in the page, when the intake has acknowledged reports that were made there. */

import type { Notice } from "../contract/messages.ts";
import { onMessage } from "../core/browser.ts";

/** Stops by itself after the last of them; returns how to stop before. */
export function awaitReports(
  reportIds: Iterable<string>,
  onReceived: (reportId: string) => void,
): () => void {
  const awaited = new Set(reportIds);
  const stop = onMessage((message) => {
    const notice = message as Notice;
    if (notice.type !== "report-received" || !awaited.delete(notice.draftId)) return undefined;
    onReceived(notice.draftId);
    if (awaited.size === 0) stop();
    return undefined;
  });
  return stop;
}
