/** What the newest pack's model says of a post. */

import type { Fields } from "../contract/evidence.ts";
import type { Suggestion } from "../contract/suggestion.ts";
import { suggest } from "../suggest/score.ts";
import { readKept } from "./kept.ts";

/** Empty without a pack, without a model in it, and where the model is not sure. */
export async function suggestionsFor(fields: Fields): Promise<Suggestion[]> {
  const { pack } = await readKept();
  return pack?.model ? suggest(pack.model, fields) : [];
}
