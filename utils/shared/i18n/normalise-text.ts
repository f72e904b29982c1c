/** Normalises text so that disguised spellings, made to evade filters, become equal. */

import unhomoglyph from "unhomoglyph";

/** More passes than any text has needed. Each pass reduces what is left. */
const maxPasses = 12;

/**
 * Returns lower-case words and digits separated by single spaces. Undoes look-alike characters, marks,
 * invisible characters, repeated letters, digits and signs in place of letters, and separators inside words. An
 * address becomes its host. The result is for comparison and search only, not for display. Idempotent.
 */
export function normalise(text: string): string {
  let now = text;
  for (let pass = 0; pass < maxPasses; pass++) {
    const next = undoOnce(now);
    if (next === now) break;
    now = next;
  }
  return now;
}

const onlyAscii = /^[\0-\x7f]*$/;

function undoOnce(text: string): string {
  const plain = onlyAscii.test(text) ? toHosts(text).toLowerCase() : toPlainLetters(text);
  return joinSpaced(joinSeparated(undoDigits(undoSigns(plain))))
    .replace(/(\p{L})\1+/gu, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

/** ASCII has neither look-alikes nor other forms. */
function toPlainLetters(text: string): string {
  return toHosts(readFramed(text.normalize("NFKC")))
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}\u115f\u1160\u3164]+/gu, "")
    .replace(/[\p{L}\p{N}]+/gu, readLookalikes)
    .toLowerCase()
    .normalize("NFC");
}

/** Replaces `https://www.host/path?query`, with or without scheme, by its host. */
function toHosts(text: string): string {
  if (!text.includes("/")) return text;
  return text.replace(/\S+/g, (chunk) => {
    if (!chunk.includes("/")) return chunk;
    const [before = "", address] = chunk.split("://", 2);
    const [host = ""] = (address ?? before).split(/[/?#]/, 1);
    const named = host.replace(/^www\./i, "");
    if (address !== undefined) return ` ${before.replace(/[a-z]{1,12}$/i, "")} ${named} `;
    return /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}$/u.test(named) ? ` ${named} ` : chunk;
  });
}

const signs: Record<string, string> = {
  "@": "a",
  "!": "i",
  "|": "l",
  "€": "e",
  "£": "l",
  "¥": "y",
  "¢": "c",
};

/** Only between letters. A leading `@` is a handle; a dollar sign also occurs at the ends of words. */
function undoSigns(text: string): string {
  if (!/[@!|€£¥¢$]/.test(text)) return text;
  return text
    .replace(/(?<=[\p{L}\d])[@!|€£¥¢](?=\p{L})/gu, (sign) => signs[sign] ?? sign)
    .replace(/(?<=\p{L})\$|\$(?=\p{L})/gu, "s");
}

const digits: Record<string, string> = { 0: "o", 3: "e", 4: "a", 5: "s", 6: "g", 7: "t", 8: "b", 9: "g" };

/**
 * "g4c0r": digits inside a word and one at each end. Keeps a number after a name ("slot88"), and a 2 that marks
 * reduplication.
 */
function undoDigits(text: string): string {
  if (!/\d/.test(text)) return text;
  return text.replace(/[a-z0-9]+/g, (word) => {
    if (!/\d/.test(word) || !/[a-z].*[a-z]/.test(word)) return word;
    return word
      .replace(/(?<=[a-z])[013-9]{1,2}(?=[a-z])|^[013-9](?=[a-z]{3})|(?<=[a-z]{2})[01345]$/g, (run) =>
        run.replace(/[03-9]/g, (digit) => digits[digit] ?? digit),
      )
      .replace(/(?<=[a-z])1(?=[a-z])|^1(?=[a-z]{3})|(?<=[a-z]{2})1$/g, (_one, at: number, whole: string) =>
        /[aeiou]/.test(whole.slice(Math.max(0, at - 1), at + 2)) ? "l" : "i",
      );
  });
}

/**
 * "s.l.o.t", "ga🔥cor": removes other characters inside a word if the parts are fragments; otherwise separates
 * the words.
 */
function joinSeparated(text: string): string {
  if (!/[^\p{L}\p{N}\s]/u.test(text)) return text;
  return text.replace(/(^|\s)[^\p{L}\p{N}\s]+(?=\s|$)/gu, "$1").replace(/\S+/g, (chunk) => {
    const pieces = chunk.split(/[^\p{L}\p{N}]+/u).filter((piece) => piece !== "");
    const crumbs =
      pieces.every((piece) => /^\p{L}+$/u.test(piece)) &&
      (pieces.some((piece) => piece.length === 1) || pieces.every((piece) => piece.length === 2));
    return pieces.join(crumbs ? "" : " ");
  });
}

/** "s l o t": joins at least three single letters in a row. A wider gap ends the word. */
function joinSpaced(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}])\p{L}(?:\s\p{L}(?![\p{L}\p{N}])){2,}/gu, (run) =>
    run.replace(/\s/g, ""),
  );
}

/**
 * Stable, unkeyed hash for comparison: FNV-1a over UTF-16 code units from `from` up to, not including, `to`; 32 bits,
 * signed. http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function fnv1a(text: string, from = 0, to = text.length): number {
  let now = 0x811c9dc5;
  for (let index = from; index < to; index++) now = Math.imul(now ^ text.charCodeAt(index), 0x01000193);
  return now;
}

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
  ].flatMap(([letter = "", ...drawn]) => drawn.map((character) => [character, letter] as const)),
);

/** First of 26 consecutive letters: white on black in circles and squares. */
const alphabets = [0x1f150, 0x1f170];
const firstFlag = 0x1f1e6;
const marks = /\p{M}+/gu;
const latinBySymbol = new Map<string, string>();

/** Returns the word in Latin letters if every character resembles one; otherwise unchanged. */
function readLookalikes(word: string): string {
  let read = "";
  for (const letter of word) {
    const latin = letter < "\x80" ? letter : latinOf(letter);
    if (latin === "") return word;
    read += latin;
  }
  return read;
}

/** Replaces letters in circles, squares and flags. Exactly two flag letters are a flag. */
function readFramed(text: string): string {
  return text
    .replace(/[\u{1F150}-\u{1F169}\u{1F170}-\u{1F189}]/gu, (character) => {
      const code = character.codePointAt(0) ?? 0;
      return letterAt(code - (alphabets.findLast((first) => first <= code) ?? code));
    })
    .replace(/[\u{1F1E6}-\u{1F1FF}]{3,}/gu, (run) =>
      [...run].map((flag) => letterAt((flag.codePointAt(0) ?? 0) - firstFlag)).join(""),
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
