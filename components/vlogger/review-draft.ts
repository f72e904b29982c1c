/** A review while it is written. */

import type {
  Confidence,
  ElementAnswer,
  ReviewInput,
  Timecode,
  Verdict,
} from "../../utils/contract/review.ts";

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
    timecodes: timecodes.map(({ seconds, note }) => ({ seconds, note: note.trim() || unsaid })),
    ...(Object.keys(elements).length > 0 ? { elements } : {}),
    ...(context === "" ? {} : { localContext: context }),
  };
}

/** One more moment, in the order of the video; a second that is marked already stays as it is. */
export function withMark(timecodes: readonly Timecode[], seconds: number): Timecode[] {
  if (timecodes.some((one) => one.seconds === seconds)) return [...timecodes];
  return [...timecodes, { seconds, note: "" }].sort((a, b) => a.seconds - b.seconds);
}
