/** State of a review from draft to the intake's answer. Drafts are kept. */

import { useState } from "preact/hooks";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import { fail } from "../../../utils/shared/contract/result.ts";
import type {
  Confidence,
  ElementAnswer,
  ReviewInput,
  Timecode,
  Verdict,
} from "../../../utils/shared/contract/review.ts";
import { usePersistedState } from "../../ui/use-persisted-state.ts";
import type { ReviewCalls } from "./task-calls.ts";
import { withDefaultNotes } from "./timecode-list.ts";

interface ReviewDraft {
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

const emptyReview = (): ReviewDraft => ({
  id: crypto.randomUUID(),
  confidence: "medium",
  reason: "",
  timecodes: [],
  elements: {},
  localContext: "",
});

/** `unsaid` replaces empty notes. */
function toInput(draft: ReviewDraft, verdict: Verdict, unsaid: string): ReviewInput {
  const { id, confidence, reason, timecodes, elements, localContext } = draft;
  const context = localContext.trim();
  return {
    id,
    verdict,
    confidence,
    reason: reason.trim(),
    timecodes: withDefaultNotes(timecodes, unsaid),
    ...(Object.keys(elements).length > 0 ? { elements } : {}),
    ...(context === "" ? {} : { localContext: context }),
  };
}

export interface WrittenReview {
  draft: ReviewDraft;
  /** `old` is the current draft, which may be newer than the last render. */
  change(part: (old: ReviewDraft) => Partial<ReviewDraft>): void;
  problem: Problem | undefined;
  sending: boolean;
  /** `unsaid` replaces empty notes. */
  send(unsaid: string): Promise<void>;
  clear(): void;
}

export function useReview(caseId: string, calls: ReviewCalls, onSent: () => void): WrittenReview {
  const kept = usePersistedState(`review:${caseId}`, emptyReview);
  const draft = { ...emptyReview(), ...kept.value };
  const [problem, setProblem] = useState<Problem>();
  const [sending, setSending] = useState(false);
  const send = async (unsaid: string) => {
    if (draft.verdict === undefined || sending) return;
    if (draft.reason.trim() === "") return setProblem(fail("reason-needed").problem);
    setSending(true);
    setProblem(undefined);
    const result = await calls.sendReview(caseId, toInput(draft, draft.verdict, unsaid));
    setSending(false);
    if (!result.ok) return setProblem(result.problem);
    kept.clear();
    onSent();
  };
  return {
    draft,
    problem,
    sending,
    send,
    clear: kept.clear,
    change: (part) => kept.set((old) => ({ ...old, ...part({ ...emptyReview(), ...old }) })),
  };
}
