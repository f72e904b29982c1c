/** Fingerprint of a text, for near-duplicate detection. */

import { normalise } from "../../../utils/shared/i18n/normalise-text.ts";
import { sha256Of } from "../../core/digest.ts";
import { bandsOf, hashOf, lowBytes, signatureOf } from "./min-hash.ts";

export interface Fingerprint {
  /** SHA-256 of the normalised text; equal digests mean equal texts. */
  sha256: string;
  /** Empty for a text too short for similarity. */
  signature: Uint8Array;
  bands: number[];
}

/** Shorter texts ("mantap", "cek bio") match only themselves. */
const minChars = 8;
const shingleChars = 3;
/** Longer texts are compared by their beginning. */
const maxChars = 5_000;

/** Maximum distance of near-duplicates. */
export const maxTextDistance = 0.45;

/** Returns undefined if normalisation leaves nothing. */
export function fingerprintOf(text: string): Fingerprint | undefined {
  return fingerprintOfWords(wordsOf(text));
}

/** The text as it is compared. */
export function wordsOf(text: string): string {
  return normalise(text.slice(0, 2 * maxChars)).slice(0, maxChars);
}

/** `words`: as `wordsOf` returns them. */
export function fingerprintOfWords(words: string): Fingerprint | undefined {
  if (words === "") return undefined;
  const sha256 = sha256Of(words);
  const members = shinglesOf(words);
  if (members.size === 0) return { sha256, signature: new Uint8Array(), bands: [] };
  const values = signatureOf(members);
  return { sha256, signature: lowBytes(values), bands: bandsOf(values) };
}

/**
 * Hashes of character n-grams across word boundaries, because spaces are the cheapest disguise. "l" and "i" count as
 * one letter, because a stroke stands for either.
 */
function shinglesOf(words: string): Set<number> {
  const run = words.replaceAll(" ", "").replaceAll("l", "i");
  const members = new Set<number>();
  if (run.length < minChars) return members;
  for (let index = 0; index + shingleChars <= run.length; index++)
    members.add(hashOf(run, index, index + shingleChars));
  return members;
}
