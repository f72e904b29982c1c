/** Suggestions of the pack's model for a post. Model and classifier are loaded once, when a form needs them. */

import type { Suggest } from "../../components/report/suggestions.ts";
import { ask } from "../../utils/extension/messages/send.ts";

export function suggestionsFor(draftId: string): Suggest {
  let judge: Promise<Suggest> | undefined;
  return async (fields) => {
    judge ??= loadClassifier(draftId);
    return (await judge)(fields);
  };
}

async function loadClassifier(draftId: string): Promise<Suggest> {
  const answer = await ask("read-model", { draftId });
  const model = answer.ok ? answer.value.model : undefined;
  if (!model) return async () => [];
  const { suggest } = await import("../../utils/shared/classifier/score.ts");
  return async (fields) => suggest(model, fields);
}
