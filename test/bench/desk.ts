/** Measures the desk and the popup with 100,000 cases: the first case, and the way from one case to the next. */

import type { BrowserContext, Page } from "@playwright/test";
import type { BenchBrowser } from "./chromium.ts";
import { type Figure, figure, measureRounds, median, rounds } from "./figure.ts";
import { extensionAddress, firstRow, withSupervisors } from "./queue.ts";
import { seedStores } from "./queue-stores.ts";

const limitsMs = { warm: 150, cold: 400, nextCase: 120 } as const;
/** A person looks at a case for longer than this. */
const readingMs = 1_000;
/** Items of the queue are groups as well as cases. */
const mostItems = 40;

const within = (name: string, value: number, vs: number) =>
  figure({ name, value, unit: "ms", vs, against: "the limit" });

/** With the background awake, and after it has ended. */
export const deskFigures = (): Promise<Figure[]> =>
  withFullQueue(async (browser) => {
    const figures: Figure[] = [];
    for (const [name, path] of [
      ["desk.first", "desk.html"],
      ["desk.first.popup", "popup.html"],
    ] as const) {
      const warm = median(await measureRounds(() => firstRow(browser, path)));
      const cold = median(await measureRounds(() => coldFirstRow(browser, path)));
      figures.push(within(`${name}.warm`, warm, limitsMs.warm), within(`${name}.cold`, cold, limitsMs.cold));
    }
    return figures;
  });

export const nextCaseFigure = (): Promise<Figure[]> =>
  withFullQueue(async (browser) => [
    within("desk.case", median(await nextCases(browser)), limitsMs.nextCase),
  ]);

async function withFullQueue<T>(run: (browser: BenchBrowser) => Promise<T>): Promise<T> {
  const { full } = await seedStores();
  return withSupervisors({ full }, ({ full }) => run(full));
}

/** With the background ended before, as after a pause. */
async function coldFirstRow(browser: BenchBrowser, path: "popup.html" | "desk.html"): Promise<number> {
  await endBackground(browser.context);
  return firstRow(browser, path);
}

async function endBackground(context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  await devTools.send("ServiceWorker.enable");
  await devTools.send("ServiceWorker.stopAllWorkers");
  await page.close();
}

/** Milliseconds from the key to each next case's evidence; the first is a warm-up. */
async function nextCases({ context }: BenchBrowser): Promise<number[]> {
  const page = await context.newPage();
  await page.goto(await extensionAddress(context, "desk.html"));
  await page.getByTestId("case-row").first().click();
  await page.locator(".case-facts, [data-testid=group-case]").first().waitFor();
  const taken: number[] = [];
  for (let item = 0; item < mostItems && taken.length <= rounds; item++) {
    await page.waitForTimeout(readingMs);
    const ms = await nextItem(page);
    if (ms !== undefined) taken.push(ms);
  }
  await page.close();
  if (taken.length <= rounds) throw new Error(`only ${taken.length} of ${mostItems} items were cases`);
  return taken.slice(1);
}

/** Undefined if the next item is a group. */
async function nextItem(page: Page): Promise<number | undefined> {
  await page.evaluate(awaitNextItem);
  await page.keyboard.press("n");
  const { ms, isCase } = await page.evaluate(
    () => (window as unknown as { nextItem: Promise<{ ms: number; isCase: boolean }> }).nextItem,
  );
  return isCase ? ms : undefined;
}

/** Runs in the page: milliseconds from the next key press to the frame that shows another case's evidence, or a group. */
function awaitNextItem(): void {
  const shown = (attribute: string, content: string) => {
    const view = document.querySelector(`[data-testid="${attribute}-view"]`);
    return view?.querySelector(content) ? (view.getAttribute(`data-${attribute}`) ?? undefined) : undefined;
  };
  const idOfCase = () => shown("case", ".case-facts");
  const idOfGroup = () => shown("group", '[data-testid="group-case"]');
  const before = idOfCase() ?? idOfGroup();
  Object.assign(window, {
    nextItem: new Promise((resolve) => {
      const settle = ({ timeStamp }: KeyboardEvent) => {
        const observer = new MutationObserver(() => {
          const caseId = idOfCase();
          const next = caseId ?? idOfGroup();
          if (next === undefined || next === before) return;
          observer.disconnect();
          requestAnimationFrame(() =>
            resolve({ ms: performance.now() - timeStamp, isCase: caseId !== undefined }),
          );
        });
        observer.observe(document, { childList: true, subtree: true, attributes: true });
      };
      addEventListener("keydown", settle, { once: true, capture: true });
    }),
  });
}
