/**
 * Scores a text against Indonesian, Malay, Javanese and Sundanese. Gives the scores of `francAll` from franc-min, without
 * sorting the text's trigrams and comparing other scripts; a test holds both to the same answers.
 */

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

/** Scores of 1 for the nearest language and less for others; in the shortest texts more. */
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
    const known = regionalCodes.find((one) => one === code);
    return known ? [[known, score]] : [];
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
  for (let at = 0; at + 3 <= padded.length; at++) {
    const trigram = padded.slice(at, at + 3);
    counts.set(trigram, (counts.get(trigram) ?? 0) + 1);
  }
  return counts;
}

function distancesOf(counts: ReadonlyMap<string, number>): number[] {
  const distances = regionalCodes.map(() => 0);
  for (const [trigram, count] of counts) {
    const row = places.get(trigram);
    for (let column = 0; column < distances.length; column++) {
      const place = row?.[column];
      distances[column] =
        (distances[column] as number) + (place === undefined ? maxDifference : Math.abs(count - place - 1));
    }
  }
  return distances;
}
