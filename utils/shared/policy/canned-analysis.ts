/** Prepared texts of a decision, and whether a reason is one of them with next to nothing added. */

import type { CategoryCode } from "../contract/category.ts";
import type { RejectionCode } from "../contract/decision-grounds.ts";
import type { Language } from "../contract/site.ts";
import type { Words } from "./category-definition.ts";
import { elements } from "./decision-elements.ts";
import { rejections } from "./rejection-reasons.ts";

/** The analysis that states no more than that all elements are met and no exception applies. */
export function preparedAnalysis(category: CategoryCode): Words {
  const all = { category, elements: elements[category].map(({ id }) => id), checked: true };
  return { id: analysisOf(all, "id"), en: analysisOf(all, "en") };
}

export interface AnalysisGrounds {
  category: CategoryCode;
  /** Ids of the elements that are met. */
  elements: readonly string[];
  /** All exceptions were checked, and none applies. */
  checked: boolean;
  /** The place in the evidence where the element is met, in words; empty if the person named none. */
  placeOf?(elementId: string): string;
}

const sentences = {
  id: { met: "Unsur terpenuhi", checked: "Pengecualian diperiksa, tidak ada yang berlaku." },
  en: { met: "Elements met", checked: "Exceptions checked, none applies." },
} as const;

/** A sentence built from the answers. Empty if no element is met. */
export function analysisOf(grounds: AnalysisGrounds, language: Language): string {
  const { met, checked } = sentences[language];
  const listed = elements[grounds.category]
    .filter(({ id }) => grounds.elements.includes(id))
    .map(({ id, words }) => {
      const place = grounds.placeOf?.(id) ?? "";
      return lowerFirst(words[language]) + (place === "" ? "" : ` (${place})`);
    });
  if (listed.length === 0) return "";
  return `${met}: ${listed.join("; ")}.${grounds.checked ? ` ${checked}` : ""}`;
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** Share of a prepared text's words from which on a reason repeats it, so that a few changed words hide nothing. */
const repeatedShare = 0.8;

/** A sentence of one's own has at least this many words that the prepared text lacks. */
const minOwnWords = 5;

export interface JudgedReason {
  reason: string;
  category?: CategoryCode | null | undefined;
  why?: RejectionCode | null | undefined;
}

/**
 * Compares with the prepared texts of the category or rejection in both languages. A sentence added to one of
 * them counts once: `earlier` are reasons that the same person gave for other cases.
 */
export function isCanned({ reason, category, why }: JudgedReason, earlier: readonly string[] = []): boolean {
  const rejection = rejections.find(({ code }) => code === why)?.first;
  const prepared = [category ? preparedAnalysis(category) : undefined, rejection].flatMap((words) =>
    words ? [words.id, words.en] : [],
  );
  const reasonWords = wordsIn(reason);
  return prepared.some((text) => {
    const template = wordsIn(text);
    if (!repeats(reasonWords, template)) return false;
    const own = ownWords(reasonWords, template);
    return own.length < minOwnWords || earlier.some((analysis) => addsNothing(own, wordsIn(analysis)));
  });
}

function repeats(said: ReadonlySet<string>, prepared: ReadonlySet<string>): boolean {
  const shared = [...prepared].filter((word) => said.has(word)).length;
  return shared >= prepared.size * repeatedShare;
}

function ownWords(said: ReadonlySet<string>, prepared: ReadonlySet<string>): string[] {
  return [...said].filter((word) => isWord(word) && !prepared.has(word));
}

/** True if an earlier reason has all but a few of these words. */
function addsNothing(own: readonly string[], earlier: ReadonlySet<string>): boolean {
  return own.filter((word) => !earlier.has(word)).length < Math.min(own.length / 2, minOwnWords);
}

/** Letters in a row without a vowel, as in no word of Bahasa Indonesia or English. */
const keyMashing = /[b-df-hj-np-tv-xz]{6}|(.)\1\1/u;

/** Three letters or more that could be a word. Other scripts than Latin are not judged. */
function isWord(word: string): boolean {
  const isLatin = /^[a-z]+$/.test(word);
  return word.length >= 3 && !keyMashing.test(word) && (!isLatin || /[aeiouy]/.test(word));
}

function wordsIn(text: string): Set<string> {
  return new Set(
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  );
}
