/** From what the page's script read to a draft: takes the picture before the form covers the post. */

import { cutPicture, toDataAddress } from "../capture/picture.ts";
import type { Picture } from "../contract/evidence.ts";
import type { Box, Opening } from "../contract/messages.ts";
import { captureVisibleTab, picturesAllowed } from "../core/browser.ts";
import { type Origin, writeDraft } from "./drafts.ts";

interface Shot {
  picture: Picture;
  pictureAddress?: string;
}

/** Saves the draft in memory; never fails for want of a picture, the evidence says why there is none. */
export async function openDraft(id: string, opening: Opening, origin: Origin): Promise<void> {
  if (opening.state !== "captured") {
    await writeDraft({ id, origin, ...opening });
    return;
  }
  const { picture, pictureAddress } = await takePicture(opening.box, origin.windowId);
  const evidence = { ...opening.evidence, picture };
  await writeDraft({
    id,
    origin,
    state: "captured",
    evidence,
    ...(pictureAddress ? { pictureAddress } : {}),
  });
}

async function takePicture(box: Box | null, windowId: number): Promise<Shot> {
  // Asking the browser is quick and honest: with `activeTab` a picture works even without the wide permission.
  const tabPicture = await captureVisibleTab(windowId);
  if (!tabPicture) return none((await picturesAllowed()) ? "failed" : "permission");
  if (!box) return none("out-of-view");
  const taken = await cutPicture(tabPicture, box).catch(() => undefined);
  if (!taken) return none("failed");
  if ("state" in taken) return { picture: taken };
  return { picture: { state: "taken", file: taken.file }, pictureAddress: toDataAddress(taken) };
}

function none(reason: "permission" | "out-of-view" | "failed"): Shot {
  return { picture: { state: "none", reason } };
}
