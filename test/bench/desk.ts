/** Measures the desk's first case with 100,000 cases, with the background awake and after it has ended. */

import type { BrowserContext } from "@playwright/test";
import type { BenchBrowser } from "./chromium.ts";
import { type Figure, figure, measureRounds, median } from "./figure.ts";
import { firstRow, withSupervisors } from "./queue.ts";
import { seedStores } from "./queue-stores.ts";

const limitsMs = { warm: 150, cold: 400 } as const;

export async function deskFigures(): Promise<Figure[]> {
  const stores = await seedStores();
  try {
    return await withSupervisors({ full: stores.full }, async ({ full }) => {
      const warm = median(await measureRounds(() => firstRow(full, "desk.html")));
      const cold = median(await measureRounds(() => coldFirstRow(full)));
      const within = (name: string, value: number, vs: number) =>
        figure({ name, value, unit: "ms", vs, against: "the limit" }, { atMost: 1 });
      return [within("desk.first.warm", warm, limitsMs.warm), within("desk.first.cold", cold, limitsMs.cold)];
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
