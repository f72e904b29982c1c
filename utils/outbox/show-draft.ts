/** A draft as the form shows it, with the person's own earlier report of the same post. */

import type { Draft } from "../contract/messages.ts";
import { ok, type Result } from "../contract/result.ts";
import { readDraft } from "../draft/drafts.ts";
import { findBySubject } from "./store.ts";

export async function showDraft(draftId: string): Promise<Result<Draft>> {
  const draft = await readDraft(draftId);
  if (!draft.ok) return draft;
  const { origin: _, ...shown } = draft.value;
  if (shown.state !== "captured") return ok(shown);
  const earlier = await findBySubject(shown.evidence.subject);
  return ok({ ...shown, ...(earlier ? { reportedAt: earlier.savedAt } : {}) });
}
