/** A log that cannot be altered unseen: each entry's hash covers the entry and the hash before it. */

import type { LogEntry } from "../contract/case.ts";
import { digestJson } from "./digest.ts";

export type LogDraft = Omit<LogEntry, "previous" | "hash">;

/** Links an entry to the one before; the first entry's `previous` is its case's id, so that a chain cannot change cases. */
export async function linkEntry(entry: LogDraft, previous: string): Promise<LogEntry> {
  return { ...entry, previous, hash: await entryHash(entry, previous) };
}

/** SHA-256 of the canonical JSON of `{ seq, at, by, act, detail, previous }`. */
function entryHash({ seq, at, by, act, detail }: LogDraft, previous: string): Promise<string> {
  return digestJson({ seq, at, by, act, detail, previous });
}

/** Where a case's chain first breaks: the entry's `seq`, or undefined when it holds. */
export async function firstBreak(caseId: string, log: readonly LogEntry[]): Promise<number | undefined> {
  let previous = caseId;
  for (const [index, entry] of log.entries()) {
    const holds = entry.seq === index + 1 && entry.previous === previous;
    if (!holds || entry.hash !== (await entryHash(entry, previous))) return index + 1;
    previous = entry.hash;
  }
  return undefined;
}
