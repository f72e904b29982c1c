/** Builds the known-subjects filter from all reported subjects, page by page. */

import { hash } from "node:crypto";
import type { FilterClaims, KnownSubjectState } from "../../../utils/shared/contract/known-subjects.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { buildFilter, FilterKeys } from "../../../utils/shared/subject/build-filter.ts";
import type { Seed } from "../../../utils/shared/subject/subject-filter.ts";

export interface KnownSubject {
  subject: string;
  state: KnownSubjectState;
}

export interface Collected extends Pick<FilterClaims, "count" | "prefixChars" | "short"> {
  bytes: Uint8Array<ArrayBuffer>;
}

const maxPrefixChars = 4;

/** Limits the length of a SHA-256 prefix in queries, so that enough subjects share each prefix. */
export class PrefixCounts {
  readonly #counts = new Uint32Array(16 ** maxPrefixChars);
  #all = 0;

  add(subject: string): void {
    const at = Number.parseInt(hash("sha256", subject).slice(0, maxPrefixChars), 16);
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.#all++;
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

/** Synchronous: takes seconds for a million subjects and blocks the thread. */
export function collectInThread(seed: Seed) {
  const keys = new FilterKeys(seed);
  const prefixes = new PrefixCounts();
  return {
    add(page: readonly KnownSubject[]): void {
      for (const { subject, state } of page) {
        keys.add(subject, state);
        prefixes.add(subject);
      }
    },
    finish: (): Collected => ({ bytes: buildFilter(keys), count: keys.count, ...prefixes.read() }),
  };
}
