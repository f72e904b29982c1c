/** Breaks text into lines of a width, in as many typefaces as it needs. */

import { type Face, type Run, runsOf } from "./fonts.ts";

export interface Look {
  face: Face;
  /** In points. */
  size: number;
  colour: string;
}

export interface Line {
  runs: Run[];
  /** How far it reaches, in points. */
  width: number;
}

/** In points; the same text in the same typeface and size is always as wide. */
export type Measure = (text: string, typeface: Run["typeface"], size: number) => number;

/** At spaces, and inside a word only where it is wider than the whole line: an address or a digest. */
export function breakLines(text: string, look: Look, width: number, measure: Measure): Line[] {
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
      // A space at the end of a line is the break itself.
      if (isSpace) return;
    }
    if (wide > width) {
      for (const piece of split(part, (one) => measure(one, typeface, look.size) <= width)) {
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

/** Words of one typeface stay one run: scripts that run to the left are set as a whole. */
function append(line: Line, text: string, typeface: Run["typeface"], width: number): void {
  const last = line.runs.at(-1);
  if (last?.typeface === typeface) last.text += text;
  else line.runs.push({ text, typeface });
  line.width += width;
}

/** The longest beginnings that fit, at least a character each. */
function split(text: string, fits: (piece: string) => boolean): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const character of text) {
    if (piece !== "" && !fits(piece + character)) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece];
}
