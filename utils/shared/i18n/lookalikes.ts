/** Replaces characters that look like Latin letters with those letters. */

import unhomoglyph from "unhomoglyph";

/** Additions to Unicode's list of confusable characters (TR 39), or corrections of it. */
const drawnLike = new Map(
  [
    "aᴀ",
    "bʙß",
    "dᴅẟ",
    "eᴇꞓ",
    "gɢ",
    "hʜ",
    "iɪ",
    "jᴊ",
    "kᴋĸ",
    "lʟ",
    "mᴍʍ",
    "nɴ",
    "pᴘ",
    "rʀ",
    "tᴛ",
    "wω",
    "xχ",
  ].flatMap(([letter = "", ...drawn]) => drawn.map((one) => [one, letter] as const)),
);

/** First of 26 consecutive letters: white on black in circles and squares. */
const alphabets = [0x1f150, 0x1f170];
const firstFlag = 0x1f1e6;
const marks = /\p{M}+/gu;
const latinBySymbol = new Map<string, string>();

/** Returns the word in Latin letters if every character resembles one; otherwise unchanged. */
export function readLookalikes(word: string): string {
  let read = "";
  for (const letter of word) {
    const latin = letter < "\x80" ? letter : latinOf(letter);
    if (latin === "") return word;
    read += latin;
  }
  return read;
}

/** Replaces letters in circles, squares and flags. Exactly two flag letters are a flag. */
export function readFramed(text: string): string {
  return text
    .replace(/[\u{1F150}-\u{1F169}\u{1F170}-\u{1F189}]/gu, (one) => {
      const code = one.codePointAt(0) ?? 0;
      return letterAt(code - (alphabets.findLast((first) => first <= code) ?? code));
    })
    .replace(/[\u{1F1E6}-\u{1F1FF}]{3,}/gu, (run) =>
      [...run].map((one) => letterAt((one.codePointAt(0) ?? 0) - firstFlag)).join(""),
    );
}

function letterAt(place: number): string {
  return String.fromCharCode("a".charCodeAt(0) + place);
}

function latinOf(letter: string): string {
  const before = latinBySymbol.get(letter);
  if (before !== undefined) return before;
  const read = lookalikeOf(letter) || lookalikeOf(letter.toLowerCase());
  latinBySymbol.set(letter, read);
  return read;
}

function lookalikeOf(letter: string): string {
  const [drawn = "", ...more] = unhomoglyph(letter).replace(marks, "");
  // A vertical stroke reads as a small "l"; a capital one is an "i".
  if (drawn === "l" && letter !== letter.toLowerCase()) return "i";
  const all = [drawnLike.get(drawn) ?? drawn, ...more].join("").toLowerCase();
  return /^[a-z]+$/.test(all) ? all : "";
}
