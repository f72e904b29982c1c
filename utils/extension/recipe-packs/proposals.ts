/** Builds and tries proposals for mended recipes in a tab. Nothing is sent from here. */

import { siteOf } from "../../page/sites/engine/matches.ts";
import {
  type BuiltProposal,
  builtProposal,
  type Mend,
  type TriedMend,
  triedMend,
} from "../../shared/contract/recipe-proposal.ts";
import { fail, ok, type Result } from "../../shared/contract/result.ts";
import type { SiteId } from "../../shared/contract/site.ts";
import { askPage, runInFrames } from "../browser/browser.ts";
import { lastSiteTabs } from "../browser/browser-tabs.ts";

const script = "repair.js";

/** The answer is of our own script, but beside a hostile page: it is checked like any message. */
export async function buildTabProposal(tabId: number): Promise<Result<{ proposal?: BuiltProposal }>> {
  const answer = await askPage(tabId, script);
  const read = builtProposal.safeParse(answer);
  return ok(read.success ? { proposal: read.data } : {});
}

export interface TriedInTab {
  /** Undefined if the proposal does not fit the recipes of the page. */
  tried?: TriedMend;
  title: string;
}

/** Tries it in the tab of the site that was used last. Problem: `not-found` if none is open. */
export async function tryProposal(site: SiteId, mend: Mend | "end"): Promise<Result<TriedInTab>> {
  const tabs = await lastSiteTabs();
  const tab = tabs.find(({ address }) => siteOf(address)?.id === site);
  if (!tab) return fail("not-found");
  const [isThere] = await runInFrames(
    tab.tabId,
    0,
    (what: Mend | "end") => {
      const memory = globalThis.laporKominfo;
      if (memory) memory.trial = what;
      return memory !== undefined;
    },
    mend,
  );
  if (!isThere) return fail("not-found");
  const read = triedMend.safeParse(await askPage(tab.tabId, script));
  return ok({ title: tab.title, ...(read.success ? { tried: read.data } : {}) });
}
