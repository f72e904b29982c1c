/** The model that `npm run train` wrote, judged before it is signed. */

import { type SuggestionModel, suggestionModel } from "../../utils/contract/suggestion.ts";
import { readJson } from "./json-file.ts";

/** Throws what is wrong: not a model, one less precise than may ever be shown, or weights that do not fit its buckets. */
export async function modelIn(path: string): Promise<SuggestionModel> {
  const model = await readJson(path, suggestionModel, "what npm run train writes");
  for (const [category, { weights }] of Object.entries(model.categories)) {
    const bytes = Buffer.from(weights, "base64").length;
    if (bytes !== model.buckets)
      throw new Error(`${path}: ${category} has ${bytes} weights for ${model.buckets} buckets.`);
  }
  return model;
}
