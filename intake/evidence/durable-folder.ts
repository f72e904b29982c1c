/** Writes files durably across a power cut, and removes half-written leftovers of a crash. */

import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";

/** Exceeds the time to write any file. */
const abandonedMs = 3_600_000;

const uploadFolder = "arriving";

/** Writes to a temporary name, syncs, renames, and syncs the folder. */
export async function putDurably(folder: string, key: string, content: Uint8Array | Readable): Promise<void> {
  const [draft, path] = [join(folder, uploadFolder, randomUUID()), join(folder, key)];
  await makeFolder(dirname(draft));
  await makeFolder(dirname(path));
  try {
    await writeSynced(draft, content);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Syncs the parent of each created folder, because the new entry must reach the disk too. */
async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let folder = path; folder.length >= first.length; folder = dirname(folder))
    await syncFolder(dirname(folder));
}

async function writeSynced(path: string, content: Uint8Array | Readable): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

export async function syncFolder(path: string): Promise<void> {
  // Windows cannot open folders, and persists names itself.
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Leftovers this old belong to a dead process; files being written by other replicas are younger. */
export async function clearAbandonedUploads(folder: string, now = Date.now()): Promise<void> {
  const names = await readdir(join(folder, uploadFolder)).catch(() => []);
  for (const name of names) {
    const path = join(folder, uploadFolder, name);
    const stats = await stat(path).catch(() => undefined);
    if (stats && now - stats.mtimeMs > abandonedMs) await rm(path, { force: true });
  }
}
