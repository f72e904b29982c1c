/** Measures memory after a long scroll through a feed that replaces its elements: our detached elements, and heap. */

import { feedSites } from "../../scripts/dev/practice/pages.ts";
import { startPractice } from "../../scripts/dev/practice/practice.ts";
import { type BenchBrowser, openChromium } from "./chromium.ts";
import { type FeedPage, feeds, openFeed } from "./feed-page.ts";
import { type Figure, figure, median, rounds } from "./figure.ts";
import { ourBuild } from "./our-build.ts";
import { heapBytes } from "./soak-heap.ts";

const posts = 2_000;
/** The first scroll fills the browser's code cache in any case, so it is not measured. */
const warmUpPosts = 1_000;
const restMs = 3_000;
const megabyte = 1_000_000;

interface MemoryLeft {
  gainedBytes: number;
  detached: number;
}

export async function feedMemory(): Promise<Figure[]> {
  const practice = await startPractice(feedSites);
  const ours = await openChromium(ourBuild(), practice.proxyPort);
  const left: MemoryLeft[] = [];
  try {
    for (let round = 0; round < rounds; round++) left.push(await measure(ours));
  } finally {
    await ours.close();
    await practice.stop();
  }
  return [
    figure({
      name: "feed.heap",
      value: median(left.map(({ gainedBytes }) => gainedBytes)) / megabyte,
      unit: "MB",
      vs: 1,
      against: `1 MB more than before ${posts} posts`,
    }),
    figure({
      name: "feed.detached",
      value: Math.max(...left.map(({ detached }) => detached)),
      unit: "elements",
      vs: 1,
      against: "one element of ours more than before",
    }),
  ];
}

async function measure(browser: BenchBrowser): Promise<MemoryLeft> {
  const feed = await openFeed(browser, feeds.x, "lapor-kominfo");
  await scroll(feed, warmUpPosts);
  // Includes the template that each button is cloned from.
  const detachedBefore = await detachedOf(feed);
  const heapBefore = await heapBytes(feed.session);
  await scroll(feed, posts);
  const gainedBytes = (await heapBytes(feed.session)) - heapBefore;
  const detached = (await detachedOf(feed)) - detachedBefore;
  await feed.page.close();
  return { gainedBytes, detached };
}

async function scroll({ page, run }: FeedPage, count: number): Promise<void> {
  await run((feed, many) => feed.scroll({ count: many, way: "replace" }), count);
  await page.waitForTimeout(restMs);
}

/** Our elements that are detached from the page but still referenced. */
async function detachedOf({ session }: FeedPage): Promise<number> {
  const chunks: string[] = [];
  const take = ({ chunk }: { chunk: string }) => chunks.push(chunk);
  session.on("HeapProfiler.addHeapSnapshotChunk", take);
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  session.off("HeapProfiler.addHeapSnapshotChunk", take);
  const { snapshot, nodes, strings } = JSON.parse(chunks.join("")) as {
    snapshot: { meta: { node_fields: string[] } };
    nodes: number[];
    strings: string[];
  };
  const { node_fields: fields } = snapshot.meta;
  const [name, state] = [fields.indexOf("name"), fields.indexOf("detachedness")];
  let detached = 0;
  for (let at = 0; at < nodes.length; at += fields.length) {
    const isOut = nodes[at + state] === 2;
    if (isOut && /^<?lapor-kominfo|^Detached <lapor-kominfo/i.test(strings[nodes[at + name] ?? -1] ?? ""))
      detached++;
  }
  return detached;
}
