/** One check as it is being made: the video, the answers with their moments, and how it is saved. */

import { useState } from "preact/hooks";
import { limits } from "../../utils/contract/limits.ts";
import type { Problem } from "../../utils/contract/problem.ts";
import type { SelfReviewAnswer, SelfReviewInput } from "../../utils/contract/review.ts";
import { selfReviewOutcome } from "../../utils/policy/self-review.ts";
import { policyVersion } from "../../utils/policy/version.ts";
import type { Video } from "../../utils/review/video.ts";
import { useKept } from "../shared/use-kept.ts";
import type { SelfReviewCalls } from "./self-calls.ts";
import type { TranscriptHit } from "./TranscriptSearch.tsx";

interface CheckDraft {
  /** The same check tried again carries the same id, so that it is taken once. */
  id: string;
  video?: Video;
  answers: SelfReviewAnswer[];
  open?: boolean;
}

const firstCheck = (): CheckDraft => ({ id: crypto.randomUUID(), answers: [] });

export function useCheck(
  calls: Pick<SelfReviewCalls, "sendSelfReview" | "setSelfReviewOpen">,
  onSaved: () => Promise<void>,
) {
  const kept = useKept("self-review", firstCheck);
  const { id, video, answers, open = false } = kept.value;
  const [problem, setProblem] = useState<Problem>();
  const [saving, setSaving] = useState(false);
  const [saved, setSaved] = useState(false);
  const result = selfReviewOutcome(answers);

  const start = (next?: Video) => {
    kept.clear();
    if (next) kept.set((old) => ({ ...old, video: next }));
    setProblem(undefined);
    setSaved(false);
  };
  const answer = (next: SelfReviewAnswer) => {
    setSaved(false);
    kept.set((old) => ({
      ...old,
      // A change after saving is another check.
      id: saved ? crypto.randomUUID() : old.id,
      answers: [...old.answers.filter(({ rule }) => rule !== next.rule), next],
    }));
  };
  /** Noting a place says that the rule is not plainly fine. */
  const takeHit = ({ rule, term, seconds }: TranscriptHit) => {
    const now = answers.find((one) => one.rule === rule);
    const moments = now?.timecodes ?? [];
    const isNoted = moments.some((one) => one.seconds === seconds && one.note === term);
    if (isNoted || moments.length >= limits.timecodeCount) return;
    const timecodes = [...moments, { seconds, note: term }].sort((a, b) => a.seconds - b.seconds);
    answer({ rule, answer: now?.answer === "problem" ? "problem" : "unsure", timecodes });
  };
  const setOpen = async (next: boolean) => {
    kept.set((old) => ({ ...old, open: next }));
    if (!saved) return;
    // It is at the intake already and no longer kept here.
    kept.forget();
    const changed = await calls.setSelfReviewOpen(id, next);
    setProblem(changed.ok ? undefined : changed.problem);
    if (!changed.ok) kept.set((old) => ({ ...old, open: !next }));
    await onSaved();
  };
  const save = async () => {
    if (video === undefined || result === undefined || saving) return;
    setSaving(true);
    setProblem(undefined);
    // The title stays here: of a video that is not published it would tell more than the person was told.
    const input: SelfReviewInput = { id, subject: video.subject, policyVersion, answers, result, open };
    const sent = await calls.sendSelfReview(input);
    setSaving(false);
    setSaved(sent.ok);
    if (!sent.ok) return setProblem(sent.problem);
    kept.forget();
    await onSaved();
  };
  const toKeep = () => {
    if (video === undefined || result === undefined) return undefined;
    const { subject, title } = video;
    return { subject, title, answers, policyVersion, result, at: new Date().toISOString() };
  };

  return {
    video,
    answers,
    open,
    result,
    problem,
    saving,
    saved,
    start,
    answer,
    takeHit,
    setOpen,
    save,
    toKeep,
  };
}
