/** Asked for from outside the page, by menu, keys or toolbar: the post a person points at, or the page itself. */

import { done, fail, type Result } from "../contract/result.ts";
import { activeSiteTab, injectFile, runInFrames, runInTab } from "../core/browser.ts";
import type { Ask, Pointing } from "../sites/clicked.ts";
import { isSitePage } from "../sites/matches.ts";

export interface PageOffer {
  tabId: number;
  /** Whether a post on it has a button. */
  recognised: boolean;
}

/** As if the button of the post had been pressed; where there is none, a form says so. `frameId`: where it was clicked. */
export async function pressPost(tabId: number, by: Pointing, frameId?: number): Promise<void> {
  // The page's own frame first: each frame knows only what is in itself.
  for (const frame of frameId === undefined ? [0, undefined] : [frameId]) {
    const pressed = await runInFrames(
      tabId,
      frame,
      (how: Pointing) => globalThis.laporKominfo?.pressPointed?.(how) ?? false,
      by,
    );
    if (pressed.includes(true)) return;
  }
  await askInTab(tabId, "no-post");
}

/** Opens the form for the page; `capture-failed` where our script is not (the tab is older than the extension). */
export async function askInTab(tabId: number, ask: Ask): Promise<Result<Record<string, never>>> {
  const [isThere] = await runInFrames(
    tabId,
    0,
    (what: Ask) => {
      const memory = globalThis.laporKominfo;
      if (memory) memory.asked = what;
      return memory !== undefined;
    },
    ask,
  );
  if (!isThere) return fail("capture-failed", "no script in this tab", "now");
  await injectFile(tabId, 0, "capture.js");
  return done;
}

/** The page in the active tab; undefined when it is on none of the four sites, or in Studio without a post to report. */
export async function offerPage(): Promise<PageOffer | undefined> {
  const tab = await activeSiteTab();
  if (!tab || !isSitePage(tab.address)) return undefined;
  const found = await runInTab(tab.tabId, () => document.querySelector("lapor-kominfo") !== null).catch(
    () => undefined,
  );
  const inStudio = URL.parse(tab.address)?.hostname === "studio.youtube.com";
  return inStudio && !found ? undefined : { tabId: tab.tabId, recognised: found === true };
}
