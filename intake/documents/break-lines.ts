/** Breaks text into lines of a given width, using several typefaces. */

import { type Face, type Run, runsOf } from "./fonts.ts";

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
export function breakLines(text: string, look: TextStyle, width: number, measure: Measure): Line[] {
  const lines: Line[] = [];
  let line: Line = { runs: [], width: 0 };
  const end = () => {
    lines.push(line);
    line = { runs: [], width: 0 };
  };
  const add = (part: string, typeface: Run["typeface"]) => {
    const wide = measure(part, typeface, look.size);
    const isSpace = /^ +$/.test(part);
    if (line.width + wide > width && line.width > 0) {
      end();
      // A space at the end of a line becomes the break.
      if (isSpace) return;
    }
    if (wide > width) {
      for (const piece of splitToFit(part, (one) => measure(one, typeface, look.size) <= width)) {
        if (line.width > 0) end();
        append(line, piece, typeface, measure(piece, typeface, look.size));
      }
      return;
    }
    append(line, part, typeface, wide);
  };

  for (const { text: words, typeface } of runsOf(text, look.face)) {
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
