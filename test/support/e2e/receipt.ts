/** The receipt after sending, which closes by itself with the time for undo. */

import { defaultWaitMs, type SitePage } from "../../../scripts/dev/drivers/driver.ts";

interface Shown {
  text: string;
  /** Number of reports that a receipt lists. */
  rows: number;
}

/** Reads the element in the moment in which the act makes it appear: the form may be gone before a later look. */
export async function readAfter(page: SitePage, testId: string, act: () => Promise<void>): Promise<Shown> {
  const shown = page.form.evaluate(awaitElement, { testId, waitMs: defaultWaitMs });
  shown.catch(() => undefined);
  await act();
  return shown;
}

/** Runs in the form. */
function awaitElement({ testId, waitMs }: { testId: string; waitMs: number }): Promise<Shown> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const element = document.querySelector<HTMLElement>(`[data-testid="${testId}"]`);
      if (!element) return;
      const rows = element.querySelectorAll('[data-testid="receipt-row"]').length;
      resolve({ text: element.innerText, rows });
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
    setTimeout(() => reject(new Error(`no ${testId}: ${document.body.innerText}`)), waitMs);
  });
}

/** Lets the receipt of the open form stay until it is closed, because a busy machine may look at it too late. */
export async function keepReceiptOpen(page: SitePage): Promise<void> {
  await page.form.evaluate(() => {
    const shortMs = 1_000;
    const later = globalThis.setTimeout;
    const delayed = (act: () => void, waitMs = 0) => later(act, waitMs > shortMs ? 600_000 : waitMs);
    globalThis.setTimeout = delayed as typeof setTimeout;
  });
}
