/** Measures the time from the click to sealed evidence with its picture, against the browser's bare screenshot call. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startIntakeProcess } from "../../scripts/dev/drivers/intake-process.ts";
import { feedSites } from "../../scripts/dev/practice/pages.ts";
import { startPractice } from "../../scripts/dev/practice/practice.ts";
import { type BenchBrowser, openChromium } from "./chromium.ts";
import { alternate, type Figure, figure, rounds } from "./figure.ts";
import { makeOfficer } from "./officer-profile.ts";
import { ourBuild } from "./our-build.ts";
import { makePacket, noteClick, workerOf } from "./packet.ts";

const address = "https://x.com/bench";
const restMs = 1_100;
const hoverMs = 150;

export async function captureSeal(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "lapor-bench-seal-"));
  const practice = await startPractice(feedSites);
  const intake = await startIntakeProcess({ dataDir: join(folder, "intake") });
  const opened: BenchBrowser[] = [];
  try {
    const { proxyPort } = practice;
    const profile = join(folder, "officer");
    await makeOfficer({ profile, proxyPort, intake, pictures: true });
    const ours = await openChromium(ourBuild(), proxyPort, profile);
    opened.push(ours);
    await ours.context.addInitScript(noteClick);
    const yardstick = await openChromium(join(import.meta.dirname, "yardstick/picture"), proxyPort);
    opened.push(yardstick);
    const taken = await alternate(
      rounds,
      () => capture(ours),
      () => bareCall(yardstick),
    );
    return [
      figure({
        name: "capture.seal",
        value: taken.ours,
        unit: "ms",
        vs: taken.yardstick,
        against: "the bare captureVisibleTab call",
      }),
    ];
  } finally {
    await Promise.allSettled(opened.map((browser) => browser.close()));
    await practice.stop();
    await intake.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function capture(browser: BenchBrowser): Promise<number> {
  const page = await restingPage(browser);
  const button = page.locator("lapor-kominfo").first();
  await button.waitFor({ state: "visible" });
  await page.waitForTimeout(restMs);
  await button.hover();
  await page.waitForTimeout(hoverMs);
  const packet = await makePacket(browser, page, 0);
  await page.close();
  if (packet.state !== "captured" || !packet.hasPicture) throw new Error(JSON.stringify(packet));
  return packet.ms;
}

async function bareCall(browser: BenchBrowser): Promise<number> {
  const page = await restingPage(browser);
  await page.waitForTimeout(restMs);
  const ms = await (await workerOf(browser)).evaluate(() =>
    (globalThis as unknown as { benchPicture(): Promise<number> }).benchPicture(),
  );
  await page.close();
  return ms;
}

async function restingPage({ context }: BenchBrowser) {
  const page = await context.newPage();
  await page.goto(address);
  await page.bringToFront();
  return page;
}
