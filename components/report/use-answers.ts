/** The person's answers, with derived defaults and validation, and their copy in the background. */

import { useEffect, useRef, useState } from "preact/hooks";
import { armedPressMs } from "../../utils/extension/browser/delays.ts";
import type { ActionCode, CategoryCode, SubReasonKey } from "../../utils/shared/contract/category.ts";
import type { KeptWords } from "../../utils/shared/contract/draft.ts";
import type { QualityCode } from "../../utils/shared/contract/files.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import type { Answers } from "../../utils/shared/contract/outbox.ts";
import { narrowestAction } from "../../utils/shared/policy/categories.ts";
import { subReasonOfKey } from "../../utils/shared/policy/sub-reasons.ts";

export interface AnswerState {
  category: CategoryCode | undefined;
  subReason: SubReasonKey | undefined;
  action: ActionCode | undefined;
  urgent: boolean;
  note: string;
  notPublicReason: string;
  /** Warnings that the person has accepted. A new warning must be accepted separately. */
  overridden: readonly QualityCode[];
}

export const noAnswers: AnswerState = {
  category: undefined,
  subReason: undefined,
  action: undefined,
  urgent: false,
  note: "",
  notPublicReason: "",
  overridden: [],
};

/** True if the person has typed any text. */
export function hasText({ note, notPublicReason }: AnswerState): boolean {
  return `${note}${notPublicReason}`.trim() !== "";
}

/** Warnings that need a checkbox. A post that is not public needs a reason instead. */
export function qualityNeedingOverride(quality: readonly QualityCode[]): QualityCode[] {
  return quality.filter((code) => code !== "not-public");
}

/** Preselects the category's narrowest action, and no sub-reason. The no-pixels lane discards typed text. */
export function pickCategory(state: AnswerState, category: CategoryCode): AnswerState {
  if (state.category === category) return state;
  const picked = { ...state, category, subReason: undefined, action: narrowestAction(category) };
  return category === "PORNO_ANAK" ? { ...picked, note: "", notPublicReason: "" } : picked;
}

/** A second press of the same sub-reason takes it back, because it is optional. */
export function toggleSubReason(state: AnswerState, key: SubReasonKey): AnswerState {
  return { ...state, subReason: state.subReason === key ? undefined : key };
}

/** Returns the answers to send, or the missing part. `quality`: weaknesses of the evidence to be sent. */
export function readyAnswers(
  state: AnswerState,
  notPublic: boolean,
  quality: readonly QualityCode[] = [],
): Answers | "category" | "reason" | "override" {
  const { category, subReason, action, urgent } = state;
  if (category === undefined || action === undefined) return "category";
  const note = state.note.trim();
  const notPublicReason = state.notPublicReason.trim();
  const noPixels = category === "PORNO_ANAK";
  if (!noPixels && notPublic && notPublicReason === "") return "reason";
  if (qualityNeedingOverride(quality).some((code) => !state.overridden.includes(code))) return "override";
  return {
    category,
    ...(subReason === undefined ? {} : { subReason }),
    action,
    urgent,
    ...(quality.length > 0 ? { overridden: [...quality] } : {}),
    ...(note === "" || noPixels ? {} : { note }),
    ...(notPublic && !noPixels ? { notPublicReason } : {}),
  };
}

/** Starts with what the person wrote in an earlier form. */
function firstAnswers(kept: KeptWords | undefined): AnswerState {
  const { category, ...texts } = kept ?? {};
  const written = { ...noAnswers, ...texts };
  return category ? pickCategory(written, category) : written;
}

export function useAnswers(kept?: KeptWords) {
  const [answers, setAnswers] = useState(() => firstAnswers(kept));
  const [isRestored, setRestored] = useState(kept !== undefined);
  const [armed, setArmed] = useState(false);
  const armedAtMs = useRef(0);
  const toggle = (key: SubReasonKey) => setAnswers((old) => toggleSubReason(old, key));
  return {
    answers,
    /** The next press of the category that destroys the pictures chooses it. */
    armed,
    pick(category: CategoryCode) {
      const isDestroying = category === "PORNO_ANAK" && answers.category !== category;
      const isWarning = isDestroying && !armed;
      // A double press is not a decision to destroy.
      if (isDestroying && armed && performance.now() - armedAtMs.current < armedPressMs) return;
      if (isWarning) armedAtMs.current = performance.now();
      setArmed(isWarning);
      if (!isWarning) setAnswers((old) => pickCategory(old, category));
    },
    /** The answers started with words of an earlier form. */
    isRestored,
    discard() {
      setAnswers(noAnswers);
      setArmed(false);
      setRestored(false);
    },
    toggle,
    /** Returns false if the typed key is not that of a sub-reason. */
    toggleByKey(typed: string) {
      const reason = answers.category && subReasonOfKey(answers.category, typed);
      if (reason) toggle(reason.key);
      return reason !== undefined;
    },
    change: (part: Partial<AnswerState>) => setAnswers((old) => ({ ...old, ...part })),
  };
}

export type KeepWords = (words: KeptWords | undefined) => Promise<unknown>;

/** Without a message for every key. */
const quietMs = 400;

/** A category without text is not kept: it is one key, and a preset one could be sent by mistake. */
function wordsOf(answers: AnswerState): KeptWords | undefined {
  const { category, note, notPublicReason } = answers;
  const isTooLong = [note, notPublicReason].some(({ length }) => length > limits.keptChars);
  if (category === "PORNO_ANAK" || !hasText(answers) || isTooLong) return undefined;
  return { category, note, notPublicReason };
}

/**
 * Hands what the person writes to the background, which returns it to the next form for the same posts. Returns a
 * function that hands over the last words at once. `isSending`: the background is about to delete them.
 */
export function useKeptWords(answers: AnswerState, isSending: boolean, onKeep: KeepWords) {
  const words = wordsOf(answers);
  const current = JSON.stringify(words);
  const lastSent = useRef(current);
  const tell = async () => {
    if (lastSent.current === current) return;
    lastSent.current = current;
    await onKeep(words);
  };
  useEffect(() => {
    if (isSending) return undefined;
    const timer = setTimeout(tell, quietMs);
    return () => clearTimeout(timer);
  }, [current, isSending]);
  return tell;
}
