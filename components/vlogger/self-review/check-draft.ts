import type { Video } from "../../../utils/extension/vlogger/video.ts";
import type { SelfReviewAnswer } from "../../../utils/shared/contract/review.ts";
import { inWords, withMark } from "../tasks/moments.ts";

export interface CheckDraft {
  /** Idempotency key: a retry sends the same id. */
  id: string;
  video?: Video;
  /** A timecode that was only marked has no note yet. */
  answers: SelfReviewAnswer[];
  open?: boolean;
  /** True once sent under this id, even if no answer arrived. */
  sent?: boolean;
}

export const firstCheck = (): CheckDraft => ({ id: crypto.randomUUID(), answers: [] });

/** A change after sending makes it a new check with a new id. */
function changed({ sent, ...draft }: CheckDraft): CheckDraft {
  return sent ? { ...draft, id: crypto.randomUUID() } : draft;
}

export function withAnswer(draft: CheckDraft, next: SelfReviewAnswer): CheckDraft {
  const others = draft.answers.filter(({ rule }) => rule !== next.rule);
  return { ...changed(draft), answers: [...others, next] };
}

export const withOpen = (draft: CheckDraft, open: boolean): CheckDraft => ({ ...changed(draft), open });

/** Adding a timecode changes the answer from "fine", because a place in the video raises doubt. */
export function withMoment(draft: CheckDraft, rule: string, seconds: number, note?: string): CheckDraft {
  const now = draft.answers.find((one) => one.rule === rule);
  const timecodes = withMark(now?.timecodes ?? [], seconds, note);
  if (timecodes.length === (now?.timecodes.length ?? 0)) return draft;
  const answer = now?.answer === "problem" ? "problem" : "unsure";
  return withAnswer(draft, { rule, answer, timecodes });
}

/** `unsaid` replaces empty notes. */
export function toAnswers({ answers }: CheckDraft, unsaid: string): SelfReviewAnswer[] {
  return answers.map((one) => ({ ...one, timecodes: inWords(one.timecodes, unsaid) }));
}
