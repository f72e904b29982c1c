/** What a model looks at in a post: runs of characters of its words without their disguises, and where its links lead. */

import type { Fields } from "../contract/evidence.ts";
import { normalise } from "../language/normalise.ts";

const runChars = [3, 4, 5] as const;
/** Longer texts are judged by their beginning. */
const mostChars = 2_000;

/** Title and text as they stand, and each host once; empty for a post without words. */
export interface Said {
  text: string;
  hosts: string[];
}

export function saidIn({ title, text, links }: Fields): Said {
  const hosts = (links?.value ?? []).flatMap(({ address }) => {
    const host = URL.parse(address)?.hostname.replace(/^www\./, "");
    return host ? [host] : [];
  });
  return { text: [title?.value, text?.value].filter(Boolean).join("\n"), hosts: [...new Set(hosts)] };
}

/** Numbers of the buckets that a post falls into, each once, in no order. `buckets`: a power of two. */
export function featuresOf({ text, hosts }: Said, buckets: number): number[] {
  const words = normalise(text.slice(0, mostChars));
  // "l" and "i" count as one letter, since a stroke stands for either.
  const line = words === "" ? "" : ` ${words.replaceAll("l", "i")} `;
  const found = new Set<number>();
  for (const length of runChars) {
    for (let at = 0; at + length <= line.length; at++) found.add(hash(line, at, at + length) & (buckets - 1));
  }
  for (const host of hosts) found.add(hash(`://${host}`, 0, host.length + 3) & (buckets - 1));
  return [...found];
}

/** FNV-1a over UTF-16 code units, 32 bits. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string, from: number, to: number): number {
  let now = 0x811c9dc5;
  for (let at = from; at < to; at++) now = Math.imul(now ^ text.charCodeAt(at), 0x01000193);
  // The low bits alone would depend on few characters.
  return (now ^ (now >>> 15)) >>> 0;
}
