/** Measures the desk with 100,000 cases: its first case, the next case by key, and the keys of an approval. */

import type { BrowserContext, Page } from "@playwright/test";
import type { BenchBrowser } from "./chromium.ts";
import { type Figure, figure, measureRounds, median } from "./figure.ts";
import { firstRow, withSupervisors } from "./queue.ts";
import { seedStores } from "./queue-stores.ts";

const limitsMs = { warm: 150, cold: 400, nextCase: 120 } as const;
/** Keys of an approval whose evidence was looked at: show it, approve, all met, send. */
const approvalKeys = ["d", "s", "u", "Control+Enter"];
const mostKeys = 4;

export async function deskFigures(): Promise<Figure[]> {
  const stores = await seedStores();
  try {
    return await withSupervisors({ full: stores.full }, async ({ full }) => {
      const warm = median(await measureRounds(() => firstRow(full, "desk.html")));
      const cold = median(await measureRounds(() => coldFirstRow(full)));
      const desk = await openDesk(full);
      const nextCase = median(await measureRounds(() => nextCaseMs(desk)));
      const keys = await keysPerCase(desk);
      const within = (name: string, value: number, vs: number) =>
        figure({ name, value, unit: "ms", vs, against: "the limit" }, { atMost: 1 });
      return [
        within("desk.first.warm", warm, limitsMs.warm),
        within("desk.first.cold", cold, limitsMs.cold),
        within("desk.case", nextCase, limitsMs.nextCase),
        figure(
          { name: "keys.per.case", value: keys, unit: "keys", vs: mostKeys, against: "the limit" },
          { atMost: 1 },
        ),
      ];
    });
  } finally {
    await stores.close();
  }
}

/** With the background ended before, as after a pause. */
async function coldFirstRow(browser: BenchBrowser): Promise<number> {
  await endBackground(browser.context);
  return firstRow(browser, "desk.html");
}

async function endBackground(context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  await devTools.send("ServiceWorker.enable");
  await devTools.send("ServiceWorker.stopAllWorkers");
  await page.close();
}

async function openDesk({ context }: BenchBrowser): Promise<Page> {
  const [worker = await context.waitForEvent("serviceworker")] = context.serviceWorkers();
  const page = await context.newPage();
  await page.goto(new URL("desk.html", worker.url()).href);
  await page.getByTestId("case-row").first().click();
  await page.getByTestId("decide-approve").waitFor();
  return page;
}

/** From the key to the frame that shows the words of the next case, which was read ahead while this one was looked at. */
async function nextCaseMs(desk: Page): Promise<number> {
  await desk.waitForTimeout(1_000);
  const ms = desk.evaluate(() => {
    const caseOf = () => document.querySelector<HTMLElement>('[data-testid="case-view"]')?.dataset.case;
    const before = caseOf();
    return new Promise<number>((resolve) => {
      let startMs = 0;
      addEventListener("keydown", (event) => (startMs = event.timeStamp), { once: true, capture: true });
      const observer = new MutationObserver(() => {
        if (caseOf() === before || !document.querySelector(".evidence-words")) return;
        observer.disconnect();
        requestAnimationFrame(() => resolve(performance.now() - startMs));
      });
      observer.observe(document, { childList: true, subtree: true, attributes: true });
    });
  });
  await desk.keyboard.press("n");
  return ms;
}

/** Approves the open case by keyboard and counts the presses; a case without files needs no look. */
async function keysPerCase(desk: Page): Promise<number> {
  const before = await desk.getByTestId("case-view").getAttribute("data-case");
  let presses = 0;
  for (const key of approvalKeys) {
    await desk.keyboard.press(key);
    presses += 1;
  }
  await desk.locator(`[data-testid="case-view"]:not([data-case="${before}"])`).waitFor({ timeout: 30_000 });
  return presses;
}
