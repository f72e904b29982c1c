/** The stored known-subjects filter, verified with the pinned key when it is read from disk. */

import type { PublicKey } from "../../shared/contract/enrolment.ts";
import type { FilterClaims, KnownSubjectState } from "../../shared/contract/known-subjects.ts";
import { limits } from "../../shared/contract/limits.ts";
import { fail, ok, type Result } from "../../shared/contract/result.ts";
import type { Subject } from "../../shared/contract/site.ts";
import { thumbprintOf } from "../../shared/seal/digest.ts";
import { openFilterFile } from "../../shared/seal/filter-file.ts";
import { type Filter, openFilter } from "../../shared/subject/subject-filter.ts";
import { connection } from "../browser/storage.ts";
import { readStoredFilter, type StoredFilter } from "./stored-filter.ts";

export interface OpenedFilter {
  claims: FilterClaims;
  filter: Filter;
}

/** `filter-invalid`, with the part that failed. */
export async function checkFilter(
  file: Uint8Array<ArrayBuffer>,
  key: PublicKey,
): Promise<Result<OpenedFilter>> {
  if (file.length > limits.filterBytes) return fail("filter-invalid", "size");
  const opened = await openFilterFile(file, key);
  if (!opened.ok) return opened;
  const filter = openFilter(opened.value.bytes);
  return filter ? ok({ claims: opened.value.claims, filter }) : fail("filter-invalid", "bytes");
}

/** Absent if not enrolled, or if enrolled before the intake had a key. */
export async function readPinnedKey(): Promise<{ kid: string; key: PublicKey } | undefined> {
  const key = (await connection.getValue())?.intakeKey;
  return key && { kid: await thumbprintOf(key), key };
}

interface CachedFilter {
  kid: string;
  stored?: StoredFilter;
  opened?: OpenedFilter;
}

/** Cached, because a page in view asks repeatedly. */
let memory: { kid: string; kept: Promise<CachedFilter> } | undefined;

/** Ignores a filter stored under another intake's key. */
export async function readCachedFilter(): Promise<CachedFilter | undefined> {
  const pinned = await readPinnedKey();
  if (!pinned) return undefined;
  const { kid, key } = pinned;
  if (memory?.kid !== kid) memory = { kid, kept: readFromDisk(kid, key) };
  return memory.kept;
}

async function readFromDisk(kid: string, key: PublicKey): Promise<CachedFilter> {
  // A disk error costs only the marks, never a report.
  const stored = await readStoredFilter().catch(() => undefined);
  if (stored?.kid !== kid) return { kid };
  const checked = stored.file && (await checkFilter(stored.file, key));
  return { kid, stored, ...(checked?.ok ? { opened: checked.value } : {}) };
}

/** Takes effect immediately, even if writing to disk fails. */
export function cacheFilter(kept: CachedFilter): void {
  memory = { kid: kept.kid, kept: Promise.resolve(kept) };
}

/** Looks a post up in the filter. About one in two thousand unreported posts gets a false positive. */
export async function findKnownSubject(names: readonly Subject[]): Promise<KnownSubjectState | undefined> {
  const filter = (await readCachedFilter())?.opened?.filter;
  return names.map((name) => filter?.find(name)).find((state) => state !== undefined);
}
