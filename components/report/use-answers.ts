/** The person's answers: what was picked, what follows from it, and whether it is whole. */

import { useState } from "preact/hooks";
import type { ActionCode, CategoryCode } from "../../utils/contract/category.ts";
import type { Answers } from "../../utils/contract/outbox.ts";
import { narrowestAction } from "../../utils/policy/categories.ts";

export interface AnswerState {
  category: CategoryCode | undefined;
  action: ActionCode | undefined;
  urgent: boolean;
  note: string;
  notPublicReason: string;
}

export const noAnswers: AnswerState = {
  category: undefined,
  action: undefined,
  urgent: false,
  note: "",
  notPublicReason: "",
};

/** Picking a category preselects its narrowest action; the no-pixels lane drops what was written. */
export function pickCategory(state: AnswerState, category: CategoryCode): AnswerState {
  if (state.category === category) return state;
  const picked = { ...state, category, action: narrowestAction(category) };
  return category === "PORNO_ANAK" ? { ...picked, note: "", notPublicReason: "" } : picked;
}

/** What is sent, or why not yet. */
export function readyAnswers(state: AnswerState, notPublic: boolean): Answers | "category" | "reason" {
  const { category, action, urgent } = state;
  if (category === undefined || action === undefined) return "category";
  const note = state.note.trim();
  const notPublicReason = state.notPublicReason.trim();
  if (category === "PORNO_ANAK") return { category, action, urgent };
  if (notPublic && notPublicReason === "") return "reason";
  return {
    category,
    action,
    urgent,
    ...(note === "" ? {} : { note }),
    ...(notPublic ? { notPublicReason } : {}),
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
