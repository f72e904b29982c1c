/** Implements the drivers' page interface for Chromium. */

import type * as playwright from "@playwright/test";
import {
  defaultWaitMs,
  formPath,
  hostSelector,
  type Page,
  type SitePage,
  type Size,
  type Surface,
  selectorOf,
  type TabState,
  until,
  withinBrief,
} from "./driver.ts";
import { hostReader } from "./site-page.ts";

export async function tabState(page: playwright.Page): Promise<TabState> {
  const frames = page
    .frames()
    .map((frame) => withinBrief(() => frame.evaluate(() => document.body?.innerText)));
  return {
    address: page.url(),
    text: (await Promise.all(frames)).join("\n---\n"),
    screenshot: await page.screenshot({ timeout: 5_000 }).catch(() => Buffer.alloc(0)),
    console: (await page.consoleMessages()).map((message) => `${message.type()}: ${message.text()}`),
  };
}

function surfaceOf(page: playwright.Page, frame: () => Promise<playwright.Frame>): Surface {
  const locate = async (target: string) => (await frame()).locator(selectorOf(target)).first();
  const timeout = defaultWaitMs;
  return {
    click: async (target) => (await locate(target)).click({ timeout }),
    type: async (target, text) => (await locate(target)).pressSequentially(text, { timeout }),
    select: async (target, value) => void (await (await locate(target)).selectOption(value, { timeout })),
    press: (key) => page.keyboard.press(key),
    text: async (target) =>
      (await locate(target)).evaluate(
        (element: HTMLElement) =>
          /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)
            ? (element as HTMLInputElement).value
            : element.innerText.trim(),
        undefined,
        { timeout },
      ),
    attribute: async (target, name) => (await locate(target)).getAttribute(name, { timeout }),
    count: async (target) => (await frame()).locator(selectorOf(target)).count(),
    waitFor: async (target, waitMs = defaultWaitMs) => (await locate(target)).waitFor({ timeout: waitMs }),
    evaluate: async (run, argument) => (await frame()).evaluate(run as never, argument as never),
  };
}

export function pageOf(page: playwright.Page): Page {
  return {
    ...surfaceOf(page, async () => page.mainFrame()),
    goto: async (address) => void (await page.goto(address)),
    address: async () => page.url(),
    screenshot: async (file, clip) => void (await page.screenshot({ path: file, ...(clip ? { clip } : {}) })),
    bringToFront: () => page.bringToFront(),
    resize: (size: Size) => page.setViewportSize(size),
    close: () => page.close(),
    playwright: page,
  };
}

export function sitePage(page: playwright.Page): SitePage {
  const formFrame = async () =>
    page.frames().find((frame) => frame.parentFrame() && frame.url().includes(`${formPath}?`));
  const surface = pageOf(page);
  const read = hostReader(surface);
  return {
    ...surface,
    ...read,
    form: surfaceOf(page, () => until("the form", formFrame)),
    formOpen: async () => (await formFrame()) !== undefined,
    openMenu: async (selector) => {
      // A native menu stays open, because nothing is chosen in it, and can hold the next key back for good.
      await page.evaluate(() =>
        addEventListener("contextmenu", (event) => event.preventDefault(), { once: true }),
      );
      await page.locator(selector).first().click({ button: "right", timeout: defaultWaitMs });
    },
    clickHost: async (subject, held) => {
      await read.showHost(subject);
      const modifiers = held ? [held] : [];
      await page.locator(hostSelector(subject)).first().click({ timeout: defaultWaitMs, modifiers });
    },
    clickAt: (x, y) => page.mouse.click(x, y),
  };
}
