/** Measures how long after its post a button is ready, at the pace of a person who scrolls. */

import { automationBuild, automationBuildWithRealWaits } from "../../scripts/dev/drivers/builds.ts";
import { feedSites } from "../../scripts/dev/practice/pages.ts";
import { startPractice } from "../../scripts/dev/practice/practice.ts";
import { buildWhenStale } from "../../scripts/dev/start/build.ts";
import { openChromium } from "./chromium.ts";
import { type FeedSite, feeds, openFeed } from "./feed-page.ts";
import { type Figure, figure, median } from "./figure.ts";

const [times, count, everyMs] = [12, 6, 400];
const goalMs = 100;

/** Only automation builds expose when a button knows its post; otherwise the code is the same. */
export async function buttonDelay(): Promise<Figure[]> {
  buildWhenStale(automationBuild("chromium"), "automation");
  const extension = automationBuildWithRealWaits("chromium");
  const practice = await startPractice(feedSites);
  const browser = await openChromium(extension, practice.proxyPort);
  const figures: Figure[] = [];
  try {
    for (const [site, address] of Object.entries(feeds) as [FeedSite, string][]) {
      const { page, run } = await openFeed(browser, address, "lapor-kominfo[data-state]");
      const { waits, without } = await run((feed, pace) => feed.read(...pace), [
        times,
        count,
        everyMs,
      ] as const);
      await page.close();
      if (without > 0) throw new Error(`${without} posts of ${address} never got their button`);
      figures.push(
        figure({
          name: `button.delay.${site}`,
          value: median(waits),
          unit: "ms",
          vs: goalMs,
          against: "100 ms",
        }),
      );
    }
    return figures;
  } finally {
    await browser.close();
    await practice.stop();
  }
}
