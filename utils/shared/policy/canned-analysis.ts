/** Prepared texts of a decision, and whether a reason is one of them with next to nothing added. */

import type { CategoryCode } from "../contract/category.ts";
import type { RejectionCode } from "../contract/grounds.ts";
import type { Language } from "../contract/site.ts";
import type { Words } from "./category.ts";
import { elements } from "./elements.ts";
import { rejections } from "./rejections.ts";

/** Each key press `u` fills in the analysis of its category. */
export function preparedAnalysis(category: CategoryCode): Words {
  const listed = (language: Language) =>
    elements[category].map(({ words }) => lowerFirst(words[language])).join("; ");
  return {
    id: `Unsur terpenuhi: ${listed("id")}. Pengecualian diperiksa, tidak ada yang berlaku.`,
    en: `Elements met: ${listed("en")}. Exceptions checked, none applies.`,
  };
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** Share of a prepared text's words from which on a reason repeats it, so that a few changed words hide nothing. */
const repeatedShare = 0.8;

/** A sentence of one's own has at least this many words that the prepared text lacks. */
const minOwnWords = 3;

export interface JudgedReason {
  reason: string;
  category?: CategoryCode | null | undefined;
  why?: RejectionCode | null | undefined;
}

/** Compares with the prepared texts of the category or rejection in both languages. */
export function isCanned({ reason, category, why }: JudgedReason): boolean {
  const rejection = rejections.find(({ code }) => code === why)?.first;
  const prepared = [category ? preparedAnalysis(category) : undefined, rejection].flatMap((words) =>
    words ? [words.id, words.en] : [],
  );
  const said = wordsIn(reason);
  return prepared.some((text) => repeats(said, wordsIn(text)));
}

function repeats(said: ReadonlySet<string>, prepared: ReadonlySet<string>): boolean {
  const shared = [...prepared].filter((word) => said.has(word)).length;
  const own = [...said].filter((word) => word.length >= 3 && !prepared.has(word)).length;
  return shared >= prepared.size * repeatedShare && own < minOwnWords;
}

function wordsIn(text: string): Set<string> {
  return new Set(
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  );
}
