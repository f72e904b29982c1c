/** What a text is compared by. */

import { normalise } from "../../utils/language/normalise.ts";
import { digestHex } from "../../utils/seal/digest.ts";
import { bandsOf, signatureOf } from "./min-hash.ts";

export interface Fingerprint {
  /** Of the normalised text: the same digest is the same text. */
  sha256: string;
  /** Empty for a text too short to be like another. */
  signature: number[];
  bands: number[];
}

/** Shorter texts ("mantap", "cek bio") are like nothing but themselves. */
const fewestChars = 8;
const partChars = 3;
/** Longer texts are compared by their beginning. */
const mostChars = 5_000;

/** At most this far from each other two texts are taken to say the same. */
export const nearText = 0.5;

/** Undefined: nothing is left of the text to be compared. */
export async function fingerprintOf(text: string): Promise<Fingerprint | undefined> {
  const words = normalise(text.slice(0, 2 * mostChars)).slice(0, mostChars);
  if (words === "") return undefined;
  const sha256 = await digestHex(new TextEncoder().encode(words));
  const members = partsOf(words);
  if (members.size === 0) return { sha256, signature: [], bands: [] };
  const signature = signatureOf(members);
  return { sha256, signature, bands: bandsOf(signature) };
}

/**
 * Runs of characters, wherever words end: spaces are the cheapest disguise. "l" and "i" count as one letter, since a
 * stroke stands for either.
 */
function partsOf(words: string): Set<string> {
  const run = words.replaceAll(" ", "").replaceAll("l", "i");
  if (run.length < fewestChars) return new Set();
  return new Set(
    Array.from({ length: run.length - partChars + 1 }, (_, at) => run.slice(at, at + partChars)),
  );
}
