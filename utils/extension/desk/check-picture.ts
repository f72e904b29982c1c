/** Takes the picture of an outcome check: of the post or the site's notice only, by the code that takes evidence. */

import { shortAddress } from "../../page/sites/engine/page.ts";
import type { NoPictureReason, Picture, PixelBox } from "../../shared/contract/files.ts";
import type { OutcomeCheckTask, PageState } from "../../shared/contract/outcome-check.ts";
import { tabAddress, withTabInFront } from "../browser/browser-tabs.ts";
import { tabPaintMs } from "../browser/delays.ts";
import { pictureRight, pictureTab } from "../browser/pictures.ts";
import { cutPictures, type PictureCut } from "../drafts/cut-pictures.ts";

export interface CheckedPicture {
  picture: Picture;
  /** Parts of the person's own interface that were painted over. */
  covered?: PixelBox[];
  /** Present if it was taken. In memory only, until the check is sent. */
  bytes?: Uint8Array<ArrayBuffer>;
}

/** A missing picture is never an error; the check records the reason. */
export async function takeCheckPicture(
  { noPixels }: Pick<OutcomeCheckTask, "noPixels">,
  tabId: number,
  state: PageState,
): Promise<CheckedPicture> {
  if (noPixels) return none("category");
  const right = await pictureRight();
  if (right === "policy") return none(right);
  if (!state.view) return none("out-of-view");
  const shot = await withTabInFront(tabId, tabPaintMs, pictureTab);
  if (!shot) return none(right === "allowed" ? "failed" : right);
  // The page may have moved on while its picture was taken.
  if (shortAddress((await tabAddress(tabId)) ?? "") !== state.address) return none("failed");
  const [cut] = await cutPictures(shot, [state.view]).catch(() => []);
  return cut ? toPicture(cut) : none("failed");
}

function toPicture(cut: PictureCut): CheckedPicture {
  if ("state" in cut) return none(cut.reason);
  const { file, bytes, own } = cut;
  return { picture: { state: "taken", file }, bytes, ...(own.length > 0 ? { covered: own } : {}) };
}

function none(reason: NoPictureReason): CheckedPicture {
  return { picture: { state: "none", reason } };
}
