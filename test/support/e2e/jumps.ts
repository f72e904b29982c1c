/** Finds controls that move after they were first shown, while the intake answers late and out of order. */

import { setTimeout } from "node:timers/promises";
import type { Page as PlaywrightPage, Request } from "@playwright/test";
import { until } from "../../../scripts/dev/drivers/driver.ts";

export interface JumpWatch {
  /** Waits for the intake's last answer. Returns what moved since the last call. */
  jumps(): Promise<string[]>;
}

declare global {
  /** The elements that moved, one line each. */
  var jumps: string[];
}

/** Longer than the time between an answer and the next request that it causes. */
const quietMs = 500;

/** Watches the page from its next load on. Its requests to the intake wait for each of these times in turn. */
export async function watchJumps(page: PlaywrightPage, delaysMs: readonly number[]): Promise<JumpWatch> {
  await page.addInitScript(recordJumps);
  const open = new Set<Request>();
  let asked = 0;
  let changedMs = Date.now();
  const note = (change: () => unknown) => {
    change();
    changedMs = Date.now();
  };
  const end = (request: Request) => void (open.has(request) && note(() => open.delete(request)));
  page.on("request", (request) => void (request.url().includes("/v1/") && note(() => open.add(request))));
  page.on("requestfinished", end);
  page.on("requestfailed", end);
  await page.route("**/v1/**", async (route) => {
    await setTimeout(delaysMs[asked++ % delaysMs.length]);
    // The page may be closed.
    await route.continue().catch(() => undefined);
  });
  return {
    async jumps() {
      await until("the intake's last answer", async () =>
        open.size === 0 && Date.now() - changedMs > quietMs ? true : undefined,
      );
      return page.evaluate(() => jumps.splice(0));
    },
  };
}

/** Runs in the page, before its own scripts. */
function recordJumps(): void {
  const controls =
    "button, a[href], input:not(.hidden-text), label:has(input), select, textarea, summary, [role=tab]";
  /** A press may move what it concerns. Frames, because a busy machine takes longer than any number of milliseconds. */
  const framesOfPress = 10;
  const shown = new WeakMap<Element, { x: number; y: number }>();
  let framesSincePress = Number.POSITIVE_INFINITY;
  globalThis.jumps = [];
  for (const type of ["pointerdown", "click", "keydown"])
    addEventListener(type, () => (framesSincePress = 0), true);
  const nameOf = (element: Element) =>
    element.getAttribute("data-testid") ?? element.getAttribute("class") ?? element.localName;
  const isInFront = (element: Element, x: number, y: number) => {
    return element.contains(document.elementFromPoint(x, y));
  };
  const look = () => {
    framesSincePress++;
    for (const element of document.querySelectorAll(controls)) {
      const { x, y, width, height } = element.getBoundingClientRect();
      if (width === 0 || height === 0 || !element.checkVisibility()) continue;
      const first = shown.get(element);
      if (!first && !isInFront(element, x + width / 2, y + height / 2)) continue;
      shown.set(element, { x, y });
      if (!first || framesSincePress <= framesOfPress) continue;
      const [right, down] = [Math.round(x - first.x), Math.round(y - first.y)];
      if (right !== 0 || down !== 0)
        jumps.push(`${nameOf(element)} moved ${right} px right and ${down} px down`);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
