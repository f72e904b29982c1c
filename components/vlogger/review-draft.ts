/** A review while it is written. */

import type {
  Confidence,
  ElementAnswer,
  ReviewInput,
  Timecode,
  Verdict,
} from "../../utils/contract/review.ts";
import { inWords } from "./moments.ts";

export interface ReviewDraft {
  /** The same review tried again carries the same id, so that it is taken once. */
  id: string;
  verdict?: Verdict;
  confidence: Confidence;
  reason: string;
  /** A moment that was only marked has no words yet. */
  timecodes: Timecode[];
  /** By the element's id. */
  elements: Record<string, ElementAnswer>;
  localContext: string;
}

export const firstReview = (): ReviewDraft => ({
  id: crypto.randomUUID(),
  confidence: "medium",
  reason: "",
  timecodes: [],
  elements: {},
  localContext: "",
});

/** `unsaid`: what stands for a moment without words. */
export function toInput(draft: ReviewDraft, verdict: Verdict, unsaid: string): ReviewInput {
  const { id, confidence, reason, timecodes, elements, localContext } = draft;
  const context = localContext.trim();
  return {
    ...{ id, verdict, confidence, reason: reason.trim() },
    timecodes: inWords(timecodes, unsaid),
    ...(Object.keys(elements).length > 0 ? { elements } : {}),
    ...(context === "" ? {} : { localContext: context }),
  };
}
