/** Tries a proposal on the open page: outlines over the posts, for as long as the desk asks again. No button is made. */

import type { Box, Mend, TriedMend } from "../../../shared/contract/recipe-proposal.ts";
import { type BrokenPage, missedPosts } from "./broken-page.ts";
import { boxesOf, mendPage, scoreMend } from "./score.ts";

/** Lease; must exceed the desk's interval, also of a tab in the background. */
const leaseMs = 5_000;
const tag = "lapor-percobaan";

let ending: ReturnType<typeof setTimeout> | undefined;

function end(): void {
  for (const host of document.querySelectorAll(tag)) host.remove();
}

/** Returns what the mended recipe does on this page; undefined if it does not fit the page's recipes. */
export function tryMend(broken: BrokenPage, mend: Mend | "end"): TriedMend | undefined {
  clearTimeout(ending);
  end();
  if (mend === "end") return undefined;
  const mended = mendPage(broken, mend);
  if (!mended) return undefined;
  const { page } = broken;
  const missed = missedPosts(broken).find(({ index }) => index === mend.recipe)?.posts ?? [];
  const before = boxesOf(broken.site, page, mend.recipe);
  const after = boxesOf(mended.site, page, mend.recipe);
  outline(after);
  ending = setTimeout(end, leaseMs);
  return { score: scoreMend(broken, mend, missed, 0), before: before.length, after: after.length };
}

/** In a closed root, which the page cannot fill or read. */
function outline(boxes: readonly Box[]): void {
  const host = document.createElement(tag);
  host.style.cssText =
    "all:initial!important;position:absolute!important;top:0!important;left:0!important;z-index:2147483647!important";
  const root = host.attachShadow({ mode: "closed" });
  document.documentElement.append(host);
  for (const [left, top, width, height] of boxes) {
    const frame = document.createElement("div");
    frame.style.cssText = `position:absolute;pointer-events:none;box-sizing:border-box;border:3px solid #0a7d32;border-radius:6px;left:${left + scrollX}px;top:${top + scrollY}px;width:${width}px;height:${height}px`;
    root.append(frame);
  }
}
