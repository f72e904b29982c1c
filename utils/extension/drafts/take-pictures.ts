import { toDataAddress } from "../../page/capture/data-address.ts";
import type { Seen } from "../../shared/contract/draft.ts";
import type { Redaction } from "../../shared/contract/evidence.ts";
import type { NoPictureReason, Picture } from "../../shared/contract/files.ts";
import { limits } from "../../shared/contract/limits.ts";
import { pictureRight } from "../browser/pictures.ts";
import { joinParts } from "./parts.ts";
import { type Cut, cutPictures } from "./picture.ts";

export interface Shot {
  picture: Picture;
  files: Record<string, string>;
  /** The painted parts of the user's own interface. */
  redactions: Redaction[];
}

/** Returns one shot per post. A missing picture is never an error; the evidence records the reason. */
export async function takePictures(
  draftId: string,
  seen: readonly Seen[],
  tabPicture: string | null,
): Promise<Shot[]> {
  const right = await pictureRight();
  if (right === "policy") return seen.map(() => none(right));
  const [only] = seen;
  if (only?.parts !== undefined) return [shotOf(await joinParts(draftId, only.parts), only.parts)];
  if (only?.noPicture !== undefined) return [none(only.noPicture)];
  if (!tabPicture) {
    return seen.map(() => none(right === "allowed" ? "failed" : right));
  }
  const wanted = seen.map(({ box, own }) => box && { box, own: own ?? [] });
  const cuts = await cutPictures(tabPicture, wanted).catch(() => undefined);
  return seen.map(({ box }, at) => {
    const cut = cuts?.[at];
    return cut ? shotOf(cut) : none(box ? "failed" : "out-of-view");
  });
}

export function needsTab(seen: readonly Seen[]): boolean {
  return seen.some(({ parts, noPicture }) => parts === undefined && noPicture === undefined);
}

function shotOf(cut: Cut, parts = 1): Shot {
  if ("state" in cut) return none(cut.reason);
  const { file, own } = cut;
  // Redactions beyond the limit cannot be listed, and unlisted ones are not allowed.
  if (own.length > limits.redactionCount) return none("failed");
  return {
    picture: { state: "taken", file, ...(parts > 1 ? { parts } : {}) },
    files: { [file.sha256]: toDataAddress(cut) },
    redactions: own.map((box) => ({ what: "own", file: "picture", box })),
  };
}

export function none(reason: NoPictureReason): Shot {
  return { picture: { state: "none", reason }, files: {}, redactions: [] };
}
