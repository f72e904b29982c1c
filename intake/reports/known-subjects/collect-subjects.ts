/** All known subjects in memory: the keys of the filter, and how many share a hash prefix. */

import { hash } from "node:crypto";
import type { FilterClaims, KnownSubjectState } from "../../../utils/shared/contract/known-subjects.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { type FilterKeys, SubjectSet } from "../../../utils/shared/subject/build-filter.ts";
import type { Seed } from "../../../utils/shared/subject/subject-filter.ts";

export interface KnownSubject {
  subject: string;
  /** Undefined if it is not known any more. */
  state: KnownSubjectState | undefined;
}

const maxPrefixChars = 4;

/** Limits the length of a SHA-256 prefix in queries, so that enough subjects share each prefix. */
export class PrefixCounts {
  readonly #counts = new Uint32Array(16 ** maxPrefixChars);
  #all = 0;

  /** `by`: 1 for a new subject, -1 for one that is gone. */
  add(subject: string, by: 1 | -1 = 1): void {
    const prefix = Number.parseInt(hash("sha256", subject).slice(0, maxPrefixChars), 16);
    this.#counts[prefix] = (this.#counts[prefix] ?? 0) + by;
    this.#all += by;
  }

  /** The longest prefix that enough subjects share on average, and the prefixes with too few subjects. */
  read(): Pick<FilterClaims, "prefixChars" | "short"> {
    let prefixChars = maxPrefixChars;
    while (prefixChars > 0 && this.#all < limits.prefixShare * 16 ** prefixChars) prefixChars--;
    if (prefixChars === 0) return { prefixChars, short: [] };
    const width = 16 ** (maxPrefixChars - prefixChars);
    const short = new Set<string>();
    for (let prefix = 0; prefix < 16 ** prefixChars; prefix++) {
      const shared = this.#counts.subarray(prefix * width, (prefix + 1) * width);
      if (shared.reduce((sum, count) => sum + count, 0) >= limits.prefixShare) continue;
      short.add(prefix.toString(16).padStart(prefixChars, "0").slice(0, -1));
    }
    return { prefixChars, short: [...short] };
  }
}

export class KnownSubjectSet {
  readonly #subjects: SubjectSet;
  readonly #prefixes = new PrefixCounts();
  /** Incremented by each change. */
  version = 0;

  constructor(seed: Seed) {
    this.#subjects = new SubjectSet(seed);
  }

  get count(): number {
    return this.#subjects.count;
  }

  set(page: readonly KnownSubject[]): void {
    for (const { subject, state } of page) {
      const before = this.#subjects.set(subject, state);
      if (before === state) continue;
      this.version++;
      if (before === undefined) this.#prefixes.add(subject);
      if (state === undefined) this.#prefixes.add(subject, -1);
    }
  }

  keys(): FilterKeys {
    return this.#subjects.keys();
  }

  prefixes(): Pick<FilterClaims, "prefixChars" | "short"> {
    return this.#prefixes.read();
  }
}
