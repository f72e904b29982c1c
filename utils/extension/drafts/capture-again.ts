/** Captures the post of an open form again, after the person fixed a weakness on the page. */

import { captureAnswer } from "../../shared/contract/draft.ts";
import type { Notice } from "../../shared/contract/messages.ts";
import { done, fail, type Result } from "../../shared/contract/result.ts";
import { sendToFrame } from "../browser/browser.ts";
import { runExclusive } from "../browser/storage.ts";
import { readDraft, recapturing } from "./drafts.ts";

/**
 * Problems: `draft-gone` unless the draft is one captured post; `pixels-not-allowed` after the no-pixels lane
 * was chosen; `capture-failed` if the page does not answer; those of `openDraft`. The draft then stays as it was.
 */
export async function captureAgain(draftId: string): Promise<Result<Record<string, never>>> {
  const draft = await readDraft(draftId);
  if (!draft.ok) return draft;
  if (draft.value.state !== "captured") return fail("draft-gone");
  const { evidence, origin } = draft.value;
  const { picture } = evidence;
  if (picture.state === "none" && picture.reason === "category") return fail("pixels-not-allowed");
  const notice = { type: "capture-again", draftId } satisfies Notice;
  recapturing.add(draftId);
  const sent = await sendToFrame(origin.tabId, origin.frameId, notice);
  // The form reads the draft next, so nothing may replace it after this.
  await runExclusive(draftId, async () => recapturing.delete(draftId));
  const answer = captureAnswer.safeParse(sent).data;
  if (!answer) return fail("capture-failed", "the page does not answer");
  return answer.ok ? done : answer;
}
