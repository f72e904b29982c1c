/** A check of one's own video while it is made. */

import type { SelfReviewAnswer } from "../../utils/contract/review.ts";
import type { Video } from "../../utils/review/video.ts";
import { inWords, withMark } from "./moments.ts";

export interface CheckDraft {
  /** The same check tried again carries the same id, so that it is taken once. */
  id: string;
  video?: Video;
  /** A moment that was only marked has no words yet. */
  answers: SelfReviewAnswer[];
  open?: boolean;
  /** Under this id it was sent, whether or not it arrived. */
  sent?: boolean;
}

export const firstCheck = (): CheckDraft => ({ id: crypto.randomUUID(), answers: [] });

/** What is changed after it was sent is another check. */
function changed({ sent, ...draft }: CheckDraft): CheckDraft {
  return sent ? { ...draft, id: crypto.randomUUID() } : draft;
}

export function withAnswer(draft: CheckDraft, next: SelfReviewAnswer): CheckDraft {
  const others = draft.answers.filter(({ rule }) => rule !== next.rule);
  return { ...changed(draft), answers: [...others, next] };
}

export const withOpen = (draft: CheckDraft, open: boolean): CheckDraft => ({ ...changed(draft), open });

/** Noting a place says that the rule is not plainly fine. */
export function withMoment(draft: CheckDraft, rule: string, seconds: number, note?: string): CheckDraft {
  const now = draft.answers.find((one) => one.rule === rule);
  const timecodes = withMark(now?.timecodes ?? [], seconds, note);
  if (timecodes.length === (now?.timecodes.length ?? 0)) return draft;
  const answer = now?.answer === "problem" ? "problem" : "unsure";
  return withAnswer(draft, { rule, answer, timecodes });
}

/** `unsaid`: what stands for a moment without words. */
export function toAnswers({ answers }: CheckDraft, unsaid: string): SelfReviewAnswer[] {
  return answers.map((one) => ({ ...one, timecodes: inWords(one.timecodes, unsaid) }));
}
