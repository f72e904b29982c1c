/** Sets text for the PDF: embedded typefaces with their characters, and lines of a given width. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";
import { codePointName, visible } from "./plain-text.ts";

export interface TextStyle {
  face: Face;
  /** In points. */
  size: number;
  colour: string;
}

export interface Line {
  runs: Run[];
  /** In points. */
  width: number;
}

/** In points; depends only on text, typeface and size. */
export type Measure = (text: string, typeface: Run["typeface"], size: number) => number;

/** Breaks at spaces, and inside a word only if it is wider than a line, such as an address or a digest. */
export function breakLines(text: string, style: TextStyle, width: number, measure: Measure): Line[] {
  const lines: Line[] = [];
  let line: Line = { runs: [], width: 0 };
  const end = () => {
    lines.push(line);
    line = { runs: [], width: 0 };
  };
  const add = (part: string, typeface: Run["typeface"]) => {
    const wide = measure(part, typeface, style.size);
    const isSpace = /^ +$/.test(part);
    if (line.width + wide > width && line.width > 0) {
      end();
      // A space at the end of a line becomes the break.
      if (isSpace) return;
    }
    if (wide > width) {
      for (const piece of splitToFit(part, (start) => measure(start, typeface, style.size) <= width)) {
        if (line.width > 0) end();
        append(line, piece, typeface, measure(piece, typeface, style.size));
      }
      return;
    }
    append(line, part, typeface, wide);
  };

  for (const { text: words, typeface } of runsOf(text, style.face)) {
    for (const [index, row] of words.split("\n").entries()) {
      if (index > 0) end();
      for (const part of row.match(/ +|[^ ]+/g) ?? []) add(part, typeface);
    }
  }
  end();
  return lines;
}

/** Words of one typeface stay one run, because right-to-left scripts are set as a whole. */
function append(line: Line, text: string, typeface: Run["typeface"], width: number): void {
  const last = line.runs.at(-1);
  if (last?.typeface === typeface) last.text += text;
  else line.runs.push({ text, typeface });
  line.width += width;
}

/** Splits into the longest prefixes that fit, at least one character each. */
function splitToFit(text: string, fits: (piece: string) => boolean): string[] {
  const characters = Array.from(text);
  const pieces: string[] = [];
  let count = 16;
  for (let from = 0; from < characters.length; from += count) {
    const start = from;
    const pieceOf = (many: number) => characters.slice(start, start + many).join("");
    count = longestFitting(characters.length - from, count, (many) => fits(pieceOf(many)));
    pieces.push(pieceOf(count));
  }
  return pieces;
}

/**
 * Searches in growing steps from a guess, then by bisection. Measuring costs time in proportion to length,
 * and the previous line is nearly always the right guess.
 */
function longestFitting(most: number, guess: number, fits: (many: number) => boolean): number {
  let [fitting, tooMany] = [1, most + 1];
  const narrow = (tried: number) => {
    const isFitting = fits(tried);
    if (isFitting) fitting = tried;
    else tooMany = tried;
    return isFitting;
  };
  const grows = narrow(Math.min(guess, most));
  for (let step = 1; tooMany - fitting > 1; step *= 2) {
    const tried = grows ? Math.min(fitting + step, most) : Math.max(tooMany - step, 1);
    if (narrow(tried) !== grows) break;
  }
  while (tooMany - fitting > 1) narrow((fitting + tooMany) >> 1);
  return fitting;
}

export type Face = "text" | "bold" | "mono";

interface Typeface {
  /** Name in the PDF. */
  name: string;
  bytes: Buffer;
  has: ReadonlySet<number>;
}

const { resolve } = createRequire(import.meta.url);
const noto = (subset: string, weight = 400) => `noto-sans/files/noto-sans-${subset}-${weight}-normal.woff`;
/** Fallbacks, in this order. */
const others = [
  ...["latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext", "devanagari"].map(
    (subset) => noto(subset),
  ),
  "noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff",
  // Mathematical letters, which posts use as decoration, and symbols.
  "noto-sans-math/files/noto-sans-math-latin-400-normal.woff",
  "noto-emoji/files/noto-emoji-emoji-400-normal.woff",
];
const paths: Record<Face, readonly string[]> = {
  text: [noto("latin"), ...others],
  bold: [noto("latin", 700), ...others],
  mono: ["noto-sans-mono/files/noto-sans-mono-latin-400-normal.woff", ...others],
};

/** Joiners and variation selectors, which carry no text. */
const invisibleCharacters = /\u200C|\u200D|[\uFE00-\uFE0F]/g;

const typefaceCache = new Map<string, Typeface>();

/** Loaded on first use: most dossiers need one or two. */
function openTypeface(path: string): Typeface {
  const cached = typefaceCache.get(path);
  if (cached) return cached;
  const bytes = readFileSync(resolve(`@fontsource/${path}`));
  const { characterSet } = create(bytes) as Font;
  const typeface = { name: path.slice(path.lastIndexOf("/") + 1), bytes, has: new Set(characterSet) };
  typefaceCache.set(path, typeface);
  return typeface;
}

export interface Run {
  text: string;
  typeface: Typeface;
}

/**
 * Splits text into runs that one typeface can write. Characters without a glyph are written by their number,
 * so nothing is lost.
 */
export function runsOf(text: string, face: Face): Run[] {
  const runs: Run[] = [];
  for (const character of visible(text).replaceAll(invisibleCharacters, "").replaceAll("\t", " ")) {
    const ownTypeface = typefaceFor(character, face, runs.at(-1)?.typeface);
    const shown = ownTypeface ? character : codePointName(character);
    const typeface = ownTypeface ?? typefaceFor("⟨", face) ?? openTypeface(paths[face][0] ?? "");
    const last = runs.at(-1);
    if (last?.typeface === typeface) last.text += shown;
    else runs.push({ text: shown, typeface });
  }
  return runs;
}

function typefaceFor(character: string, face: Face, last?: Typeface): Typeface | undefined {
  const code = character.codePointAt(0) ?? 0;
  // A space between right-to-left words belongs to their run, because the run is set as a whole.
  if (/^\s$/.test(character))
    return last?.name.includes("arabic") ? last : openTypeface(paths[face][0] ?? "");
  for (const path of paths[face]) {
    const typeface = openTypeface(path);
    if (typeface.has.has(code)) return typeface;
  }
  return undefined;
}
