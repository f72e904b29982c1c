/** Counts once per page visit whether the expected posts were found. Reports numbers only. */

import { countPageMs } from "../../../extension/browser/delays.ts";
import type { PageCount } from "../../../shared/contract/recipe-health.ts";
import type { Site } from "../site.ts";
import { countPage, isMissing } from "./count-posts.ts";
import { showsUnknownPosts } from "./find-posts.ts";

/** The script that adds the buttons. */
export interface CountedWatcher {
  /** The site with its current recipes. */
  readonly site: Site;
  /** New posts wait until the page has settled, so they look as if the recipes missed them. */
  readonly isBehind: boolean;
  /** Returns true if the element is in a post with a button. */
  isFound(element: Element): boolean;
}

/** A page that never settles is counted nevertheless, after this many delays of `countPageMs`. */
const maxDelays = 5;

export interface CountListeners {
  /** Called for a page with posts that the recipes miss. */
  onMissing(): void;
  onCount(count: PageCount): void;
}

/** Counts every page that the tab shows from now on. */
export function countPages(
  watch: CountedWatcher,
  document: Document,
  signal: AbortSignal,
  { onMissing, onCount }: CountListeners,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let entered = "";
  let isCounted = false;
  let delays = 0;

  const countNow = (isSecond: boolean) => {
    // The page changed its address without an event.
    if (document.URL !== entered) return enter();
    if (watch.isBehind && delays++ < maxDelays) {
      timer = setTimeout(countNow, countPageMs, isSecond);
      return;
    }
    const { site } = watch;
    const page = { document, address: entered };
    const counts = countPage(site, page);
    if (!isSecond && (counts.some(isMissing) || showsUnknownPosts(site, page, watch))) {
      onMissing();
      timer = setTimeout(countNow, countPageMs, true);
      return;
    }
    isCounted = true;
    for (const count of counts) onCount(count);
  };
  const enter = () => {
    clearTimeout(timer);
    if (document.URL !== entered) {
      isCounted = false;
      delays = 0;
    }
    entered = document.URL;
    if (!isCounted && !document.hidden) timer = setTimeout(countNow, countPageMs, false);
  };
  const view = document.defaultView as (Window & { navigation?: EventTarget }) | null;
  view?.navigation?.addEventListener("currententrychange", enter, { signal });
  view?.addEventListener("popstate", enter, { signal });
  document.addEventListener("visibilitychange", enter, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  enter();
}
