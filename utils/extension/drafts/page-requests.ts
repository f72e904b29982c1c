/**
 * Requests from outside the page (context menu, keyboard, toolbar): report the selected post, several posts or the page
 * itself.
 */

import { isSitePage } from "../../page/sites/engine/matches.ts";
import type { PageRequest, PageScriptState, SelectionSource } from "../../page/sites/engine/post-ref.ts";
import { done, fail, type Result } from "../../shared/contract/result.ts";
import { activeSiteTab, injectFile, openOwnPage, runInFrames, runInTab } from "../browser/browser.ts";
import { isPageAllowed } from "../browser/site-access.ts";

export interface PageOffer {
  tabId: number;
  /** True if a post on the page has a button. */
  recognised: boolean;
  /** The recipes miss posts there, and structure was tried. */
  byStructure: boolean;
}

/** Presses the button of the selected post. If there is none, a form reports that. `frameId`: the clicked frame. */
export async function pressPostButton(
  tabId: number,
  by: SelectionSource,
  frameId?: number,
): Promise<Result<Record<string, never>>> {
  // Asks the top frame first, because each frame knows only its own content.
  for (const frame of frameId === undefined ? [0, undefined] : [frameId]) {
    const pressed = await runInFrames(
      tabId,
      frame,
      (how: SelectionSource) => globalThis.laporKominfo?.pressSelected?.(how) ?? false,
      by,
    );
    if (pressed.includes(true)) return done;
  }
  return openFormInTab(tabId, "no-post");
}

/** Both fail with `capture-failed` if our script is missing (the tab is older than the extension). */
const noScript = () => fail("capture-failed", "no script in this tab", "now");

type RequestInPage = Partial<Pick<PageScriptState, "pageRequest" | "selectionRequested">>;

/** Leaves the request for the capture script and loads it. Returns false if the frame has no script of ours. */
async function requestCapture(tabId: number, frameId: number, request: RequestInPage): Promise<boolean> {
  // Runs in the button script's world. The function cannot use other code of ours, only the page's shared globals.
  const [isThere = false] = await runInFrames(
    tabId,
    frameId,
    (asked: RequestInPage) => {
      const memory = globalThis.laporKominfo;
      if (memory) Object.assign(memory, asked);
      return memory !== undefined;
    },
    request,
  );
  if (isThere) await injectFile(tabId, frameId, "capture.js");
  return isThere;
}

/** Opens the form for the page. */
export async function openFormInTab(
  tabId: number,
  pageRequest: PageRequest,
): Promise<Result<Record<string, never>>> {
  return (await requestCapture(tabId, 0, { pageRequest })) ? done : noScript();
}

/** Starts "pilih beberapa". `frameId`: the frame in which the menu was opened; the top frame if that one has no buttons. */
export async function startSelection(tabId: number, frameId = 0): Promise<Result<Record<string, never>>> {
  for (const frame of new Set([frameId, 0]))
    if (await requestCapture(tabId, frame, { selectionRequested: true })) return done;
  return noScript();
}

/** Time for a script to start in a page to which the person may have withdrawn the access. */
const accessMs = 1_500;

/**
 * Waits for work in a page. Opens the settings, which say what to do, if it fails while the person has withdrawn the access
 * to that page. Chrome does not refuse such work, but delays it until a press on the toolbar button.
 *
 * @param address of the page; undefined if the browser hides it
 */
export async function orExplain(
  work: Promise<Result<Record<string, never>>>,
  address: string | undefined,
): Promise<Result<Record<string, never>>> {
  // Handled below, unless the page is allowed.
  work.catch(() => undefined);
  if ((address !== undefined && !isSitePage(address)) || (await isPageAllowed(address))) return work;
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, accessMs));
  const answer = await Promise.race([work.catch(() => undefined), late]);
  if (answer?.ok) return answer;
  await openOwnPage("/options.html");
  return fail("capture-failed", "no access to the site");
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
