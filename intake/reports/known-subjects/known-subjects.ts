/**
 * The signed known-subjects filter. All subjects are read once a day; the changed ones are found by the log, and the
 * filter is built again if there are any.
 */

import { hash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { FilterClaims } from "../../../utils/shared/contract/known-subjects.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { writeFilterFile } from "../../../utils/shared/seal/filter-file.ts";
import type { SealingKey } from "../../../utils/shared/seal/seal.ts";
import { buildFilter, type FilterKeys } from "../../../utils/shared/subject/build-filter.ts";
import type { Seed } from "../../../utils/shared/subject/subject-filter.ts";
import { utcDay } from "../../audit-log/close-days.ts";
import { readOrMakeSetting } from "../../db/shared-settings.ts";
import type { Db } from "../../db/store.ts";
import { readChangedSubjects, readKnownSubjects } from "../store/known-subjects.ts";
import { type KnownSubject, KnownSubjectSet } from "./collect-subjects.ts";

export interface KnownSubjectsFile {
  claims: FilterClaims;
  /** As sent to devices; see `utils/shared/seal/filter-file.ts`. */
  file: Uint8Array<ArrayBuffer>;
}

export interface KnownSubjects {
  /** Rebuilds the filter if a case has changed; concurrent calls share one check. */
  refresh(signal?: AbortSignal): Promise<KnownSubjectsFile>;
  /** Returns the last one built. */
  current(): Promise<KnownSubjectsFile>;
}

export interface FilterSize {
  /** Subjects that are read at first, those of the newest reports. */
  start: number;
  /** With more, all are read again. */
  most: number;
}

/** Fewer subjects are not worth another thread. */
const manySubjects = 20_000;

/** The subjects of one day, kept up to date. */
interface Collection {
  day: string;
  subjects: KnownSubjectSet;
  /** Number of the newest log batch whose cases were read. */
  batch: number;
  built?: KnownSubjectsFile & { version: number };
}

export function createKnownSubjects(
  db: Db,
  key: SealingKey,
  now: () => Date,
  size: FilterSize = limits.filterSubjects,
): KnownSubjects {
  let collection: Collection | undefined;
  let last: KnownSubjectsFile | undefined;
  let running: Promise<KnownSubjectsFile> | undefined;
  const refreshFile = async (signal?: AbortSignal) => {
    const day = utcDay(now());
    const isUsable = collection?.day === day && collection.subjects.count <= size.most;
    const current = isUsable && collection ? collection : await readAll(db, day, size.start, signal);
    collection = current;
    if (isUsable)
      current.batch = await readChangedSubjects(db, current.batch, takeInto(current.subjects, signal));
    const { subjects } = current;
    const { version, count } = subjects;
    if (current.built?.version !== version) {
      const claims = { at: now().toISOString(), count, ...subjects.prefixes() };
      const bytes = await build(subjects.keys());
      current.built = { version, ...(await writeFilterFile(bytes, claims, key)) };
    }
    last = current.built;
    return last;
  };
  const refresh = (signal?: AbortSignal) => {
    running ??= refreshFile(signal).finally(() => {
      running = undefined;
    });
    return running;
  };
  return { refresh, current: async () => last ?? refresh() };
}

async function readAll(db: Db, day: string, most: number, signal?: AbortSignal): Promise<Collection> {
  const subjects = new KnownSubjectSet(await seedOf(db, day));
  return { day, subjects, batch: await readKnownSubjects(db, most, takeInto(subjects, signal)) };
}

function takeInto(subjects: KnownSubjectSet, signal?: AbortSignal) {
  return (page: readonly KnownSubject[]) => {
    signal?.throwIfAborted();
    subjects.set(page);
  };
}

/** The same on every replica, so that they build identical bytes; the secret makes it unpredictable. */
async function seedOf(db: Db, day: string): Promise<Seed> {
  const secret = await readOrMakeSetting(db, "reported-secret", async () => randomBytes(32).toString("hex"));
  const seed = hash("sha256", `${secret} ${day}`, "buffer");
  return [seed.readUInt32LE(0), seed.readUInt32LE(4)];
}

async function build(keys: FilterKeys): Promise<Uint8Array<ArrayBuffer>> {
  if (keys.count < manySubjects) return buildFilter(keys);
  const thread = new Worker(new URL("./build-worker.ts", import.meta.url), { workerData: keys });
  try {
    // Rejects with the thread's error.
    const [bytes] = await once(thread, "message");
    return bytes;
  } finally {
    await thread.terminate();
  }
}
