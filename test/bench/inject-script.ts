/**
 * Measures script time and heap that the extension adds to a scrolling feed: time against a nearly empty extension,
 * heap against the browser without one. The nearly empty one is the floor: it observes the same changes, searches new
 * nodes with one selector and adds one empty element per post. It reads no name and draws no button.
 */

import { join } from "node:path";
import { feedSites } from "../../scripts/dev/practice/pages.ts";
import { startPractice } from "../../scripts/dev/practice/practice.ts";
import { type BenchBrowser, openChromium } from "./chromium.ts";
import { type FeedSite, type FeedWay, feeds, openFeed } from "./feed-page.ts";
import { type Figure, figure, median, rounds } from "./figure.ts";
import { ourBuild } from "./our-build.ts";
import { type CpuProfile, type ExtensionTime, extensionTime } from "./profile.ts";
import { heapBytes } from "./soak-heap.ts";

const posts = 500;
/** Heap hardly varies, so the browser without an extension needs fewer rounds. */
const bareRounds = 3;
const samplingMicroseconds = 100;
/** Covers the extension's work after scrolling stops. */
const restMs = 700;
const megabyte = 1_000_000;
const maxHeapMegabytes = 0.5;

/** The elements that the extension adds, one per post; none without an extension. */
type Mark = "lapor-kominfo" | "i.bench-mark" | undefined;

interface Cost {
  time: ExtensionTime;
  heap: number;
}

/** `profileTo` receives our slowest functions. */
export async function injectScript(site: FeedSite, profileTo?: (hot: string[]) => void): Promise<Figure[]> {
  const practice = await startPractice(feedSites);
  const { proxyPort } = practice;
  const sides: readonly (readonly [Mark, BenchBrowser])[] = [
    ["lapor-kominfo", await openChromium(ourBuild(), proxyPort)],
    ["i.bench-mark", await openChromium(join(import.meta.dirname, "yardstick/mark"), proxyPort)],
    [undefined, await openChromium(undefined, proxyPort)],
  ];
  try {
    const figures: Figure[] = [];
    for (const way of ["append", "reuse"] as const) {
      const costs = sides.map((): Cost[] => []);
      for (let round = -1; round < rounds; round++) {
        // The order changes with every round, so that other load on the machine affects all sides.
        const order = round % 2 === 0 ? [0, 1, 2] : [2, 1, 0];
        for (const side of order) {
          const [mark, browser] = sides[side] ?? [];
          if (!browser || (!mark && (round < 0 || round >= bareRounds))) continue;
          const cost = await measure(browser, { site, way, mark });
          if (round >= 0) costs[side]?.push(cost);
        }
      }
      figures.push(...figuresOf(site, way, costs));
      profileTo?.([`${site}, ${way}:`, ...hottest(costs[0] ?? [])]);
    }
    return figures;
  } finally {
    await Promise.all(sides.map(([, browser]) => browser.close()));
    await practice.stop();
  }
}

function figuresOf(site: FeedSite, way: FeedWay, [ours = [], least = [], bare = []]: Cost[][]): Figure[] {
  const msOf = (costs: readonly Cost[]) => (median(costs.map(({ time }) => time.ms)) * 1_000) / posts;
  const heapOf = (costs: readonly Cost[]) => median(costs.map(({ heap }) => heap)) / megabyte;
  const name = `inject.script.${site}.${way}`;
  return [
    figure(
      {
        name,
        value: msOf(ours),
        unit: "ms/1000 posts",
        vs: msOf(least),
        against: "one empty element per post",
      },
      { atMost: 2 },
    ),
    figure(
      {
        name: `${name}.heap`,
        value: heapOf(ours) - heapOf(bare),
        unit: "MB",
        vs: maxHeapMegabytes,
        against: `${maxHeapMegabytes} MB more than without us`,
      },
      { atMost: 1 },
    ),
  ];
}

async function measure(
  browser: BenchBrowser,
  { site, way, mark }: { site: FeedSite; way: FeedWay; mark: Mark },
): Promise<Cost> {
  const { page, session, run } = await openFeed(browser, feeds[site], mark ?? "#feed");
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: samplingMicroseconds });
  await session.send("Profiler.start");
  await run((feed, scrolled) => feed.scroll(scrolled), { count: posts, way });
  await page.waitForTimeout(restMs);
  const { profile } = await session.send("Profiler.stop");
  await session.send("Profiler.disable");
  const there = await run((feed) => document.querySelectorAll(feed.post).length, undefined);
  const marked = mark ? await page.locator(mark).count() : there;
  const heap = await heapBytes(session);
  await page.close();
  if (marked !== there) throw new Error(`${marked} of ${there} posts were marked at ${feeds[site]}`);
  return { time: extensionTime(profile as CpuProfile), heap };
}

/** Functions of the median run. */
function hottest(costs: readonly Cost[]): string[] {
  const middle = costs.map(({ time }) => time).sort((a, b) => a.ms - b.ms)[costs.length >> 1];
  return [...(middle?.selfMs ?? [])]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 25)
    .map(([name, ms]) => `${ms.toFixed(2)} ms  ${name}`);
}
