/** Asks the page, after its picture was taken, whether it still shows what was read. */

import { type StillThere, stillThere } from "../contract/draft.ts";
import type { Notice } from "../contract/messages.ts";
import { sendToFrame } from "../core/browser.ts";
import type { Origin } from "./drafts.ts";

/** Undefined if the page is gone and does not answer. */
export async function askStillThere(
  draftId: string,
  { tabId, frameId }: Origin,
): Promise<StillThere | undefined> {
  const notice = { type: "still-there", draftId } satisfies Notice;
  return stillThere.safeParse(await sendToFrame(tabId, frameId, notice)).data;
}
