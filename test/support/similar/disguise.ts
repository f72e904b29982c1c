/**
 * Spammers' ways to evade filters: the set against which the normaliser was developed. Its tables are independent of
 * `utils/shared/i18n`.
 */

import type { Random } from "./random.ts";

type Disguise = (text: string, random: Random) => string;

const cyrillicAndGreek: Record<string, string> = {
  a: "а",
  c: "с",
  e: "е",
  o: "о",
  p: "р",
  x: "х",
  y: "у",
  i: "і",
  s: "ѕ",
  k: "κ",
  t: "τ",
  v: "ν",
};
const alay: Record<string, string> = { a: "4", i: "1", e: "3", o: "0", s: "5", g: "9", b: "8", t: "7" };
const leet: Record<string, string> = { a: "@", s: "$", i: "!" };
const small: Record<string, string> = {
  a: "ᴀ",
  b: "ʙ",
  c: "ᴄ",
  d: "ᴅ",
  e: "ᴇ",
  g: "ɢ",
  h: "ʜ",
  i: "ɪ",
  k: "ᴋ",
  l: "ʟ",
  m: "ᴍ",
  n: "ɴ",
  o: "ᴏ",
  p: "ᴘ",
  r: "ʀ",
  t: "ᴛ",
  u: "ᴜ",
};
const zeroWidth = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"];
const marks = ["\u0301", "\u0336", "\u0308", "\u0323", "\u20e3"];
const emoji = ["🔥", "🎰", "💰", "✨", "👑", "🍀", "❤️", "👉🏽"];

function each(text: string, share: number, random: Random, change: (letter: string) => string): string {
  return [...text]
    .map((letter) => (/[a-z]/i.test(letter) && random.chance(share) ? change(letter) : letter))
    .join("");
}
function swap(table: Record<string, string>, share: number): Disguise {
  return (text, random) => each(text, share, random, (letter) => table[letter.toLowerCase()] ?? letter);
}
function words(text: string, share: number, random: Random, change: (word: string) => string): string {
  return text
    .split(" ")
    .map((word) => (random.chance(share) ? change(word) : word))
    .join(" ");
}
/** The 26 letters of a style of Unicode's mathematical alphabets, or full width. */
function styled(first: number): Disguise {
  return (text) =>
    [...text]
      .map((letter) =>
        /[a-z]/.test(letter) ? String.fromCodePoint(first + letter.charCodeAt(0) - 97) : letter,
      )
      .join("");
}

export const disguises: Record<string, Disguise> = {
  "other alphabets": swap(cyrillicAndGreek, 0.5),
  "digits in words": (text, random) =>
    words(text, 0.5, random, (word) =>
      word.length > 3
        ? (word[0] ?? "") +
          each(word.slice(1, -1), 0.5, random, (letter) => alay[letter] ?? letter) +
          word.slice(-1)
        : word,
    ),
  "signs in words": (text, random) =>
    words(text, 0.5, random, (word) =>
      word.length > 3
        ? (word[0] ?? "") +
          each(word.slice(1, -1), 0.5, random, (letter) => leet[letter] ?? letter) +
          word.slice(-1)
        : word,
    ),
  "drawn-out letters": (text, random) =>
    each(text, 0.15, random, (letter) => letter.repeat(2 + random.int(4))),
  "dots between letters": (text, random) =>
    words(text, 0.4, random, (word) => [...word].join(random.pick([".", "-", "_", "*"]))),
  "spaces between letters": (text, random) => words(text, 0.4, random, (word) => ` ${[...word].join(" ")} `),
  "invisible characters": (text, random) =>
    each(text, 0.4, random, (letter) => letter + random.pick(zeroWidth)),
  "marks on letters": (text, random) => each(text, 0.4, random, (letter) => letter + random.pick(marks)),
  "emoji in words": (text, random) =>
    words(text, 0.5, random, (word) => [...word].join(random.chance(0.3) ? random.pick(emoji) : "")),
  "emoji around words": (text, random) =>
    words(text, 0.4, random, (word) => `${random.pick(emoji)}${word}${random.pick(emoji)}`),
  capitals: (text, random) => each(text, 0.5, random, (letter) => letter.toUpperCase()),
  "bold letters": styled(0x1d41a),
  "script letters": styled(0x1d4ea),
  "wide letters": styled(0xff41),
  "small capitals": swap(small, 1),
  "letters in squares": (text) =>
    [...text]
      .map((letter) =>
        /[a-z]/.test(letter) ? String.fromCodePoint(0x1f170 + letter.charCodeAt(0) - 97) : letter,
      )
      .join(""),
  "an address behind it": (text, random) =>
    `${text} https://t${random.int(99)}.example/${random.int(1e9).toString(36)}`,
};

/** Applies one to three of them in turn. */
export function disguise(text: string, random: Random): string {
  let disguised = text.toLowerCase();
  for (let count = 1 + random.int(3); count > 0; count--)
    disguised = random.pick(Object.values(disguises))(disguised, random);
  return disguised;
}
