/** Measures the size of packets from the practice pages: the report's JSON and its files. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startIntakeProcess } from "../../scripts/dev/drivers/intake-process.ts";
import { startPractice } from "../../scripts/dev/practice/practice.ts";
import { type BenchBrowser, openChromium } from "./chromium.ts";
import { type Figure, figure, median } from "./figure.ts";
import { makeOfficer } from "./officer-profile.ts";
import { ourBuild } from "./our-build.ts";
import { makePacket, noteClick } from "./packet.ts";

const maxBytes = 400_000;
const postsPerPage = 2;
const drawnMs = 1_200;

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
    for (const address of practice.addresses) sizes.push(...(await packetsOf(browser, address)));
  } finally {
    await browser?.close();
    await practice.stop();
    await intake.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const largest = Math.round(Math.max(...sizes) / 1_000);
  const against = `the limit; ${sizes.length} posts, largest ${largest} kB`;
  const value = median(sizes);
  return [figure({ name: "packet.bytes", value, unit: "bytes", vs: maxBytes, against })];
}

/** Sizes for the page's first posts that can be captured with a picture, each on a new page. */
async function packetsOf(browser: BenchBrowser, address: string): Promise<number[]> {
  const sizes: number[] = [];
  for (let button = 0; sizes.length < postsPerPage; button++) {
    const page = await browser.context.newPage();
    await page.goto(address, { waitUntil: "domcontentloaded" });
    await page.bringToFront();
    await page.waitForTimeout(drawnMs);
    const host = page.locator("lapor-kominfo").nth(button);
    const isThere = (await host.count()) > 0;
    const packet = isThere && (await host.isVisible()) ? await makePacket(browser, page, button) : undefined;
    await page.close();
    if (packet?.state === "captured" && packet.hasPicture) sizes.push(packet.bytes);
    if (!isThere) break;
  }
  return sizes;
}
