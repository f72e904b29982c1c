/** The PDF's typefaces, all embedded, and which of them can write a character. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";

export type Face = "text" | "bold" | "mono";

interface Typeface {
  /** Its name in the PDF. */
  name: string;
  bytes: Buffer;
  has: ReadonlySet<number>;
}

const { resolve } = createRequire(import.meta.url);
const noto = (subset: string, weight = 400) => `noto-sans/files/noto-sans-${subset}-${weight}-normal.woff`;
/** Tried in this order. */
const others = [
  ...["latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext", "devanagari"].map(
    (subset) => noto(subset),
  ),
  "noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff",
  // Letters of mathematics, with which posts dress up their words, and signs.
  "noto-sans-math/files/noto-sans-math-latin-400-normal.woff",
  "noto-emoji/files/noto-emoji-emoji-400-normal.woff",
];
const paths: Record<Face, readonly string[]> = {
  text: [noto("latin"), ...others],
  bold: [noto("latin", 700), ...others],
  mono: ["noto-sans-mono/files/noto-sans-mono-latin-400-normal.woff", ...others],
};

const opened = new Map<string, Typeface>();

/** Read when first needed: most dossiers are written in one or two of them. */
function openTypeface(path: string): Typeface {
  const known = opened.get(path);
  if (known) return known;
  const bytes = readFileSync(resolve(`@fontsource/${path}`));
  const { characterSet } = create(bytes) as Font;
  const typeface = { name: path.slice(path.lastIndexOf("/") + 1), bytes, has: new Set(characterSet) };
  opened.set(path, typeface);
  return typeface;
}

export interface Run {
  text: string;
  typeface: Typeface;
}

/**
 * A text cut into what one typeface can write. What none can write, and what only turns or hides other characters, is
 * named by its number, such as `⟨U+202E⟩`: nothing is lost, and nothing pretends.
 */
export function runsOf(text: string, face: Face): Run[] {
  const runs: Run[] = [];
  for (const character of text.replaceAll(/\r\n?/g, "\n")) {
    const found = plain(character) ? typefaceFor(character, face, runs.at(-1)?.typeface) : undefined;
    const shown = found ? character : numbered(character);
    const typeface = found ?? typefaceFor("⟨", face) ?? openTypeface(paths[face][0] ?? "");
    const last = runs.at(-1);
    if (last?.typeface === typeface) last.text += shown;
    else if (shown !== "") runs.push({ text: shown, typeface });
  }
  return runs;
}

function typefaceFor(character: string, face: Face, last?: Typeface): Typeface | undefined {
  const code = character.codePointAt(0) ?? 0;
  // Spaces and line breaks belong to the word before them: words of one script stay together.
  if (/^\s$/.test(character)) return last ?? openTypeface(paths[face][0] ?? "");
  for (const path of paths[face]) {
    const typeface = openTypeface(path);
    if (typeface.has.has(code)) return typeface;
  }
  return undefined;
}

/** Neither control nor format characters; line breaks are breaks. */
function plain(character: string): boolean {
  return character === "\n" || !/^[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]$/u.test(character);
}

/** Joiners and the choice of an emoji's colour carry no words. */
function numbered(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x200d || (code >= 0xfe00 && code <= 0xfe0f)) return "";
  if (character === "\t") return " ";
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}
