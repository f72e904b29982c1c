/** Embedded typefaces of the PDF, and their character coverage. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";
import { codePointName, visible } from "./plain-text.ts";

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
