/**
 * Describes a picture of the current view: the post's visible box, its quality codes, and the user's own parts
 * in it.
 */

import type { CapturedPost } from "../../shared/contract/draft.ts";
import type { QualityCode } from "../../shared/contract/files.ts";
import type { Clicked } from "../sites/engine/clicked.ts";
import { boxOf, lacks, look } from "./box.ts";
import { ownParts } from "./own-parts.ts";

/** `own`: the site's selector of the user's own interface. */
export function shownNow(
  { clicked, own }: { clicked: Clicked; own: string },
  { evidence }: Pick<CapturedPost, "evidence">,
): Pick<CapturedPost, "evidence" | "box" | "own"> {
  const sight = look(clicked);
  const box = sight ? boxOf(sight) : null;
  if (!sight || !box) return { evidence, box: null };
  return { evidence: withQuality(evidence, lacks(sight)), box, own: ownParts(own, box) };
}

const ofPicture: readonly QualityCode[] = ["partly-covered", "partly-outside"];

/** Adds the picture's quality codes and keeps those about other weaknesses. */
export function withQuality(
  evidence: CapturedPost["evidence"],
  found: readonly QualityCode[],
): CapturedPost["evidence"] {
  return {
    ...evidence,
    quality: [...evidence.quality.filter((code) => !ofPicture.includes(code)), ...found],
  };
}
