/** Notifies the page script when the intake has acknowledged reports made on this page. */

import { onMessage } from "../../extension/browser/browser.ts";
import type { Notice } from "../../shared/contract/messages.ts";

/** Stops after the last report. Returns a function that stops earlier. */
export function notifyOnReceipt(
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
