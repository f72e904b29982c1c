/** The bench's feeds, one per site, and the functions that their pages offer. */

import type { CDPSession, Page } from "@playwright/test";
import type { SiteId } from "../../utils/shared/contract/site.ts";
import type { BenchBrowser } from "./chromium.ts";

export const feeds = {
  x: "https://x.com/home",
  facebook: "https://www.facebook.com/bench",
  youtube: "https://www.youtube.com/bench",
  telegram: "https://t.me/s/bench",
} as const satisfies Partial<Record<SiteId, string>>;

export type FeedSite = keyof typeof feeds;

const settleMs = 300;

/** `append`: all posts stay. `replace`: new elements replace the oldest. `reuse`: the oldest elements show new posts. */
export type FeedWay = "append" | "replace" | "reuse";

export interface Feed {
  /** Selector of one post. */
  post: string;
  scroll(posts: { count: number; way: FeedWay }): Promise<void>;
  read(times: number, count: number, everyMs: number): Promise<{ waits: number[]; without: number }>;
}

export interface FeedPage {
  page: Page;
  session: CDPSession;
  run<Result, Argument>(
    act: (feed: Feed, argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result>;
}

/** Opens a feed and waits until its first posts are marked. */
export async function openFeed({ context }: BenchBrowser, address: string, mark: string): Promise<FeedPage> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await page.goto(address);
  await page.waitForSelector(mark, { state: "attached" });
  // The extension opens a page at its first start, and background pages render one frame per second.
  await page.waitForTimeout(settleMs);
  await page.bringToFront();
  return {
    page,
    session,
    run: async (act, argument) => {
      const feed = await page.evaluateHandle(() => (window as unknown as { feed: Feed }).feed);
      return (await feed.evaluate(act as never, argument)) as never;
    },
  };
}
