/** Fingerprint of a text, for near-duplicate detection. */

import { normalise } from "../../../utils/shared/i18n/normalise.ts";
import { digestHex } from "../../../utils/shared/seal/digest.ts";
import { bandsOf, signatureOf } from "./min-hash.ts";

export interface Fingerprint {
  /** SHA-256 of the normalised text; equal digests mean equal texts. */
  sha256: string;
  /** Empty for a text too short for similarity. */
  signature: number[];
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
export async function fingerprintOf(text: string): Promise<Fingerprint | undefined> {
  const words = normalise(text.slice(0, 2 * maxChars)).slice(0, maxChars);
  if (words === "") return undefined;
  const sha256 = await digestHex(new TextEncoder().encode(words));
  const members = shinglesOf(words);
  if (members.size === 0) return { sha256, signature: [], bands: [] };
  const signature = signatureOf(members);
  return { sha256, signature, bands: bandsOf(signature) };
}

/**
 * Character n-grams across word boundaries, because spaces are the cheapest disguise. "l" and "i" count as
 * one letter, because a stroke stands for either.
 */
function shinglesOf(words: string): Set<string> {
  const run = words.replaceAll(" ", "").replaceAll("l", "i");
  if (run.length < minChars) return new Set();
  return new Set(
    Array.from({ length: run.length - shingleChars + 1 }, (_, at) => run.slice(at, at + shingleChars)),
  );
}
