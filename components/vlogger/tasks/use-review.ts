/** State of a review from draft to the intake's answer. Drafts are kept. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Acts, Client } from "../../../utils/extension/desk/client.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import { fail } from "../../../utils/shared/contract/result.ts";
import type {
  Confidence,
  ElementAnswer,
  ReviewInput,
  TaskClaimInput,
  Timecode,
  Verdict,
} from "../../../utils/shared/contract/review.ts";
import { refuseTooLong } from "../../ui/TextArea.tsx";
import { usePersistedState } from "../../ui/use-persisted-state.ts";
import { withDefaultNotes } from "./timecode-list.ts";

export type ReviewCalls = Pick<Client, "claimTask" | "videoNow" | "openVideo" | "onMarkKey"> &
  Acts<"skipTask" | "sendReview">;

/** Activity renews the claim after this much of it has passed. */
const renewAfterMs = limits.claimMs / 10;

interface TaskClaimState {
  /** Undefined while claimed; `task-elsewhere` can be taken over. */
  problem: Problem | undefined;
  takeOver(): void;
}

/** Claims a task for this device: taken on opening, renewed by activity, released on leaving. */
export function useTaskClaim(caseId: string, calls: ReviewCalls): TaskClaimState {
  const [problem, setProblem] = useState<Problem>();
  const latest = useRef(calls);
  latest.current = calls;
  const takenAt = useRef(0);
  const take = useCallback(
    async (act: TaskClaimInput["act"]) => {
      takenAt.current = Date.now();
      const taken = await latest.current.claimTask(caseId, act);
      setProblem(taken.ok ? undefined : taken.problem);
    },
    [caseId],
  );
  useEffect(() => {
    const alive = () => {
      if (Date.now() - takenAt.current > renewAfterMs) void take("take");
    };
    void take("take");
    document.addEventListener("keydown", alive);
    document.addEventListener("pointerdown", alive);
    return () => {
      document.removeEventListener("keydown", alive);
      document.removeEventListener("pointerdown", alive);
      void latest.current.claimTask(caseId, "release");
    };
  }, [caseId, take]);
  return { problem, takeOver: () => void take("take-over") };
}

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
    if (refuseTooLong(draft.reason, limits.reasonChars)) return;
    if (refuseTooLong(draft.localContext, limits.reasonChars)) return;
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
    // A new id: the old one may be that of a review whose answer was lost.
    change: (part) =>
      kept.set((old) => ({ ...old, ...part({ ...emptyReview(), ...old }), id: crypto.randomUUID() })),
  };
}
