/** Reads a device's outbox through a page of the extension. */

import type { Driver, Page } from "../../dev/drivers/driver.ts";

export interface DeviceRow {
  id: string;
  number: string;
  subject: string;
  state: string;
  /** Removed once the intake has acknowledged the report or the person has undone it. */
  body?: string | undefined;
  /** SHA-256 of `body`; kept after `body` is removed. */
  bodySha256: string;
  problem?: string;
}

/** Reads all rows of the outbox; with `subjects`, only those. */
export async function readOutbox(driver: Driver, subjects?: readonly string[]): Promise<DeviceRow[]> {
  const page = await driver.extensionPage("options.html");
  try {
    return await page.evaluate(readStore, subjects ? [...subjects] : null);
  } finally {
    await page.close().catch(() => undefined);
  }
}

/** Presses "try now" in the popup. */
export async function tryNow(driver: Driver): Promise<void> {
  const popup = await driver.extensionPage("popup.html", { width: 400, height: 600 });
  try {
    await popup.waitFor("report-row", 5_000).catch(() => undefined);
    if ((await popup.count("try-now")) > 0) await clickInPage(popup, "try-now");
  } finally {
    await popup.close().catch(() => undefined);
  }
}

/** Clicks by script, because rows may move under the pointer while the outbox works. */
function clickInPage(page: Page, target: string): Promise<void> {
  return page.evaluate(
    (name) => document.querySelector<HTMLElement>(`[data-testid="${name}"]`)?.click(),
    target,
  );
}

/** Runs in the page. */
async function readStore(subjects: string[] | null): Promise<DeviceRow[]> {
  interface Stored {
    row: {
      reportId: string;
      number: string;
      subject: string;
      state: string;
      bodySha256: string;
      problem?: { code: string };
    };
  }
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const opening = indexedDB.open("outbox");
  // Must not create the database: it would lack its tables for good.
  opening.onupgradeneeded = () => opening.transaction?.abort();
  const db = await settled(opening);
  try {
    const tx = db.transaction(["reports", "bodies"]);
    const store = tx.objectStore("reports");
    const rows: Stored[] = subjects
      ? (
          await Promise.all(subjects.map((subject) => settled(store.index("bySubject").getAll(subject))))
        ).flat()
      : await settled(store.getAll());
    const bodies: { reportId: string; body: string }[] = await settled(tx.objectStore("bodies").getAll());
    const bodyOf = new Map(bodies.map(({ reportId, body }) => [reportId, { body }]));
    return rows.map(({ row }) => ({
      id: row.reportId,
      number: row.number,
      subject: row.subject,
      state: row.state,
      bodySha256: row.bodySha256,
      ...bodyOf.get(row.reportId),
      ...(row.problem ? { problem: row.problem.code } : {}),
    }));
  } finally {
    db.close();
  }
}
