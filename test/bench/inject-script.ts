/** Measures script time added by the extension to a scrolling feed, against a nearly empty extension. */

import { join } from "node:path";
import { startPractice } from "../../scripts/dev/practice/practice.ts";
import { type BenchBrowser, openChromium } from "./chromium.ts";
import { type FeedSite, feeds, openFeed } from "./feed-page.ts";
import { alternate, type Figure, figure, rounds } from "./figure.ts";
import { ourBuild } from "./our-build.ts";
import { type CpuProfile, type ExtensionTime, extensionTime } from "./profile.ts";

const posts = 1_000;
const samplingMicroseconds = 100;
/** Covers the extension's work after scrolling stops. */
const restMs = 1_200;

/** `profileTo` receives our slowest functions. */
export async function injectScript(site: FeedSite, profileTo?: (hot: string[]) => void): Promise<Figure[]> {
  const practice = await startPractice(join(import.meta.dirname, "../../scripts/dev/practice-feed"));
  const yardstick = await openChromium(join(import.meta.dirname, "yardstick/mark"), practice.proxyPort);
  const ours = await openChromium(ourBuild(), practice.proxyPort);
  const all: ExtensionTime[] = [];
  try {
    const taken = await alternate(
      rounds,
      async () => {
        const time = await measure(ours, feeds[site], "lapor-kominfo");
        all.push(time);
        return time.ms;
      },
      async () => (await measure(yardstick, feeds[site], "i.bench-mark")).ms,
    );
    profileTo?.(hottest(all));
    return [
      figure(
        {
          name: `inject.script.${site}`,
          value: taken.ours,
          unit: "ms/1000 posts",
          vs: taken.yardstick,
          against: "one empty element per post",
        },
        { atMost: 2 },
      ),
    ];
  } finally {
    await Promise.all([ours.close(), yardstick.close()]);
    await practice.stop();
  }
}

async function measure(browser: BenchBrowser, address: string, mark: string): Promise<ExtensionTime> {
  const { page, session, run } = await openFeed(browser, address, mark);
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: samplingMicroseconds });
  await session.send("Profiler.start");
  await run((feed, count) => feed.scroll(count), posts);
  await page.waitForTimeout(restMs);
  const { profile } = await session.send("Profiler.stop");
  const marked = await page.locator(mark).count();
  const there = await run((feed) => document.querySelectorAll(feed.post).length, undefined);
  await page.close();
  if (marked !== there) throw new Error(`${marked} of ${there} posts were marked at ${address}`);
  return extensionTime(profile as CpuProfile);
}

/** Functions of the median run. */
function hottest(times: readonly ExtensionTime[]): string[] {
  const middle = [...times].sort((a, b) => a.ms - b.ms)[times.length >> 1];
  return [...(middle?.selfMs ?? [])]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 20)
    .map(([name, ms]) => `${ms.toFixed(2)} ms  ${name}`);
}
