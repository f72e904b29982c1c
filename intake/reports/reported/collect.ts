/** Builds the known-subjects filter from all reported subjects, page by page. */

import type { FilterClaims, ReportedState } from "../../../utils/shared/contract/reported.ts";
import { buildFilter, FilterKeys } from "../../../utils/shared/subject/build-filter.ts";
import type { Seed } from "../../../utils/shared/subject/filter.ts";
import { Prefixes } from "./prefixes.ts";

export interface ReportedSubject {
  subject: string;
  state: ReportedState;
}

export interface Collected extends Pick<FilterClaims, "count" | "prefixChars" | "short"> {
  bytes: Uint8Array<ArrayBuffer>;
}

/** Synchronous: takes seconds for a million subjects and blocks the thread. */
export function collectHere(seed: Seed) {
  const keys = new FilterKeys(seed);
  const prefixes = new Prefixes();
  return {
    add(page: readonly ReportedSubject[]): void {
      for (const { subject, state } of page) {
        keys.add(subject, state);
        prefixes.add(subject);
      }
    },
    finish: (): Collected => ({ bytes: buildFilter(keys), count: keys.count, ...prefixes.read() }),
  };
}
