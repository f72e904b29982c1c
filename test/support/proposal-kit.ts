/** A proposal for a mended recipe, as a device sends it. */

import { randomUUID } from "node:crypto";
import { builtInVersion } from "../../utils/page/sites/index.ts";
import type { RecipeProposal } from "../../utils/shared/contract/recipe-proposal.ts";

export function sampleProposal(more: Partial<RecipeProposal> = {}): RecipeProposal {
  return {
    id: randomUUID(),
    site: "x",
    recipeVersion: builtInVersion,
    browser: "chrome",
    mend: {
      recipe: 0,
      kind: "post",
      find: ['article[role="article"]'],
      has: [],
      slots: [],
      fields: { text: [{ at: 'div[data-part="teks"]', like: 0 }] },
    },
    score: {
      ...{ posts: 12, matched: 12, wrong: 0, buttons: 12 },
      ...{ fields: { read: 84, same: 84 }, stability: 95 },
    },
    ...more,
  };
}
