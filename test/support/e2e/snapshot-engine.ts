/** Makes inert copies in a real page and shows them in another. */

import { build } from "esbuild";
import type { Page } from "../../../scripts/dev/drivers/driver.ts";

let script: Promise<string> | undefined;

/** Bundles the code that makes copies, once per worker. */
function makerScript(): Promise<string> {
  script ??= build({
    entryPoints: ["utils/page/snapshot/snapshot.ts"],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "maker",
  }).then(({ outputFiles }) => `${outputFiles[0]?.text}; globalThis.maker = maker; undefined`);
  return script;
}

type Maker = typeof import("../../../utils/page/snapshot/snapshot.ts");
declare const maker: Maker;

/** A word and its position in the post, in CSS pixels. */
export interface Place {
  what: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Copied {
  html: string;
  /** A second copy of the same post. */
  again: string;
  tookMs: number;
  /** The rendered words, if requested. */
  words: Place[];
}

/** Copies the first element that matches `post`, without the elements that match `without`. */
export async function copyIn(
  page: Page,
  post: string,
  { without = "lapor-kominfo", readWords = true }: { without?: string; readWords?: boolean } = {},
): Promise<Copied> {
  await page.evaluate((await makerScript()) as never);
  return page.evaluate(
    ({ post: selector, without, readWords, wordsIn }) => {
      const post = document.querySelector(selector) as Element;
      const leftOut = (element: Element) => (element.matches(without) ? ("box" as const) : undefined);
      const startMs = performance.now();
      const html = maker.copyElement(post, leftOut);
      const tookMs = performance.now() - startMs;
      const again = maker.copyElement(post, leftOut);
      const read = new Function("root", "without", `return (${wordsIn})(root, without)`);
      return { html, again, tookMs, words: readWords ? (read(post, without) as Place[]) : [] };
    },
    { post, without, readWords, wordsIn: wordsIn.toString() },
  );
}

/** Shows a copy in a sandboxed frame as wide as the post's page and returns the words that it draws. */
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

/** Returns every drawn word below an element with its place. Runs in a page. */
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
    // A picture that cannot be read is replaced by a box with the alternative text.
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

export function wordsOf(places: readonly Place[]): string[] {
  return places.map(({ what }) => what);
}
