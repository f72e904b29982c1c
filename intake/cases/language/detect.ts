/**
 * Detects the language of a text, for units that work in certain languages. Two detectors: eld distinguishes
 * the world's languages but takes all Indonesian ones for Malay; franc knows Javanese and Sundanese.
 */

import { eld } from "eld/small";
import { type RegionalCode, regionalScores } from "./regional-scores.ts";

/** Minimum letters and words for a detection. */
const minLetters = 20;
const minWords = 4;
/** In shorter texts, Javanese is taken for Sundanese, and plain Indonesian for either. */
const minRegionalWords = 8;
/** Minimum lead of the first score (0 to 1); below this the text is mixed. */
const minLead = 0.06;
/** Lead over Indonesian that identifies a regional language, which borrows half of its words. */
const regionalLead = 0.1;
/** A smaller lead suffices if the text resembles Indonesian less than edited Indonesian does. */
const doubtfulScore = 0.72;
const doubtfulLead = 0.05;

/**
 * ISO 639-3 codes used by franc. Indonesian and Malay are treated as one, because short texts cannot be told
 * apart.
 */
const national = ["ind", "zlm"] as const;
const regional = new Map<RegionalCode, string>([
  ["jav", "jv"],
  ["sun", "su"],
]);

/**
 * Returns an ISO 639-1 code, `id` also for Malay. Returns undefined for short, mixed or doubtful texts: cases
 * in an unknown language are seen by every unit, wrongly labelled ones by the wrong units.
 */
export function detectLanguage(text: string): string | undefined {
  const words = text
    .replace(/https?:\S+|[@#]\S+/g, " ")
    .split(/[^\p{L}\p{M}'’-]+/u)
    .filter((word) => /\p{L}/u.test(word));
  const cleaned = words.join(" ");
  if (words.length < minWords || words.join("").length < minLetters) return undefined;
  const found = eld.detect(cleaned);
  const scores = found.getScores();
  const [first = 0, second = 0] = Object.values(scores).sort((a, b) => b - a);
  const isClear = found.isReliable() && first - second >= minLead;
  const isMalay = found.language === "ms";
  if (isMalay || !isClear) {
    const regionalLanguage = detectRegional(cleaned, scores.ms ?? 0);
    if (regionalLanguage !== undefined) return words.length < minRegionalWords ? undefined : regionalLanguage;
  }
  if (!isClear) return undefined;
  return isMalay ? "id" : found.language;
}

function detectRegional(text: string, malay: number): string | undefined {
  if (malay === 0) return undefined;
  const ranked = regionalScores(text);
  const scoreOf = (code: RegionalCode) => ranked.find(([one]) => one === code)?.[1] ?? 0;
  const [code] = ranked.find(([one]) => regional.has(one)) ?? [];
  if (code === undefined) return undefined;
  const lead = scoreOf(code) - Math.max(...national.map(scoreOf));
  return lead >= (malay < doubtfulScore ? doubtfulLead : regionalLead) ? regional.get(code) : undefined;
}
