/** Asks the page, after its picture was taken, whether it still shows what was read. */

import { type StillThere, stillThere } from "../../shared/contract/draft.ts";
import type { Notice } from "../../shared/contract/messages.ts";
import { sendToFrame } from "../browser/browser.ts";
import type { Origin } from "./drafts.ts";

/** Undefined if the page is gone and does not answer. */
export async function askStillThere(
  draftId: string,
  { tabId, frameId }: Origin,
): Promise<StillThere | undefined> {
  const notice = { type: "still-there", draftId } satisfies Notice;
  return stillThere.safeParse(await sendToFrame(tabId, frameId, notice)).data;
}
