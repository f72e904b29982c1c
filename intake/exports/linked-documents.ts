/** Caches the documents that letters' addresses open, so that a repeated request costs nothing. */

import type { Result } from "../../utils/shared/contract/result.ts";

export interface LinkedDocument {
  caseId: string;
  bytes: Uint8Array<ArrayBuffer>;
  sha256: string;
}

export interface LinkedDocuments {
  /** Concurrent calls share one result. `key` must contain everything on which the document depends. */
  get(key: string, make: () => Promise<Result<LinkedDocument>>): Promise<Result<LinkedDocument>>;
  clear(): void;
}

const maxAgeMs = 3_600_000;
const maxBytes = 32_000_000;

interface CachedDocument {
  at: number;
  /** 0 while it is being made. */
  bytes: number;
  made: Promise<Result<LinkedDocument>>;
}

export function createLinkedDocuments(now: () => Date): LinkedDocuments {
  const kept = new Map<string, CachedDocument>();

  function makeRoom(): void {
    let sum = 0;
    for (const [key, { bytes, at }] of [...kept].reverse()) {
      sum += bytes;
      if (sum > maxBytes || now().getTime() - at > maxAgeMs) kept.delete(key);
    }
  }

  return {
    get(key, make) {
      makeRoom();
      const cached = kept.get(key);
      if (cached) return cached.made;
      const entry: CachedDocument = { at: now().getTime(), bytes: 0, made: make() };
      kept.set(key, entry);
      entry.made.then(
        (made) => {
          if (made.ok) entry.bytes = made.value.bytes.length;
          else kept.delete(key);
        },
        () => kept.delete(key),
      );
      return entry.made;
    },
    clear: () => kept.clear(),
  };
}
