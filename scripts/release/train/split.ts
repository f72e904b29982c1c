/** Splits the decided cases into a training set, a validation set for the threshold, and a test set. */

import { createHash } from "node:crypto";
import type { Example } from "./example.ts";

export interface Parts {
  learn: Example[];
  set: Example[];
  test: Example[];
}

/** In tenths of the bundles; the rest is the test set. */
const learnTenths = 6;
const setTenths = 2;

/**
 * Cases linked by author or group, directly or indirectly, stay in one set: a model that memorised a campaign's text would
 * otherwise seem to recognise gambling. Deterministic for the same cases.
 */
export function splitApart(examples: readonly Example[]): Parts {
  const bundleOf = bundles(examples);
  const parts: Parts = { learn: [], set: [], test: [] };
  for (const example of examples) {
    const tenth = createHash("sha256").update(bundleOf(example)).digest().readUInt32BE() % 10;
    const name = tenth < learnTenths ? "learn" : tenth < learnTenths + setTenths ? "set" : "test";
    parts[name].push(example);
  }
  return parts;
}

/** Union-find: returns the smallest id of those linked with an example. */
function bundles(examples: readonly Example[]): (example: Example) => string {
  const above = new Map<string, string>();
  const rootOf = (name: string): string => {
    let root = name;
    for (let next = above.get(root); next !== undefined; next = above.get(root)) root = next;
    // Path compression.
    for (let now = name; now !== root; ) {
      const next = above.get(now) ?? root;
      above.set(now, root);
      now = next;
    }
    return root;
  };
  for (const { id, ties } of examples) {
    for (const tie of ties) {
      const [one, other] = [rootOf(id), rootOf(tie)];
      if (one !== other) above.set(one, other);
    }
  }
  const least = new Map<string, string>();
  for (const { id } of examples) {
    const root = rootOf(id);
    const known = least.get(root);
    if (known === undefined || id < known) least.set(root, id);
  }
  return ({ id }) => least.get(rootOf(id)) ?? id;
}
