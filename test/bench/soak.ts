/** Simulates an officer's twenty minutes on a feed, with forms opened and cancelled, and fits a line to the heap sizes. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { until } from "../../scripts/dev/drivers/driver.ts";
import { startIntakeProcess } from "../../scripts/dev/drivers/intake-process.ts";
import { feedSites } from "../../scripts/dev/practice/pages.ts";
import { startPractice } from "../../scripts/dev/practice/practice.ts";
import { openChromium } from "./chromium.ts";
import { type FeedPage, feeds, openFeed } from "./feed-page.ts";
import { type Figure, figure, median } from "./figure.ts";
import { makeOfficer } from "./officer-profile.ts";
import { ourBuild } from "./our-build.ts";
import { attachBackground, type Heap, heapBytes } from "./soak-heap.ts";
import { slopePerMinute } from "./soak-line.ts";

const stepMs = 1_500;
const postsPerStep = 3;
/** The first scroll fills the browser's code cache in any case, so it is not measured. */
const warmUpPosts = 600;
const warmUpForms = 3;
const samples = 24;
/** A form is opened every so many steps. */
const formEvery = 20;
const formMs = 2_000;
const megabyte = 1_000_000;
/** Over this many minutes a heap may grow by a megabyte. */
const flatMinutes = 20;

interface Sample {
  minute: number;
  bytes: number;
}

export async function soak(minutes: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "lapor-bench-soak-"));
  const profile = join(folder, "officer");
  const practice = await startPractice(feedSites);
  const { proxyPort } = practice;
  const intake = await startIntakeProcess({ dataDir: join(folder, "intake") });
  const closing: (() => Promise<void>)[] = [];
  try {
    await makeOfficer({ profile, proxyPort, intake, pictures: false });
    const ours = await openChromium(ourBuild(), proxyPort, profile);
    closing.push(ours.close);
    const bare = await openChromium(undefined, proxyPort);
    closing.push(bare.close);
    const feed = await openFeed(ours, feeds.x, "lapor-kominfo");
    const bareFeed = await openFeed(bare, feeds.x, "article");
    const background = await attachBackground(profile);
    closing.unshift(async () => background.close());

    for (const page of [feed, bareFeed])
      await page.run((own, count) => own.scroll({ count, way: "replace" }), warmUpPosts);
    for (let time = 0; time < warmUpForms; time++) await openAndCancel(feed);

    const taken: Record<"page" | "yardstick" | "background", Sample[]> = {
      page: [],
      yardstick: [],
      background: [],
    };
    const heaps: [Sample[], Heap][] = [
      [taken.page, feed.session],
      [taken.yardstick, bareFeed.session],
      [taken.background, background],
    ];
    const startMs = performance.now();
    const minuteNow = () => (performance.now() - startMs) / 60_000;
    const sample = async () => {
      const minute = minuteNow();
      for (const [into, heap] of heaps) into.push({ minute, bytes: await heapBytes(heap) });
    };
    await sample();
    for (let step = 1; minuteNow() < minutes; step++) {
      for (const tab of [feed, bareFeed])
        await tab.run((own, count) => own.scroll({ count, way: "replace" }), postsPerStep);
      if (step % formEvery === 0) await openAndCancel(feed);
      if (minuteNow() >= (taken.page.length * minutes) / samples) await sample();
      await pause(stepMs);
    }
    await sample();
    return [
      ...figuresOf("soak.page", minutes, taken.page, taken.yardstick),
      ...figuresOf("soak.background", minutes, taken.background),
    ];
  } finally {
    for (const close of closing) await close();
    await practice.stop();
    await intake.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Opens the form and cancels it. */
async function openAndCancel({ page }: FeedPage): Promise<void> {
  await page.bringToFront();
  await page.locator("article lapor-kominfo").last().click();
  const form = () => page.frames().find((one) => one.parentFrame() && one.url().includes("/form.html?"));
  const frame = await until("the form", async () => form());
  await frame.locator("[data-testid=send]").waitFor();
  await pause(formMs);
  await page.keyboard.press("Escape");
  await until("the form to close", async () => (form() ? undefined : true));
}

function figuresOf(name: string, minutes: number, ours: Sample[], yardstick: Sample[] = []): Figure[] {
  const gained = (slopePerMinute(ours) - slopePerMinute(yardstick)) * minutes;
  const [first, last] = thirdsOf(ours);
  const allowed = Math.max(1, minutes / flatMinutes);
  const beyond = yardstick.length > 0 ? ", beyond the same page without the extension" : "";
  const slope = (slopePerMinute(ours) * 10) / megabyte;
  const bareSlope = (slopePerMinute(yardstick) * 10) / megabyte;
  return [
    figure({
      name,
      value: gained / megabyte,
      unit: "MB",
      vs: allowed,
      against: `${allowed} MB more in ${minutes} minutes${beyond}`,
    }),
    figure(
      { name: `${name}.slope`, value: slope, unit: "MB/10 min", vs: bareSlope, against: "the page without" },
      slope - bareSlope,
    ),
    figure({
      name: `${name}.thirds`,
      value: last,
      unit: "MB",
      vs: first,
      against: "the first third's median",
    }),
  ];
}

function thirdsOf(taken: readonly Sample[]): [first: number, last: number] {
  const third = Math.max(1, Math.floor(taken.length / 3));
  const middle = (some: readonly Sample[]) => median(some.map(({ bytes }) => bytes)) / megabyte;
  return [middle(taken.slice(0, third)), middle(taken.slice(-third))];
}
