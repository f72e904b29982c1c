/** The person's answers: what was picked, what follows from it, and whether it is whole. */

import { useState } from "preact/hooks";
import type { ActionCode, CategoryCode } from "../../utils/contract/category.ts";
import type { QualityCode } from "../../utils/contract/files.ts";
import type { Answers } from "../../utils/contract/outbox.ts";
import { narrowestAction } from "../../utils/policy/categories.ts";

export interface AnswerState {
  category: CategoryCode | undefined;
  action: ActionCode | undefined;
  urgent: boolean;
  note: string;
  notPublicReason: string;
  /** What the person wants to send in spite of; another warning is asked about anew. */
  overridden: readonly QualityCode[];
}

export const noAnswers: AnswerState = {
  category: undefined,
  action: undefined,
  urgent: false,
  note: "",
  notPublicReason: "",
  overridden: [],
};

/** Whether a person has put something into words. */
export function isWritten({ note, notPublicReason }: AnswerState): boolean {
  return `${note}${notPublicReason}`.trim() !== "";
}

/** Warnings that a tick answers: of a post that is not public a reason is asked instead. */
export function askedAbout(quality: readonly QualityCode[]): QualityCode[] {
  return quality.filter((code) => code !== "not-public");
}

/** Picking a category preselects its narrowest action; the no-pixels lane drops what was written. */
export function pickCategory(state: AnswerState, category: CategoryCode): AnswerState {
  if (state.category === category) return state;
  const picked = { ...state, category, action: narrowestAction(category) };
  return category === "PORNO_ANAK" ? { ...picked, note: "", notPublicReason: "" } : picked;
}

/** What is sent, or why not yet. `quality`: what weakens the evidence that is to be sent. */
export function readyAnswers(
  state: AnswerState,
  notPublic: boolean,
  quality: readonly QualityCode[] = [],
): Answers | "category" | "reason" | "override" {
  const { category, action, urgent } = state;
  if (category === undefined || action === undefined) return "category";
  const note = state.note.trim();
  const notPublicReason = state.notPublicReason.trim();
  const noPixels = category === "PORNO_ANAK";
  if (!noPixels && notPublic && notPublicReason === "") return "reason";
  if (askedAbout(quality).some((code) => !state.overridden.includes(code))) return "override";
  return {
    category,
    action,
    urgent,
    ...(quality.length > 0 ? { overridden: [...quality] } : {}),
    ...(note === "" || noPixels ? {} : { note }),
    ...(notPublic && !noPixels ? { notPublicReason } : {}),
  };
}

export function useAnswers() {
  const [answers, setAnswers] = useState(noAnswers);
  return {
    answers,
    pick: (category: CategoryCode) => setAnswers((old) => pickCategory(old, category)),
    change: (part: Partial<AnswerState>) => setAnswers((old) => ({ ...old, ...part })),
  };
}
