/** The signed known-subjects filter, kept in memory and rebuilt after a case has changed. */

import { hash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { FilterClaims } from "../../../utils/shared/contract/known-subjects.ts";
import { writeFilterFile } from "../../../utils/shared/seal/filter-file.ts";
import type { SealingKey } from "../../../utils/shared/seal/seal.ts";
import type { Seed } from "../../../utils/shared/subject/subject-filter.ts";
import { readOrMakeSetting } from "../../db/shared-settings.ts";
import type { Db } from "../../db/store.ts";
import { readKnownSubjects, readKnownSubjectsStamp } from "../store/known-subjects.ts";
import { type Collected, collectInThread, type KnownSubject } from "./collect-subjects.ts";

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

/** Page size; fewer subjects need no worker thread. */
const pageRows = 20_000;

export function createKnownSubjects(db: Db, key: SealingKey, now: () => Date): KnownSubjects {
  let last: (KnownSubjectsFile & { stamp: string }) | undefined;
  let running: Promise<KnownSubjectsFile> | undefined;
  const look = async (signal?: AbortSignal) => {
    const stamp = await readKnownSubjectsStamp(db);
    if (last?.stamp === stamp) return last;
    const at = now().toISOString();
    const { bytes, ...known } = await collect(db, await seedOf(db, stamp), signal);
    last = { stamp, ...(await writeFilterFile(bytes, { at, ...known }, key)) };
    return last;
  };
  const refresh = (signal?: AbortSignal) => {
    running ??= look(signal).finally(() => {
      running = undefined;
    });
    return running;
  };
  return { refresh, current: async () => last ?? refresh() };
}

/** The same on every replica, so that they build identical bytes; the secret makes it unpredictable. */
async function seedOf(db: Db, stamp: string): Promise<Seed> {
  const secret = await readOrMakeSetting(db, "reported-secret", async () => randomBytes(32).toString("hex"));
  const seed = hash("sha256", `${secret} ${stamp}`, "buffer");
  return [seed.readUInt32LE(0), seed.readUInt32LE(4)];
}

/** Builds the filter in a worker thread, so that requests do not wait. */
function collectInWorker(seed: Seed) {
  const thread = new Worker(new URL("./collect-worker.ts", import.meta.url), { workerData: seed });
  return {
    add: (page: readonly KnownSubject[]) => thread.postMessage(page),
    /** Rejects with the thread's error. */
    async finish(): Promise<Collected> {
      thread.postMessage(null);
      const [collected] = await once(thread, "message");
      return collected;
    },
    stop: () => thread.terminate(),
  };
}

async function collect(db: Db, seed: Seed, signal?: AbortSignal) {
  const here = collectInThread(seed);
  let aside: ReturnType<typeof collectInWorker> | undefined;
  try {
    await readKnownSubjects(db, pageRows, async (page) => {
      signal?.throwIfAborted();
      if (page.length === pageRows) aside ??= collectInWorker(seed);
      (aside ?? here).add(page);
    });
    return await (aside ?? here).finish();
  } finally {
    await aside?.stop();
  }
}
