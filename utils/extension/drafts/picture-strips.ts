/**
 * Partial captures of a post, in the background's memory until the draft is opened. Lost if the background
 * stops.
 */

import type { PictureStrip } from "../../shared/contract/draft.ts";
import { done, fail, type Result } from "../../shared/contract/result.ts";
import { pictureRight, pictureTab } from "../browser/pictures.ts";
import { cutPiece, type PictureCut, type PicturePiece, stitch } from "./cut-pictures.ts";
import { type DraftOrigin, extendWait } from "./drafts.ts";

interface StripCapture {
  tabId: number;
  pieces: Map<number, PicturePiece>;
}

const capturesByDraft = new Map<string, StripCapture>();

/** Discards earlier captures of this draft, and of other drafts in the same tab. */
export function startStrips(draftId: string, { tabId }: DraftOrigin): void {
  for (const [id, { tabId: other }] of capturesByDraft) if (other === tabId) discardStrips(id);
  capturesByDraft.set(draftId, { tabId, pieces: new Map() });
  extendWait(draftId);
}

/** With `activeTab` a picture needs no wide permission. Only an attempt shows whether it is granted. */
export async function canTakePicture(origin: DraftOrigin): Promise<boolean> {
  return (await pictureRight()) === "allowed" || (await pictureTab(origin)) !== null;
}

/** `capture-failed` if the tab cannot be captured or the picture does not show the whole part. */
export async function takeStrip(
  draftId: string,
  part: PictureStrip,
  origin: DraftOrigin,
): Promise<Result<Record<string, never>>> {
  extendWait(draftId);
  const tabPicture = await pictureTab(origin);
  const captureOfDraft = capturesByDraft.get(draftId);
  const pieces = captureOfDraft?.tabId === origin.tabId ? captureOfDraft.pieces : undefined;
  if (!tabPicture || !pieces) return fail("capture-failed", "no picture of the tab", "now");
  const piece = await cutPiece(tabPicture, part).catch(() => undefined);
  if (!piece) return fail("capture-failed", "the picture does not show the whole part", "now");
  pieces.get(part.at)?.bitmap.close();
  pieces.set(part.at, piece);
  return done;
}

/** Stitches the first `count` parts into one picture. No picture if parts are missing or not contiguous. */
export async function joinStrips(draftId: string, count: number): Promise<PictureCut> {
  const pieces = [...(capturesByDraft.get(draftId)?.pieces ?? [])]
    .sort(([one], [other]) => one - other)
    .slice(0, count);
  let next = pieces[0]?.[0];
  const follow = pieces.every(([at, { bitmap }]) => {
    const isNext = at === next;
    next = at + bitmap.height;
    return isNext;
  });
  const cut: PictureCut =
    pieces.length === count && follow
      ? await stitch(pieces.map(([, piece]) => piece))
      : { state: "none", reason: "failed" };
  discardStrips(draftId);
  return cut;
}

function discardStrips(draftId: string): void {
  for (const { bitmap } of capturesByDraft.get(draftId)?.pieces.values() ?? []) bitmap.close();
  capturesByDraft.delete(draftId);
}
