/**
 * Measures script time and heap that the extension adds to a scrolling feed: time against a nearly empty extension,
 * heap against the browser without one. The nearly empty one is the floor: it observes the same changes, searches new
 * nodes with one selector and adds one empty element per post. It reads no name and draws no button. Work in idle
 * time, after the feed has rested, is a figure of its own.
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

/** Enough for tens of milliseconds at the floor. */
const posts = 1_000;
/** Heap hardly varies. */
const heapRounds = 3;
const samplingMicroseconds = 100;
/** Covers the extension's work after scrolling stops. */
const restMs = 700;
/** Covers the identification of far posts, which begins two seconds after the last growth. */
const idleMs = 6_000;
const megabyte = 1_000_000;
const maxHeapMegabytes = 0.5;

/** The elements that the extension adds, one per post; none without an extension. */
type Mark = "lapor-kominfo" | "i.bench-mark" | undefined;

/** The costs of one side, by round. */
class Costs {
  readonly times: ExtensionTime[] = [];
  readonly idleMs: number[] = [];
  readonly heaps: number[] = [];
}

interface Run {
  site: FeedSite;
  way: FeedWay;
  mark: Mark;
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
      const costs = sides.map(() => new Costs());
      for (let round = -1; round < rounds; round++) {
        // The order changes with every round, so that other load on the machine affects all sides.
        const order = round % 2 === 0 ? [0, 1, 2] : [2, 1, 0];
        for (const side of order) {
          const [mark, browser] = sides[side] ?? [];
          const known = round < 0 ? new Costs() : costs[side];
          if (!browser || !known) continue;
          if (mark) await measureTime(browser, { site, way, mark }, known);
          if (round >= 0 && round < heapRounds) known.heaps.push(await heapOf(browser, { site, way, mark }));
        }
      }
      figures.push(...figuresOf(site, way, costs));
      profileTo?.([`${site}, ${way}:`, ...hottest(costs[0]?.times ?? [])]);
    }
    return figures;
  } finally {
    await Promise.all(sides.map(([, browser]) => browser.close()));
    await practice.stop();
  }
}

function figuresOf(site: FeedSite, way: FeedWay, costs: readonly Costs[]): Figure[] {
  const [ours = new Costs(), least = new Costs(), bare = new Costs()] = costs;
  const perPosts = (values: readonly number[]) => (median(values) * 1_000) / posts;
  const msOf = ({ times }: Costs) => perPosts(times.map(({ ms }) => ms));
  const name = `inject.script.${site}.${way}`;
  return [
    figure({
      name,
      value: msOf(ours),
      unit: "ms/1000 posts",
      vs: msOf(least),
      against: "one empty element per post",
    }),
    figure({
      name: `${name}.heap`,
      value: (median(ours.heaps) - median(bare.heaps)) / megabyte,
      unit: "MB",
      vs: maxHeapMegabytes,
      against: `${maxHeapMegabytes} MB more than without us`,
    }),
    figure({
      name: `${name}.idle`,
      value: perPosts(ours.idleMs),
      unit: "ms/1000 posts",
      vs: msOf(least),
      against: "one empty element per post",
    }),
  ];
}

async function measureTime(browser: BenchBrowser, { site, way, mark }: Run, known: Costs): Promise<void> {
  const { page, session, run } = await openFeed(browser, feeds[site], mark ?? "#feed");
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: samplingMicroseconds });
  const profiled = async (act: () => Promise<void>): Promise<ExtensionTime> => {
    await session.send("Profiler.start");
    await act();
    return extensionTime((await session.send("Profiler.stop")).profile as CpuProfile);
  };
  known.times.push(
    await profiled(async () => {
      await run((feed, scrolled) => feed.scroll(scrolled), { count: posts, way });
      await page.waitForTimeout(restMs);
    }),
  );
  known.idleMs.push((await profiled(() => page.waitForTimeout(idleMs))).ms);
  const there = await run((feed) => document.querySelectorAll(feed.post).length, undefined);
  const marked = mark ? await page.locator(mark).count() : there;
  await page.close();
  if (marked !== there) throw new Error(`${marked} of ${there} posts were marked at ${feeds[site]}`);
}

/** Without the profiler, whose own data would count. After the idle work, which adds to the heap. */
async function heapOf(browser: BenchBrowser, { site, way, mark }: Run): Promise<number> {
  const { page, session, run } = await openFeed(browser, feeds[site], mark ?? "#feed");
  await run((feed, scrolled) => feed.scroll(scrolled), { count: posts, way });
  await page.waitForTimeout(restMs + idleMs);
  const heap = await heapBytes(session);
  await page.close();
  return heap;
}

/** Functions of the median run. */
function hottest(times: readonly ExtensionTime[]): string[] {
  const middle = [...times].sort((a, b) => a.ms - b.ms)[times.length >> 1];
  return [...(middle?.selfMs ?? [])]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 25)
    .map(([name, ms]) => `${ms.toFixed(2)} ms  ${name}`);
}
