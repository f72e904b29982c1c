/**
 * Detects the language of a text, for units that work in certain languages. Two detectors: eld distinguishes
 * the world's languages but takes all Indonesian ones for Malay; franc knows Javanese and Sundanese.
 */

import { eld } from "eld/small";
import { francAll } from "franc-min";
import { data } from "franc-min/data.js";

/** ISO 639-3 codes in the order of franc, which decides between equal scores. */
export const regionalCodes = ["ind", "jav", "sun", "zlm"] as const;
export type RegionalCode = (typeof regionalCodes)[number];

/** Distance of a trigram that a language's list lacks. */
const maxDifference = 300;
/** Shorter texts are not compared. */
const minChars = 10;
const maxChars = 2_048;

/** By trigram: its position in each language's list, in the order of `regionalCodes`. */
const places = new Map<string, (number | undefined)[]>();
for (const [column, code] of regionalCodes.entries())
  for (const [place, trigram] of (data.Latin?.[code] ?? "").split("|").entries()) {
    const row = places.get(trigram) ?? regionalCodes.map(() => undefined);
    row[column] = place;
    places.set(trigram, row);
  }

/** Nearest language first. Empty for a text that is short or in another script. */
export type RegionalScores = [code: RegionalCode, score: number][];

/**
 * Scores a text against Indonesian, Malay, Javanese and Sundanese: 1 for the nearest language and less for others; in the
 * shortest texts more. Gives the scores of `francAll` from franc-min, without sorting the text's trigrams and comparing
 * other scripts; a test holds both to the same answers.
 */
export function regionalScores(text: string): RegionalScores {
  const value = text.slice(0, maxChars);
  // More than half of the characters: no other script can have more.
  const isLatin = 2 * (value.match(/[a-z]/gi)?.length ?? 0) > value.length;
  if (value.length < minChars || !isLatin) return scoresByFranc(text);
  const distances = distancesOf(countTrigrams(` ${clean(value)} `));
  const least = Math.min(...distances);
  const range = value.length * maxDifference - least;
  return regionalCodes
    .map((code, column) => ({ code, distance: distances[column] ?? 0 }))
    .sort((one, other) => one.distance - other.distance)
    .map(({ code, distance }) => [code, 1 - (distance - least) / range || 0]);
}

function scoresByFranc(text: string): RegionalScores {
  return francAll(text, { only: [...regionalCodes] }).flatMap(([code, score]) => {
    const regional = regionalCodes.find((regionalCode) => regionalCode === code);
    return regional ? [[regional, score]] : [];
  });
}

/** Without signs and digits. */
function clean(text: string): string {
  return text
    .replace(/[!-@]+/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

function countTrigrams(padded: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (let index = 0; index + 3 <= padded.length; index++) {
    const trigram = padded.slice(index, index + 3);
    counts.set(trigram, (counts.get(trigram) ?? 0) + 1);
  }
  return counts;
}

function distancesOf(counts: ReadonlyMap<string, number>): number[] {
  const distances = regionalCodes.map(() => 0);
  for (const [trigram, count] of counts) {
    const row = places.get(trigram);
    for (let column = 0; column < distances.length; column++) {
      const rank = row?.[column];
      distances[column] =
        (distances[column] as number) + (rank === undefined ? maxDifference : Math.abs(count - rank - 1));
    }
  }
  return distances;
}

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
  const detected = eld.detect(cleaned);
  const scores = detected.getScores();
  const [first = 0, second = 0] = Object.values(scores).sort((a, b) => b - a);
  const isClear = detected.isReliable() && first - second >= minLead;
  const isMalay = detected.language === "ms";
  if (isMalay || !isClear) {
    const regionalLanguage = detectRegional(cleaned, scores.ms ?? 0);
    if (regionalLanguage !== undefined) return words.length < minRegionalWords ? undefined : regionalLanguage;
  }
  if (!isClear) return undefined;
  return isMalay ? "id" : detected.language;
}

function detectRegional(text: string, malay: number): string | undefined {
  if (malay === 0) return undefined;
  const ranked = regionalScores(text);
  const scoreOf = (code: RegionalCode) => ranked.find(([name]) => name === code)?.[1] ?? 0;
  const [code] = ranked.find(([name]) => regional.has(name)) ?? [];
  if (code === undefined) return undefined;
  const lead = scoreOf(code) - Math.max(...national.map(scoreOf));
  return lead >= (malay < doubtfulScore ? doubtfulLead : regionalLead) ? regional.get(code) : undefined;
}
