/** The maker of inert copies, run in a real page, and its copies, shown in one. */

import { build } from "esbuild";
import type { Page } from "./drivers/driver.ts";

const { outputFiles } = await build({
  entryPoints: ["utils/capture/snapshot/snapshot.ts"],
  bundle: true,
  write: false,
  format: "iife",
  globalName: "maker",
});
const script = `${outputFiles[0]?.text}; globalThis.maker = maker; undefined`;

type Maker = typeof import("../../utils/capture/snapshot/snapshot.ts");
declare const maker: Maker;

/** A word, or an element of the post itself, by its place in the post in CSS pixels. */
export interface Place {
  what: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Copied {
  html: string;
  /** The second copy of the same post. */
  again: string;
  tookMs: number;
  words: Place[];
}

/** Copies the first element of a selector, without parts of another one; `words`: those that the page draws. */
export async function copyIn(page: Page, post: string, without = "lapor-kominfo"): Promise<Copied> {
  await page.evaluate(script as never);
  return page.evaluate(
    ({ post: selector, without, wordsIn }) => {
      const post = document.querySelector(selector) as Element;
      const leftOut = (element: Element) => (element.matches(without) ? ("box" as const) : undefined);
      const startMs = performance.now();
      const html = maker.copyElement(post, leftOut);
      const tookMs = performance.now() - startMs;
      const again = maker.copyElement(post, leftOut);
      const read = new Function("root", "without", `return (${wordsIn})(root, without)`);
      return { html, again, tookMs, words: read(post, without) as Place[] };
    },
    { post, without, wordsIn: wordsIn.toString() },
  );
}

/** Shows a copy in a frame of a page that has no network, as wide as the post, and gives its words. */
export function showCopy(page: Page, html: string): Promise<Place[]> {
  return page.evaluate(
    async ({ html, wordsIn }) => {
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-same-origin");
      frame.style.cssText = "width: 1280px; height: 900px; border: 0";
      frame.srcdoc = html;
      document.body.replaceChildren(frame);
      await new Promise((resolve) => frame.addEventListener("load", resolve));
      const read = new Function("root", "without", `return (${wordsIn})(root, without)`);
      return read(frame.contentDocument?.body.firstElementChild, "") as Place[];
    },
    { html, wordsIn: wordsIn.toString() },
  );
}

/** Runs in a page: every drawn word below an element, and where. */
function wordsIn(root: Element, without: string): Place[] {
  const from = root.getBoundingClientRect();
  const view = root.ownerDocument.defaultView as Window & typeof globalThis;
  const walker = root.ownerDocument.createTreeWalker(root, 4);
  const places: Place[] = [];
  const range = root.ownerDocument.createRange();
  for (let node = walker.nextNode(); node && places.length < 5_000; node = walker.nextNode()) {
    const around = node.parentElement as Element;
    if (around.closest("svg,script,style,noscript") || (without && around.closest(without))) continue;
    const style = view.getComputedStyle(around);
    // In place of a picture stands what it shows, in words.
    const isPicture = style.backgroundColor === "rgb(118, 118, 118)" && style.fontSize === "12px";
    if (style.visibility !== "visible" || isPicture) continue;
    for (const match of (node.nodeValue ?? "").slice(0, 50_000).matchAll(/\S+/g)) {
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const box = range.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      const [x, y] = [box.x - from.x, box.y - from.y];
      places.push({ what: match[0], x, y, width: box.width, height: box.height });
    }
  }
  return places;
}

/** What is read, in its order. */
export function wordsOf(places: readonly Place[]): string[] {
  return places.map(({ what }) => what);
}
