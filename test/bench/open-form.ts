/** Measures the time from the click to a usable form, against an empty framed extension page opened the same way. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Page } from "@playwright/test";

import { defaultWaitMs, until } from "../../scripts/dev/drivers/driver.ts";
import { startIntakeProcess } from "../../scripts/dev/drivers/intake-process.ts";
import { feedSites } from "../../scripts/dev/practice/pages.ts";
import { startPractice } from "../../scripts/dev/practice/practice.ts";
import { type BenchBrowser, openChromium } from "./chromium.ts";
import { alternate, type Figure, figure, rounds } from "./figure.ts";
import { makeOfficer } from "./officer-profile.ts";
import { ourBuild } from "./our-build.ts";
import { noteReady } from "./ready-mark.ts";

interface Framed {
  /** Selector of what is clicked in the page. */
  button: string;
  /** Path of the framed page, and selector of the element that must have the focus. */
  path: string;
  wanted: string;
}

const form: Framed = { button: "lapor-kominfo", path: "/form.html", wanted: '[role="radiogroup"]' };
const empty: Framed = { button: "#bench-open", path: "/empty.html", wanted: "body" };

const restMs = 1_100;
const hoverMs = 150;

export async function openForm(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "lapor-bench-form-"));
  const practice = await startPractice(feedSites);
  const intake = await startIntakeProcess({ dataDir: join(folder, "intake") });
  const opened: BenchBrowser[] = [];
  const open = async (extension: string, framed: Framed, profile?: string) => {
    const browser = await openChromium(extension, practice.proxyPort, profile);
    opened.push(browser);
    await browser.context.addInitScript(noteReady, { path: framed.path, wanted: framed.wanted });
    return browser;
  };
  try {
    const yardstick = await open(join(import.meta.dirname, "yardstick/frame"), empty);
    const figures: Figure[] = [];
    for (const pictures of [false, true]) {
      const profile = join(folder, pictures ? "with-pictures" : "without-pictures");
      await makeOfficer({ profile, proxyPort: practice.proxyPort, intake, pictures });
      const ours = await open(ourBuild(), form, profile);
      const taken = await alternate(
        rounds,
        () => measure(ours, form),
        () => measure(yardstick, empty),
      );
      await ours.close();
      figures.push(
        figure({
          name: pictures ? "open.form.picture" : "open.form",
          value: taken.ours,
          unit: "ms",
          vs: taken.yardstick,
          against: "an empty framed page",
        }),
      );
    }
    return figures;
  } finally {
    await Promise.allSettled(opened.map((browser) => browser.close()));
    await practice.stop();
    await intake.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One click on a new page, with the background awake. */
async function measure({ context }: BenchBrowser, framed: Framed): Promise<number> {
  const page = await context.newPage();
  await page.goto("https://x.com/bench");
  // Without a window, Chromium's first page does not know that it has the focus.
  await page.bringToFront();
  const button = page.locator(framed.button).first();
  await button.waitFor({ state: "visible" });
  // Waits for the page's idle request to the background.
  await page.waitForTimeout(restMs);
  // Like a person's pointer, hovers before it presses.
  await button.hover();
  await page.waitForTimeout(hoverMs);
  await button.click();
  const frame = await until("the framed page", async () =>
    page.frames().find((one) => one.parentFrame() && one.url().split("?")[0]?.endsWith(framed.path)),
  );
  const ready = frame.evaluate(() => (window as unknown as { benchReady?: Promise<number> }).benchReady);
  const late = setTimeout(defaultWaitMs, undefined, { ref: false });
  const readyMs = await Promise.race([ready, late]);
  if (readyMs === undefined) throw new Error(`${framed.path} was not ready after ${defaultWaitMs} ms`);
  const ms = readyMs - (await clickedMs(page));
  await page.close();
  return ms;
}

function clickedMs(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { benchClickMs: number }).benchClickMs);
}
