/** A review from its first word to the intake's answer: nothing that was typed is lost on the way. */

import { useState } from "preact/hooks";
import type { Problem } from "../../utils/contract/problem.ts";
import { fail } from "../../utils/contract/result.ts";
import { useKept } from "../shared/use-kept.ts";
import type { ReviewCalls } from "./calls.ts";
import { firstReview, type ReviewDraft, toInput } from "./review-draft.ts";

export interface WrittenReview {
  draft: ReviewDraft;
  /** Is given the draft as it then is, which may have gone on since the last look at it. */
  change(part: (old: ReviewDraft) => Partial<ReviewDraft>): void;
  problem: Problem | undefined;
  sending: boolean;
  /** `unsaid`: what stands for a moment without words. */
  send(unsaid: string): Promise<void>;
  /** Forgets what was written. */
  clear(): void;
}

export function useReview(caseId: string, calls: ReviewCalls, onSent: () => void): WrittenReview {
  const kept = useKept(`review:${caseId}`, firstReview);
  const draft = { ...firstReview(), ...kept.value };
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
    ...{ draft, problem, sending, send, clear: kept.clear },
    change: (part) => kept.set((old) => ({ ...old, ...part({ ...firstReview(), ...old }) })),
  };
}
