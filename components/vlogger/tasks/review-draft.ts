import type {
  Confidence,
  ElementAnswer,
  ReviewInput,
  Timecode,
  Verdict,
} from "../../../utils/shared/contract/review.ts";
import { inWords } from "./moments.ts";

export interface ReviewDraft {
  /** Idempotency key: a retry sends the same id. */
  id: string;
  verdict?: Verdict;
  confidence: Confidence;
  reason: string;
  /** A timecode that was only marked has no note yet. */
  timecodes: Timecode[];
  /** By element id. */
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

/** `unsaid` replaces empty notes. */
export function toInput(draft: ReviewDraft, verdict: Verdict, unsaid: string): ReviewInput {
  const { id, confidence, reason, timecodes, elements, localContext } = draft;
  const context = localContext.trim();
  return {
    id,
    verdict,
    confidence,
    reason: reason.trim(),
    timecodes: inWords(timecodes, unsaid),
    ...(Object.keys(elements).length > 0 ? { elements } : {}),
    ...(context === "" ? {} : { localContext: context }),
  };
}
