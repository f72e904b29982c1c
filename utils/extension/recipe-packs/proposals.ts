/** Builds, tries and sends proposals for mended recipes. */

import type {} from "../../page/sites/engine/post-ref.ts";
import {
  type BuiltProposal,
  builtProposal,
  type Mend,
  type ProposalDecisionInput,
  type TriedMend,
  triedMend,
} from "../../shared/contract/recipe-proposal.ts";
import { fail, ok, type Result } from "../../shared/contract/result.ts";
import { proposalRoutes } from "../../shared/contract/routes/recipe-proposals.ts";
import type { SiteId } from "../../shared/contract/site.ts";
import { callRoute } from "../api/call-route.ts";
import { askPage, runInFrames } from "../browser/browser.ts";
import { browserFamily } from "../browser/browser-name.ts";
import { lastSiteTabs } from "../browser/browser-tabs.ts";

const script = "repair.js";

/** The answer is of our own script, but beside a hostile page: it is checked like any message. */
export async function buildTabProposal(tabId: number): Promise<Result<{ proposal?: BuiltProposal }>> {
  const answer = await askPage(tabId, script);
  const read = builtProposal.safeParse(answer);
  return ok(read.success ? { proposal: read.data } : {});
}

/** Called by the person's press, after everything in it was shown. */
export function sendProposal(proposal: BuiltProposal, withOutlines: boolean, id: string) {
  const { outlines, ...rest } = proposal;
  const body = { ...rest, id, browser: browserFamily(), ...(withOutlines ? { outlines } : {}) };
  return callRoute(proposalRoutes.sendRecipeProposal, { body });
}

export const listProposals = () => callRoute(proposalRoutes.listRecipeProposals);

export const decideProposal = (id: string, body: ProposalDecisionInput) =>
  callRoute(proposalRoutes.decideRecipeProposal, { params: { id }, body });

export interface TriedInTab {
  /** Undefined if the proposal does not fit the recipes of the page. */
  tried?: TriedMend;
  title: string;
}

/** Tries it in the tab of the site that was used last. Problem: `not-found` if none is open. */
export async function tryProposal(site: SiteId, mend: Mend | "end"): Promise<Result<TriedInTab>> {
  for (const { tabId, title } of await lastSiteTabs()) {
    const [isThere] = await runInFrames(
      tabId,
      0,
      (asked: { site: SiteId; mend: Mend | "end" }) => {
        const memory = globalThis.laporKominfo;
        if (memory?.site.id !== asked.site) return false;
        memory.trial = asked.mend;
        return true;
      },
      { site, mend },
    );
    if (!isThere) continue;
    const read = triedMend.safeParse(await askPage(tabId, script));
    return ok({ title, ...(read.success ? { tried: read.data } : {}) });
  }
  return fail("not-found");
}
