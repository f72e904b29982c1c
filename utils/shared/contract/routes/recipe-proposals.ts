/** Routes of proposals for mended recipes. A separate table: pages load it only when a person opens proposals. */

import { z } from "zod";
import { id } from "../ids.ts";
import { limits } from "../limits.ts";
import { proposalDecision, proposalList, proposalState, recipeProposal } from "../recipe-proposal.ts";
import { idParams, type Route } from "../route.ts";

export const proposalRoutes = {
  sendRecipeProposal: {
    method: "POST",
    path: "/v1/recipe-proposals",
    summary: "Propose a repaired recipe, which has no effect before it is published; idempotent by its id",
    callers: { officer: "any", admin: "any" },
    body: recipeProposal,
    maxBytes: limits.proposalBytes,
    answer: z.object({ id, state: proposalState }),
  },
  listRecipeProposals: {
    method: "GET",
    path: "/v1/recipe-proposals",
    summary: "List proposals for repaired recipes, open ones first, and the newest packs",
    callers: { admin: "any" },
    answer: proposalList,
  },
  decideRecipeProposal: {
    method: "POST",
    path: "/v1/recipe-proposals/:id/decision",
    summary: "Publish another person's proposal as a signed pack, refuse it, or roll back its pack",
    callers: { admin: "any" },
    params: idParams,
    body: proposalDecision,
    answer: z.object({ version: z.int().optional() }),
  },
} as const satisfies Record<string, Route>;
