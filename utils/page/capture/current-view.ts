/**
 * Describes a picture of the current view: the post's visible box, its quality codes, and the user's own parts
 * in it.
 */

import type { CapturedPost } from "../../shared/contract/draft.ts";
import type { QualityCode } from "../../shared/contract/files.ts";
import type { PostRef } from "../sites/engine/post-ref.ts";
import { ownParts } from "./own-parts.ts";
import { boxOf, postOverlays, viewPost, viewProblems } from "./post-view.ts";

/** `own`: the site's selector of the user's own interface. */
export function currentView(
  { clicked, own }: { clicked: PostRef; own: string },
  { evidence }: Pick<CapturedPost, "evidence">,
): Pick<CapturedPost, "evidence" | "box" | "own"> {
  const sight = viewPost(clicked);
  const box = sight ? boxOf(sight) : null;
  if (!sight || !box) return { evidence, box: null };
  const overlays = postOverlays(sight);
  return {
    evidence: withQuality(evidence, viewProblems(sight, overlays)),
    box,
    own: ownParts(own, box, overlays),
  };
}

const pictureCodes: readonly QualityCode[] = ["partly-covered", "partly-outside"];

/** Adds the picture's quality codes and keeps those about other weaknesses. */
export function withQuality(
  evidence: CapturedPost["evidence"],
  found: readonly QualityCode[],
): CapturedPost["evidence"] {
  return {
    ...evidence,
    quality: [...evidence.quality.filter((code) => !pictureCodes.includes(code)), ...found],
  };
}
