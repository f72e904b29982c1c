/** Validates a model written by `npm run train` before it is signed. */

import { type SuggestionModel, suggestionModel } from "../../../utils/shared/contract/suggestion.ts";
import { readJson } from "./json-file.ts";

/** Throws if it is not a model, if its precision is too low to be shown, or if the weights do not fit the buckets. */
export async function modelIn(path: string): Promise<SuggestionModel> {
  const model = await readJson(path, suggestionModel, "what npm run train writes");
  for (const [category, { weights }] of Object.entries(model.categories)) {
    const bytes = Buffer.from(weights, "base64").length;
    if (bytes !== model.buckets)
      throw new Error(`${path}: ${category} has ${bytes} weights for ${model.buckets} buckets.`);
  }
  return model;
}
