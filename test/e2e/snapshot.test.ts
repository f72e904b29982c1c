import { expect, test } from "vitest";
import { inertFault } from "../../utils/policy/inert-fault.ts";
import { copyIn, showCopy } from "./snapshot-engine.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();
const visitor = await stage.visitor();
const blank = await visitor.open("about:blank?copies");

/** Posts of the practice pages. */
const posts = [
  ["https://x.com/home", 'article[data-testid="tweet"]'],
  ["https://x.com/home", 'article[data-testid="tweet"]:has([data-testid="tweetPhoto"])'],
  ["https://www.facebook.com/", '[role="article"]'],
  ["https://www.youtube.com/watch?v=S4y0rL0d3h1", "ytd-comment-thread-renderer"],
  ["https://www.youtube.com/watch?v=S4y0rL0d3h1", "ytd-watch-metadata"],
  ["https://t.me/s/infokampungmelati", ".tgme_widget_message"],
  ["https://web.telegram.org/k/#@infokampungmelati", ".bubble"],
] as const;

test.each(posts)(
  "the copy of a post on %s has its words in their order and places (%s)",
  async (address, post) => {
    const page = await visitor.open(address);
    (await page.waitFor) as unknown;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const { html, again, tookMs, words } = await copyIn(page, post);
    await page.close();
    console.log(address, post, html.length, tookMs, words.length);
    expect(inertFault(html)).toBeUndefined();
    expect(again).toBe(html);
    const copied = await showCopy(blank, html);
    expect(copied.map(({ what }) => what)).toEqual(words.map(({ what }) => what));
    for (const [index, word] of words.entries()) {
      const there = copied[index] as typeof word;
      const off = Math.max(
        Math.abs(there.x - word.x),
        Math.abs(there.y - word.y),
        Math.abs(there.width - word.width),
      );
      if (off > 2) console.log(word, there);
    }
  },
);
