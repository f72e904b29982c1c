/**
 * Requests from outside the page (context menu, keyboard, toolbar): report the selected post or the page
 * itself.
 */

import { isSitePage } from "../../page/sites/engine/matches.ts";
import type { PageRequest, SelectionSource } from "../../page/sites/engine/post-ref.ts";
import { done, fail, type Result } from "../../shared/contract/result.ts";
import { activeSiteTab, injectFile, runInFrames, runInTab } from "../browser/browser.ts";

export interface PageOffer {
  tabId: number;
  /** True if a post on the page has a button. */
  recognised: boolean;
  /** The recipes miss posts there, and structure was tried. */
  byStructure: boolean;
}

/** Presses the button of the selected post. If there is none, a form reports that. `frameId`: the clicked frame. */
export async function pressPostButton(tabId: number, by: SelectionSource, frameId?: number): Promise<void> {
  // Asks the top frame first, because each frame knows only its own content.
  for (const frame of frameId === undefined ? [0, undefined] : [frameId]) {
    const pressed = await runInFrames(
      tabId,
      frame,
      (how: SelectionSource) => globalThis.laporKominfo?.pressSelected?.(how) ?? false,
      by,
    );
    if (pressed.includes(true)) return;
  }
  await openFormInTab(tabId, "no-post");
}

/**
 * Opens the form for the page. Fails with `capture-failed` if our script is missing (the tab is older than the
 * extension).
 */
export async function openFormInTab(tabId: number, ask: PageRequest): Promise<Result<Record<string, never>>> {
  const [isThere] = await runInFrames(
    tabId,
    0,
    (what: PageRequest) => {
      const memory = globalThis.laporKominfo;
      if (memory) memory.pageRequest = what;
      return memory !== undefined;
    },
    ask,
  );
  if (!isThere) return fail("capture-failed", "no script in this tab", "now");
  await injectFile(tabId, 0, "capture.js");
  return done;
}

/** Returns the page in the active tab. Undefined on other sites, and in Studio if no post can be reported. */
export async function describeActivePage(): Promise<PageOffer | undefined> {
  const tab = await activeSiteTab();
  if (!tab || !isSitePage(tab.address)) return undefined;
  const seen = await runInTab(tab.tabId, () => ({
    found: document.querySelector("lapor-kominfo") !== null,
    byStructure: globalThis.laporKominfo?.structure !== undefined,
  })).catch(() => undefined);
  const inStudio = URL.parse(tab.address)?.hostname === "studio.youtube.com";
  return inStudio && !seen?.found
    ? undefined
    : { tabId: tab.tabId, recognised: seen?.found === true, byStructure: seen?.byStructure === true };
}
