/** State of a self-review: video, answers and saving. Drafts are kept. */

import { useRef, useState } from "preact/hooks";
import type { Acts, Client } from "../../../utils/extension/desk/client.ts";
import type { Video } from "../../../utils/extension/vlogger/identify-video.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import type { SelfReviewAnswer } from "../../../utils/shared/contract/review.ts";
import { policyVersion } from "../../../utils/shared/policy/category-definition.ts";
import { selfReviewOutcome } from "../../../utils/shared/policy/self-review.ts";
import { usePersistedState } from "../../ui/use-persisted-state.ts";
import { withDefaultNotes, withTimecode } from "../tasks/timecode-list.ts";
import type { PickVideoProps } from "./PickVideo.tsx";

export type SelfReviewState = ReturnType<typeof useSelfReview>;

interface SelfReviewDraft {
  /** Idempotency key: a retry sends the same id. */
  id: string;
  video?: Video;
  /** A timecode that was only marked has no note yet. */
  answers: SelfReviewAnswer[];
  open?: boolean;
  /** True once sent under this id, even if no answer arrived. */
  sent?: boolean;
}

const emptyDraft = (): SelfReviewDraft => ({ id: crypto.randomUUID(), answers: [] });

/** A change after sending makes it a new check with a new id. */
function withNewId({ sent, ...draft }: SelfReviewDraft): SelfReviewDraft {
  return sent ? { ...draft, id: crypto.randomUUID() } : draft;
}

function withAnswer(draft: SelfReviewDraft, next: SelfReviewAnswer): SelfReviewDraft {
  const others = draft.answers.filter(({ rule }) => rule !== next.rule);
  return { ...withNewId(draft), answers: [...others, next] };
}

const withOpen = (draft: SelfReviewDraft, open: boolean): SelfReviewDraft => ({ ...withNewId(draft), open });

/** Adding a timecode changes the answer from "fine", because a place in the video raises doubt. */
function withMoment(draft: SelfReviewDraft, rule: string, seconds: number, note?: string): SelfReviewDraft {
  const now = draft.answers.find((given) => given.rule === rule);
  const timecodes = withTimecode(now?.timecodes ?? [], seconds, note);
  if (timecodes.length === (now?.timecodes.length ?? 0)) return draft;
  const answer = now?.answer === "problem" ? "problem" : "unsure";
  return withAnswer(draft, { rule, answer, timecodes });
}

/** `unsaid` replaces empty notes. */
function toAnswers({ answers }: SelfReviewDraft, unsaid: string): SelfReviewAnswer[] {
  return answers.map((answer) => ({ ...answer, timecodes: withDefaultNotes(answer.timecodes, unsaid) }));
}

/** The kept draft. */
function useDraft() {
  const kept = usePersistedState("self-review", emptyDraft);
  const draft = kept.value;
  // The draft may change while a request is running.
  const latest = useRef(draft);
  latest.current = draft;
  const result = selfReviewOutcome(draft.answers);
  return {
    kept,
    draft,
    latest,
    result,
    answer: (next: SelfReviewAnswer) => kept.set((old) => withAnswer(old, next)),
    takeMoment: (rule: string, seconds: number, note?: string) =>
      kept.set((old) => withMoment(old, rule, seconds, note)),
    /** Returns the check as it is kept on the device. `unsaid` replaces empty notes. */
    toKeep(unsaid: string) {
      if (draft.video === undefined || result === undefined) return undefined;
      const { subject, title } = draft.video;
      const answers = toAnswers(draft, unsaid);
      return { subject, title, answers, policyVersion, result, at: new Date().toISOString() };
    },
  };
}

export type SelfReviewCalls = Omit<PickVideoProps, "onPick"> &
  Pick<Client, "listSelfReviews" | "searchTranscript" | "videoNow" | "makeCheckReport"> &
  Acts<"sendSelfReview" | "setSelfReviewOpen">;

type SavingCalls = Pick<SelfReviewCalls, "sendSelfReview" | "setSelfReviewOpen">;

/** Sends the check, and its later changes of openness. */
function useSaving(state: ReturnType<typeof useDraft>, calls: SavingCalls, onSaved: () => Promise<void>) {
  const { kept, draft, latest, result } = state;
  const { id, video, open = false } = draft;
  const [problem, setProblem] = useState<Problem>();
  const [saving, setSaving] = useState(false);
  const [savedId, setSavedId] = useState<string>();
  const saved = savedId === id;

  /** Changes the shown openness. The check is at the intake and no longer kept here. */
  const show = (next: boolean) => {
    if (latest.current.id !== id) return;
    kept.set((old) => ({ ...old, open: next }));
    kept.forget();
  };
  const tellOpen = async (next: boolean) => {
    const answer = await calls.setSelfReviewOpen(id, next);
    setProblem(answer.ok ? undefined : answer.problem);
    return answer.ok;
  };
  const setOpen = async (next: boolean) => {
    // While saving, only the draft changes; the intake is informed after the check has arrived.
    if (!saved) return kept.set((old) => (saving ? { ...old, open: next } : withOpen(old, next)));
    show(next);
    if (!(await tellOpen(next))) show(!next);
    await onSaved();
  };
  /** `unsaid` replaces empty notes. */
  const save = async (unsaid: string) => {
    if (video === undefined || result === undefined || saving || saved) return;
    setSaving(true);
    setProblem(undefined);
    kept.set((old) => ({ ...old, sent: true }));
    // Not sent: the title of an unpublished video would reveal more than the person agreed to.
    const answers = toAnswers(draft, unsaid);
    const { subject } = video;
    const sent = await calls.sendSelfReview({ id, subject, policyVersion, answers, result, open });
    setSaving(false);
    const now = latest.current;
    const isSame = now.id === id;
    const { open: openNow = false } = now;
    const isOpenChanged = now.video?.subject === subject && openNow !== open;
    if (!sent.ok) {
      if (isSame && isOpenChanged) kept.set((old) => withOpen(old, openNow));
      return setProblem(sent.problem);
    }
    setSavedId(id);
    if (isSame) kept.forget();
    if (isOpenChanged && !(await tellOpen(openNow)) && isSame) {
      kept.set((old) => ({ ...old, open }));
      kept.forget();
    }
    await onSaved();
  };
  return { problem, saving, saved, setOpen, save, clearProblem: () => setProblem(undefined) };
}

export function useSelfReview(calls: SavingCalls, onSaved: () => Promise<void>) {
  const state = useDraft();
  const { clearProblem, ...saving } = useSaving(state, calls, onSaved);
  const { kept, draft, result, answer, takeMoment, toKeep } = state;
  const { video, answers, open = false } = draft;
  const start = (next?: Video) => {
    kept.clear();
    if (next) kept.set((old) => ({ ...old, video: next }));
    clearProblem();
  };
  return { video, answers, open, result, start, answer, takeMoment, toKeep, ...saving };
}
