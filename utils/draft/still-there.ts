/** Asks the page whether it is still what was read of it, once its picture is taken. */

import { type StillThere, stillThere } from "../contract/draft.ts";
import type { Notice } from "../contract/messages.ts";
import { sendToFrame } from "../core/browser.ts";
import type { Origin } from "./drafts.ts";

/** Undefined when nobody answers: the page is gone. */
export async function askStillThere(
  draftId: string,
  { tabId, frameId }: Origin,
): Promise<StillThere | undefined> {
  const notice = { type: "still-there", draftId } satisfies Notice;
  return stillThere.safeParse(await sendToFrame(tabId, frameId, notice)).data;
}
