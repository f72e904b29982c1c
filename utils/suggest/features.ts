/** What a model looks at in a post: runs of characters of its words without their disguises, and where its links lead. */

import type { Fields } from "../contract/evidence.ts";
import { fnv1a } from "../language/hash.ts";
import { normalise } from "../language/normalise.ts";
import { hostsOf } from "../policy/link-host.ts";

const runChars = [3, 4, 5] as const;
/** Longer texts are judged by their beginning. */
const mostChars = 2_000;

/** Title and text as they stand, and each host once; empty for a post without words. */
export interface Said {
  text: string;
  hosts: string[];
}

export function saidIn({ title, text, links }: Fields): Said {
  const hosts = hostsOf(links?.value ?? []);
  return { text: [title?.value, text?.value].filter(Boolean).join("\n"), hosts };
}

/** Numbers of the buckets that a post falls into, each once, in no order. `buckets`: a power of two. */
export function featuresOf({ text, hosts }: Said, buckets: number): number[] {
  const words = normalise(text.slice(0, mostChars));
  // "l" and "i" count as one letter, since a stroke stands for either.
  const line = words === "" ? "" : ` ${words.replaceAll("l", "i")} `;
  const found = new Set<number>();
  for (const length of runChars) {
    for (let at = 0; at + length <= line.length; at++)
      found.add(bucketOf(fnv1a(line, at, at + length), buckets));
  }
  for (const host of hosts) found.add(bucketOf(fnv1a(`://${host}`), buckets));
  return [...found];
}

/** The low bits alone would depend on few characters. */
function bucketOf(run: number, buckets: number): number {
  return (run ^ (run >>> 15)) & (buckets - 1);
}
