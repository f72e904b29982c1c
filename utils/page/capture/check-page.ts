/** Reads the page's state repeatedly until it stays the same. */

import { checkPollMs, checkSettleMs } from "../../extension/browser/delays.ts";
import { send } from "../../extension/messages/send.ts";
import type { PageState } from "../../shared/contract/outcome-check.ts";
import { fail, ok, type Result } from "../../shared/contract/result.ts";
import { shortAddress, titleOf } from "../sites/engine/page.ts";
import {
  type ReadPageState,
  readState,
  type ShownContent,
  shownContent,
} from "../sites/engine/read-state.ts";
import { notices, ownInterfaceOf } from "../sites/engine/site-notices.ts";
import { builtInVersion } from "../sites/index.ts";
import type { Notices, Site } from "../sites/site.ts";
import { ownParts } from "./own-parts.ts";
import { boxOf, postOverlays, viewPost } from "./post-view.ts";
import { nextPaint } from "./wait-until-painted.ts";

/** Sites fill their pages after loading, and a player reports only then that it cannot play. */
const settledTimes = 4;

/** Fails if the pack version whose recipes found this page's posts is no longer available. */
export async function checkPage(
  site: Site,
  document: Document,
  pause = wait,
  view = viewContent,
): Promise<Result<PageState>> {
  const notices = await noticesOf(site);
  if (!notices.ok) return notices;
  const page = () => ({ document, address: document.location.href });
  const read = () => readState(site, notices.value, page());
  let last = read();
  // Uses the clock, because timers run slower in background tabs.
  const endMs = performance.now() + checkSettleMs;
  for (let same = 1; performance.now() < endMs; ) {
    if (same >= settledTimes && last.seen !== "unknown") break;
    await pause(checkPollMs);
    const now = read();
    same = isSame(last, now) && document.readyState === "complete" ? same + 1 : 1;
    last = now;
  }
  const content = shownContent(last, site, notices.value, page());
  const seen = content && (await view(content, site));
  return ok({
    ...last,
    ...(seen ? { view: seen } : {}),
    site: site.id,
    address: shortAddress(document.location.href),
    title: titleOf(document),
    recipeVersion: site.version,
  });
}

/** Scrolls to content outside the view. Undefined if nothing of it can be seen. */
async function viewContent({ element, recipe }: ShownContent, site: Site): Promise<PageState["view"]> {
  const post = { post: new WeakRef(element), site, recipe: recipe ? site.posts.indexOf(recipe) : -1 };
  const measure = () => {
    const sight = viewPost(post);
    const box = sight ? boxOf(sight) : null;
    return sight && box
      ? { box, own: ownParts(ownInterfaceOf(site.id), box, postOverlays(sight)) }
      : undefined;
  };
  const seen = measure();
  if (seen) return seen;
  element.scrollIntoView({ block: "center", behavior: "instant" });
  await nextPaint();
  return measure();
}

async function noticesOf({ id, version }: Site): Promise<Result<Notices>> {
  if (version === builtInVersion) return ok(notices[id]?.() ?? { unavailable: [] });
  const served = await send("read-fields", { site: id, version });
  return served.ok ? ok(served.value) : fail("capture-failed", served.problem.code, "now");
}

const isSame = (one: ReadPageState, other: ReadPageState) =>
  one.seen === other.seen && one.source === other.source && one.names[0] === other.names[0];

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
