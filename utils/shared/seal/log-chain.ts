/** A tamper-evident log: each entry's hash covers the entry and the previous hash. */

import type { LogEntry } from "../contract/case.ts";
import { digestJson } from "./digest.ts";

export type LogDraft = Omit<LogEntry, "previous" | "hash">;

/**
 * Links an entry to the previous one. The first entry's `previous` is its case's id, so a chain cannot be moved
 * to another case.
 */
export async function linkEntry(entry: LogDraft, previous: string): Promise<LogEntry> {
  return { ...entry, previous, hash: await entryHash(entry, previous) };
}

function entryHash(entry: LogDraft, previous: string): Promise<string> {
  return digestJson(hashedEntry(entry, previous));
}

/** An entry's hash is the SHA-256 of the canonical JSON of this. */
export function hashedEntry({ seq, at, by, act, detail }: LogDraft, previous: string): object {
  return { seq, at, by, act, detail, previous };
}

/** Returns the `seq` of the first invalid entry; undefined if the chain is intact. */
export async function firstBreak(caseId: string, log: readonly LogEntry[]): Promise<number | undefined> {
  let previous = caseId;
  for (const [index, entry] of log.entries()) {
    const holds = entry.seq === index + 1 && entry.previous === previous;
    if (!holds || entry.hash !== (await entryHash(entry, previous))) return index + 1;
    previous = entry.hash;
  }
  return undefined;
}
