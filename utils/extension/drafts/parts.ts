/**
 * Partial captures of a post, in the background's memory until the draft is opened. Lost if the background
 * stops.
 */

import type { PictureStrip } from "../../shared/contract/draft.ts";
import { done, fail, type Result } from "../../shared/contract/result.ts";
import { pictureRight, pictureTab } from "../browser/pictures.ts";
import { awaitLonger, type Origin } from "./drafts.ts";
import { type Cut, cutPiece, type Piece, stitch } from "./picture.ts";

interface Held {
  tabId: number;
  pieces: Map<number, Piece>;
}

const held = new Map<string, Held>();

/** Discards earlier captures of this draft, and of other drafts in the same tab. */
export function startParts(draftId: string, { tabId }: Origin): void {
  for (const [id, { tabId: other }] of held) if (other === tabId) drop(id);
  held.set(draftId, { tabId, pieces: new Map() });
  awaitLonger(draftId);
}

/** With `activeTab` a picture needs no wide permission. Only an attempt shows whether it is granted. */
export async function canPicture(origin: Origin): Promise<boolean> {
  return (await pictureRight()) === "allowed" || (await pictureTab(origin)) !== null;
}

/** `capture-failed` if the tab cannot be captured or the picture does not show the whole part. */
export async function takePart(
  draftId: string,
  part: PictureStrip,
  origin: Origin,
): Promise<Result<Record<string, never>>> {
  awaitLonger(draftId);
  const tabPicture = await pictureTab(origin);
  const known = held.get(draftId);
  const pieces = known?.tabId === origin.tabId ? known.pieces : undefined;
  if (!tabPicture || !pieces) return fail("capture-failed", "no picture of the tab", "now");
  const piece = await cutPiece(tabPicture, part).catch(() => undefined);
  if (!piece) return fail("capture-failed", "the picture does not show the whole part", "now");
  pieces.get(part.at)?.bitmap.close();
  pieces.set(part.at, piece);
  return done;
}

/** Stitches the first `count` parts into one picture. No picture if parts are missing or not contiguous. */
export async function joinParts(draftId: string, count: number): Promise<Cut> {
  const pieces = [...(held.get(draftId)?.pieces ?? [])].sort(([one], [other]) => one - other).slice(0, count);
  let next = pieces[0]?.[0];
  const follow = pieces.every(([at, { bitmap }]) => {
    const isNext = at === next;
    next = at + bitmap.height;
    return isNext;
  });
  const cut: Cut =
    pieces.length === count && follow
      ? await stitch(pieces.map(([, piece]) => piece))
      : { state: "none", reason: "failed" };
  drop(draftId);
  return cut;
}

function drop(draftId: string): void {
  for (const { bitmap } of held.get(draftId)?.pieces.values() ?? []) bitmap.close();
  held.delete(draftId);
}
