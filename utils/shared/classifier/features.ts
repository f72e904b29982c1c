/** Features of a post for the model: character n-grams of its normalised words, and link hosts. */

import type { Fields } from "../contract/evidence.ts";
import { fnv1a, normalise } from "../i18n/normalise-text.ts";
import { hostsOf } from "../policy/link-host.ts";

const runChars = [3, 4, 5] as const;
/** Longer texts are truncated. */
const maxChars = 2_000;

/** Title and text as they are, and the distinct hosts. Empty for a post without words. */
export interface ClassifierInput {
  text: string;
  hosts: string[];
}

export function classifierInputOf({ title, text, links }: Fields): ClassifierInput {
  const hosts = hostsOf(links?.value ?? []);
  return { text: [title?.value, text?.value].filter(Boolean).join("\n"), hosts };
}

/** Returns the distinct bucket numbers of a post, unordered. `buckets`: a power of two. */
export function featuresOf({ text, hosts }: ClassifierInput, buckets: number): number[] {
  const words = normalise(text.slice(0, maxChars));
  // Treats "l" and "i" as one letter, because a stroke can represent either.
  const line = words === "" ? "" : ` ${words.replaceAll("l", "i")} `;
  const indices = new Set<number>();
  for (const length of runChars) {
    for (let index = 0; index + length <= line.length; index++)
      indices.add(bucketOf(fnv1a(line, index, index + length), buckets));
  }
  for (const host of hosts) indices.add(bucketOf(fnv1a(`://${host}`), buckets));
  return [...indices];
}

/** Mixes the high bits in, because the low bits depend on few characters. */
function bucketOf(run: number, buckets: number): number {
  return (run ^ (run >>> 15)) & (buckets - 1);
}
