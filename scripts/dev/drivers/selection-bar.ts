/** Drives the bar of "pilih beberapa". Automation builds expose where its buttons are. */

import { type SitePage, until } from "./driver.ts";

interface BarState {
  count: number;
  shown: boolean;
  report: number[];
  cancel: number[];
}

export async function readBar(page: SitePage): Promise<BarState | undefined> {
  return page.evaluate(() => {
    const bar = document.querySelector<HTMLElement>("lapor-kominfo-bar");
    if (!bar?.dataset.selectCount) return undefined;
    const place = (text = "") => text.split(" ").map(Number);
    return {
      count: Number(bar.dataset.selectCount),
      shown: bar.style.visibility === "visible",
      report: place(bar.dataset.selectReport),
      cancel: place(bar.dataset.selectCancel),
    };
  });
}

/** Waits until the bar shows this number of marked posts. */
export async function untilMarked(page: SitePage, count: number): Promise<BarState> {
  let last: BarState | undefined;
  return until(`${count} marked posts`, async () => {
    last = await readBar(page);
    return last?.shown && last.count === count ? last : undefined;
  }).catch((error: Error) => {
    throw new Error(`${error.message}; the bar is ${JSON.stringify(last)}`);
  });
}

export async function pressBar(page: SitePage, button: "report" | "cancel"): Promise<void> {
  const [x = 0, y = 0] = (await readBar(page))?.[button] ?? [];
  await page.clickAt(x, y);
}
