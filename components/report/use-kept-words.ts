/** Hands what the person writes to the background, which returns it to the next form for the same posts. */

import { useEffect, useRef } from "preact/hooks";
import type { KeptWords } from "../../utils/shared/contract/draft.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import { type AnswerState, hasText } from "./use-answers.ts";

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

/** Returns a function that hands over the last words at once. `isSending`: the background is about to delete them. */
export function useKeptWords(answers: AnswerState, isSending: boolean, onKeep: KeepWords) {
  const words = wordsOf(answers);
  const current = JSON.stringify(words);
  const told = useRef(current);
  const tell = async () => {
    if (told.current === current) return;
    told.current = current;
    await onKeep(words);
  };
  useEffect(() => {
    if (isSending) return undefined;
    const timer = setTimeout(tell, quietMs);
    return () => clearTimeout(timer);
  }, [current, isSending]);
  return tell;
}
