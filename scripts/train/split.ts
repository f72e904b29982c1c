/** Parts of the decided cases: one to learn from, one to set the threshold by, one that nobody looks at before the end. */

import { createHash } from "node:crypto";
import type { Example } from "./example.ts";

export interface Parts {
  learn: Example[];
  set: Example[];
  test: Example[];
}

/** Tenths of the bundles. */
const learnTenths = 6;
const setTenths = 2;

/**
 * Cases of one author or one group, and what hangs together by such, lie in one part: a model that knows a campaign's
 * text by heart would seem to recognise gambling. The same cases always fall into the same parts.
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

/** Gives the least id of those that an example hangs together with. */
function bundles(examples: readonly Example[]): (example: Example) => string {
  const above = new Map<string, string>();
  const rootOf = (name: string): string => {
    let root = name;
    for (let next = above.get(root); next !== undefined; next = above.get(root)) root = next;
    // Shorter next time.
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
