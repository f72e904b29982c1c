/** Measures reading one post's evidence on the practice pages of all sites, in an extension's isolated world in Chromium. */

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { startPractice } from "../../scripts/dev/practice/practice.ts";
import type { Reading } from "./capture/entrypoints/measure.content.ts";
import { openChromium } from "./chromium.ts";
import { type Figure, figure, median, rounds } from "./figure.ts";

const maxMs = 50;
const output = join(import.meta.dirname, "../../.output/bench");
/** Telegram Web K and A open a chat by the address's fragment; YouTube's watch page needs none. */
const fragments: Readonly<Record<string, string>> = {
  "https://web.telegram.org/k/": "#@infokampungmelati",
  "https://web.telegram.org/a/": "#-1001700000001",
};
/** Practice pages render at once, so this suffices. */
const drawnMs = 150;

export async function captureFields(): Promise<Figure[]> {
  buildReader();
  const practice = await startPractice();
  const { context, close } = await openChromium(join(output, "chrome-mv3"), practice.proxyPort);
  const readings: Reading[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const page = await context.newPage();
      for (const address of practice.addresses) readings.push(...(await readPage(page, address)));
      await page.close();
    }
  } finally {
    await close();
    await practice.stop();
  }
  const sites = [...new Set(readings.map(({ site }) => site))].sort();
  return [
    summary("capture.fields", readings),
    ...sites.map((site) =>
      summary(
        `capture.fields.${site}`,
        readings.filter((reading) => reading.site === site),
      ),
    ),
  ];
}

function summary(name: string, readings: readonly Reading[]): Figure {
  const value = median(readings.map(({ firstMs }) => firstMs));
  const slowest = Math.max(...readings.map(({ firstMs }) => firstMs));
  const posts = new Set(readings.map(({ subject }) => subject)).size;
  const against = `the limit; ${posts} posts, slowest ${slowest.toFixed(1)} ms`;
  return figure({ name, value, unit: "ms/post", vs: maxMs, against });
}

async function readPage(page: Page, address: string): Promise<Reading[]> {
  await page.goto("about:blank");
  await page.goto(address + (fragments[address] ?? ""), { waitUntil: "domcontentloaded" });
  await page.waitForSelector("html[data-bench-capture]", { state: "attached" });
  await page.waitForTimeout(drawnMs);
  const json = await page.evaluate(() => {
    document.dispatchEvent(new Event("bench-capture"));
    return document.documentElement.dataset.benchCapture;
  });
  const readings = JSON.parse(json || "[]") as Reading[];
  for (const { problem, subject } of readings) {
    // Facebook adds a post's address to the page only when the pointer is near.
    if (problem && problem !== "subject-unknown")
      throw new Error(`${address}: ${subject} could not be read: ${problem}`);
  }
  return readings.filter(({ problem }) => !problem);
}

function buildReader(): void {
  const folder = join(import.meta.dirname, "capture");
  const { status, stdout, stderr } = spawnSync("wxt", ["build", folder], {
    cwd: folder,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`the bench's extension could not be built:\n${stdout}${stderr}`);
}
