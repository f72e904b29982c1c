/** Choosing the no-pixels category destroys, at once and in memory too, what may not be kept of the draft. */

import { done, fail, type Result } from "../contract/result.ts";
import { stripForNoPixels } from "../policy/no-pixels.ts";
import { readDraft, writeDraft } from "./drafts.ts";

/** Cannot be undone: another category afterwards is a report without picture and text. */
export async function stripDraft(draftId: string): Promise<Result<Record<string, never>>> {
  const draft = await readDraft(draftId);
  if (!draft.ok) return draft;
  if (draft.value.state !== "captured") return fail("draft-gone");
  const { id, origin, state, evidence } = draft.value;
  await writeDraft({ id, origin, state, evidence: stripForNoPixels(evidence) });
  return done;
}
