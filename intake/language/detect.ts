/**
 * Which language a text is in, so that it reaches a unit that reads it. Two detectors: eld tells the languages of the
 * world apart and takes all of the archipelago for Malay, franc knows Javanese and Sundanese.
 */

import { eld } from "eld/small";
import { francAll } from "franc-min";

/** Letters and words: in less there is no telling. */
const leastLetters = 20;
const leastWords = 4;
/** In fewer, Javanese passes for Sundanese, and a few plain Indonesian words for either. */
const leastRegionalWords = 8;
/** Scores from 0 to 1: by how much the first must be ahead, else the text is mixed. */
const leastLead = 0.06;
/** A regional language borrows half of its words: this far ahead of Indonesian it is one. */
const regionalLead = 0.1;
/** Where the text looks less like Indonesian than edited Indonesian does, less is enough. */
const doubtfulScore = 0.72;
const doubtfulLead = 0.05;

/** ISO 639-3 as franc has them; Indonesian and Malay are one here, for no short text tells them apart. */
const national = ["ind", "zlm"];
const regional = new Map([
  ["jav", "jv"],
  ["sun", "su"],
]);

/**
 * ISO 639-1 code; `id` for Malay as well. Undefined for short and mixed text, and where the detectors are in doubt:
 * unknown is seen by everybody, wrong only by the wrong ones.
 */
export function detectLanguage(text: string): string | undefined {
  const words = text
    .replace(/https?:\S+|[@#]\S+/g, " ")
    .split(/[^\p{L}\p{M}'’-]+/u)
    .filter((word) => /\p{L}/u.test(word));
  const plain = words.join(" ");
  if (words.length < leastWords || words.join("").length < leastLetters) return undefined;
  const found = eld.detect(plain);
  const scores = found.getScores();
  const [first = 0, second = 0] = Object.values(scores).sort((a, b) => b - a);
  const isClear = found.isReliable() && first - second >= leastLead;
  const isMalay = found.language === "ms";
  if (isMalay || !isClear) {
    const spoken = regionalIn(plain, scores.ms ?? 0);
    if (spoken !== undefined) return words.length < leastRegionalWords ? undefined : spoken;
  }
  if (!isClear) return undefined;
  return isMalay ? "id" : found.language;
}

function regionalIn(text: string, malay: number): string | undefined {
  if (malay === 0) return undefined;
  const ranked = francAll(text, { only: [...national, ...regional.keys()] });
  const scoreOf = (code: string) => ranked.find(([one]) => one === code)?.[1] ?? 0;
  const [code = ""] = ranked.find(([one]) => regional.has(one)) ?? [];
  const lead = scoreOf(code) - Math.max(...national.map(scoreOf));
  return lead >= (malay < doubtfulScore ? doubtfulLead : regionalLead) ? regional.get(code) : undefined;
}
