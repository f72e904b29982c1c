/** Writes a file so that it is there, whole, after a power cut; and clears away what a crash left half written. */

import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Longer than any file takes to be written. */
const abandonedMs = 3_600_000;

const arriving = "arriving";

/** Under its own name only when all of it is on the disk, and settled only when the name is too. */
export async function putDurably(folder: string, key: string, bytes: Uint8Array): Promise<void> {
  const [draft, path] = [join(folder, arriving, randomUUID()), join(folder, key)];
  await makeFolder(dirname(draft));
  await makeFolder(dirname(path));
  try {
    await writeSynced(draft, bytes);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Each folder that is made stands in the one above it, and that has to reach the disk as well. */
async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let at = path; at.length >= first.length; at = dirname(at)) await syncFolder(dirname(at));
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

export async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders, and keeps its names by itself.
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Whoever wrote them is gone: another replica's that are being written now are younger. */
export async function clearArriving(folder: string, now = Date.now()): Promise<void> {
  const names = await readdir(join(folder, arriving)).catch(() => []);
  for (const name of names) {
    const path = join(folder, arriving, name);
    const found = await stat(path).catch(() => undefined);
    if (found && now - found.mtimeMs > abandonedMs) await rm(path, { force: true });
  }
}
