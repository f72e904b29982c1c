/** Implements the drivers' page interface for Firefox. */

import type * as puppeteer from "puppeteer-core";
import {
  defaultWaitMs,
  formPath,
  hostSelector,
  type Page,
  type SitePage,
  type Surface,
  selectorOf,
  until,
} from "./driver.ts";
import { hostReader } from "./site-page.ts";

export function sitePage(page: puppeteer.Page): SitePage {
  const surface = pageOf(page, (address) => waitForAddress(page, address));
  const read = hostReader(surface);
  // Puppeteer does not learn the addresses of extension frames, so each frame is asked.
  const formFrame = async () => {
    for (const frame of page.frames().filter((one) => one.parentFrame())) {
      const path = await frame.evaluate(() => location.pathname).catch(() => undefined);
      if (path === formPath) return frame;
    }
    return undefined;
  };
  return {
    ...surface,
    ...read,
    form: surfaceOf(page, () => until("the form", formFrame)),
    formOpen: async () => (await formFrame()) !== undefined,
    openMenu: async (selector) => void (await (await page.$(selector))?.click({ button: "right" })),
    clickHost: async (subject, held) => {
      await read.showHost(subject);
      if (held) await page.keyboard.down(held);
      await (await page.$(hostSelector(subject)))?.click();
      if (held) await page.keyboard.up(held);
    },
    clickAt: (x, y) => page.mouse.click(x, y),
  };
}

export function ownPage(page: puppeteer.Page): Page {
  return pageOf(page, (address) => waitForAddress(page, address));
}

const tries = 5;
const waitMs = 5_000;

async function retry<T>(act: () => Promise<T>): Promise<T> {
  for (let left = tries; ; left--) {
    try {
      return await act();
    } catch (error) {
      if (left === 1) throw error;
    }
  }
}

/** Uses a new tab for each attempt: a navigation during the extension's restart never finishes. */
export function openOwnPage(newPage: () => Promise<puppeteer.Page>, address: string): Promise<Page> {
  return retry(async () => {
    const page = await newPage();
    await goOnce(page, address).catch((error) => {
      // The browser may be gone already.
      void page.close().catch(() => undefined);
      throw error;
    });
    return ownPage(page);
  });
}

/** Navigates again if the page has not arrived. */
function waitForAddress(page: puppeteer.Page, address: string): Promise<void> {
  return retry(() => goOnce(page, address));
}

/**
 * Firefox never reports the end of a navigation to an extension page, and sometimes not that of another page, so the page
 * itself is asked whether it has loaded.
 */
async function goOnce(page: puppeteer.Page, address: string): Promise<void> {
  page.goto(address, { timeout: 0 }).catch(() => undefined);
  const isThere = () =>
    page
      .evaluate(
        (wanted) => (location.href.startsWith(wanted) && document.readyState !== "loading") || undefined,
        address.split("#")[0] ?? address,
      )
      .catch(() => undefined);
  await until(address, isThere, waitMs);
}

function pageOf(page: puppeteer.Page, goto: (address: string) => Promise<void>): Page {
  return {
    ...surfaceOf(page, async () => page.mainFrame()),
    goto,
    address: () => page.evaluate(() => location.href),
    screenshot: async (file, clip) =>
      void (await page.screenshot({ path: file as `${string}.png`, ...(clip ? { clip } : {}) })),
    bringToFront: () => page.bringToFront(),
    resize: (size) => page.setViewport(size),
    close: () => page.close(),
  };
}

function surfaceOf(page: puppeteer.Page, frame: () => Promise<puppeteer.Frame>): Surface {
  /** Waits until the element is visible and enabled. */
  const usable = (target: string, waitMs = defaultWaitMs) =>
    until(
      `${target} to be usable`,
      async () => {
        const element = await (await frame()).$(selectorOf(target)).catch(() => null);
        const ready = await element?.evaluate(isUsable).catch(() => false);
        return ready && element ? element : undefined;
      },
      waitMs,
    );
  const existing = (target: string) =>
    until(target, async () => (await (await frame()).$(selectorOf(target))) ?? undefined);
  return {
    click: async (target) => {
      const element = await usable(target);
      // Like keyboard focus, scrolls clear of sticky bars, for which the pages set scroll padding.
      await element.evaluate((one) => one.scrollIntoView({ block: "nearest", behavior: "instant" }));
      await element.click();
    },
    type: async (target, text) => (await usable(target)).type(text),
    select: async (target, value) => void (await (await usable(target)).select(value)),
    press: (key) => press(page.keyboard, key),
    text: async (target) => (await existing(target)).evaluate(readText),
    attribute: async (target, name) =>
      (await existing(target)).evaluate((element, wanted) => element.getAttribute(wanted), name),
    count: async (target) => (await (await frame()).$$(selectorOf(target))).length,
    waitFor: async (target, waitMs = defaultWaitMs) => void (await visible(frame, target, waitMs)),
    evaluate: async (run, argument) => (await frame()).evaluate(run as never, argument as never),
  };
}

function visible(frame: () => Promise<puppeteer.Frame>, target: string, waitMs: number): Promise<true> {
  const ask = async () => {
    const element = await (await frame()).$(selectorOf(target)).catch(() => null);
    return (await element?.isVisible().catch(() => false)) || undefined;
  };
  return until(`${target} to be visible`, ask, waitMs);
}

function isUsable(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && !(element as HTMLButtonElement).disabled;
}

function readText(element: Element): string {
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)) return (element as HTMLInputElement).value;
  return (element as HTMLElement).innerText.trim();
}

async function press(keyboard: puppeteer.Keyboard, key: string): Promise<void> {
  const keys = key.split("+") as puppeteer.KeyInput[];
  const last = keys.pop();
  for (const held of keys) await keyboard.down(held);
  if (last) await keyboard.press(last);
  for (const held of keys.reverse()) await keyboard.up(held);
}
