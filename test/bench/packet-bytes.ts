/** How many bytes a packet has, over posts of the practice pages: the report's JSON and its files. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { startIntakeProcess } from "../e2e/drivers/intake-process.ts";
import { startPractice } from "../pages/practice.ts";
import { type BenchBrowser, openChromium } from "./chromium.ts";
import { type Figure, figure, median } from "./figure.ts";
import { makeOfficer } from "./officer-profile.ts";
import { ourBuild } from "./our-build.ts";
import { closeForm, makePacket, noteClick } from "./packet.ts";

const maxBytes = 400_000;
const postsPerPage = 3;
const drawnMs = 1_200;
/** Chrome allows two pictures a second. */
const betweenMs = 600;

export async function packetBytes(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "lapor-bench-packet-"));
  const practice = await startPractice();
  const intake = await startIntakeProcess({ dataDir: join(folder, "intake") });
  const profile = join(folder, "officer");
  let browser: BenchBrowser | undefined;
  const sizes: number[] = [];
  try {
    const { proxyPort } = practice;
    await makeOfficer({ profile, proxyPort, intake, pictures: true });
    browser = await openChromium(ourBuild(), proxyPort, profile);
    await browser.context.addInitScript(noteClick);
    for (const address of practice.addresses) {
      const page = await browser.context.newPage();
      await page.goto(address, { waitUntil: "domcontentloaded" });
      await page.bringToFront();
      await page.waitForTimeout(drawnMs);
      sizes.push(...(await packetsOf(browser, page)));
      await page.close();
    }
  } finally {
    await browser?.close();
    await practice.stop();
    await intake.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const largest = Math.round(Math.max(...sizes) / 1_000);
  const against = `the limit; ${sizes.length} posts, largest ${largest} kB`;
  const value = median(sizes);
  return [figure({ name: "packet.bytes", value, unit: "bytes", vs: maxBytes, against }, { atMost: 1 })];
}

/** Of the page's first posts that can be captured with a picture. */
async function packetsOf(browser: BenchBrowser, page: Page): Promise<number[]> {
  const sizes: number[] = [];
  const buttons = await page.locator("lapor-kominfo").count();
  for (let button = 0; button < buttons && sizes.length < postsPerPage; button++) {
    if (!(await page.locator("lapor-kominfo").nth(button).isVisible())) continue;
    const packet = await makePacket(browser, page, button);
    if (packet.state === "captured" && packet.hasPicture) sizes.push(packet.bytes);
    await page.waitForTimeout(betweenMs);
    await closeForm(page);
  }
  return sizes;
}
