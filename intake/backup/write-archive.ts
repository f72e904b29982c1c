/** Writes a backup file, private to its owner, that gets its final name only when it is complete on disk. */

import { createHash } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { hasCode } from "../core/error-causes.ts";
import { syncFolder } from "../evidence/durable-folder.ts";
import { padding, tarEnd, tarHeader } from "./tar.ts";

export interface ArchiveWriter {
  add(name: string, bytes: Uint8Array): Promise<void>;
  /** SHA-256 of everything so far. */
  digest(): string;
  /** Renames the file to its final name. Returns its size and SHA-256. */
  finish(): Promise<{ bytes: number; sha256: string }>;
  discard(): Promise<void>;
}

/** Throws if the file exists or there is no room; the message is shown to the administrator. */
export async function writeArchive(path: string): Promise<ArchiveWriter> {
  const partial = `${path}.partial`;
  await refuseExisting(path);
  const file = await open(partial, "wx", 0o600).catch((error) => throwExplained(error, partial));
  const hash = createHash("sha256");
  let size = 0;

  async function write(bytes: Uint8Array): Promise<void> {
    hash.update(bytes);
    for (let index = 0; index < bytes.length; )
      index += (await file.write(bytes, index, bytes.length - index, size + index)).bytesWritten;
    size += bytes.length;
  }

  return {
    async add(name, bytes) {
      try {
        await write(tarHeader(name, bytes.length));
        await write(bytes);
        await write(new Uint8Array(padding(bytes.length)));
      } catch (error) {
        throwExplained(error, path);
      }
    },
    digest: () => hash.copy().digest("hex"),
    async finish() {
      try {
        await write(tarEnd);
        await file.sync();
        await file.close();
        await refuseExisting(path);
        await rename(partial, path);
        await syncFolder(dirname(path));
      } catch (error) {
        throwExplained(error, path);
      }
      return { bytes: size, sha256: hash.digest("hex") };
    },
    async discard() {
      await file.close().catch(() => undefined);
      await rm(partial, { force: true });
    },
  };
}

async function refuseExisting(path: string): Promise<void> {
  const there = await open(path, "r").catch(() => undefined);
  if (!there) return;
  await there.close();
  throw new Error(`${path} exists already, and a backup is never overwritten. Name another file.`);
}

const diskFullCodes = ["ENOSPC", "EDQUOT", "EFBIG"];

export function isDiskFull(error: unknown): boolean {
  return hasCode(error, diskFullCodes);
}

function throwExplained(error: unknown, path: string): never {
  const code = (error as NodeJS.ErrnoException).code;
  if (isDiskFull(error))
    throw new Error(`There is no room for ${path}. Free some space, or name a file on another disk.`, {
      cause: error,
    });
  if (code === "EEXIST")
    throw new Error(`${path} exists: a backup is running or was interrupted. Delete it if none is running.`);
  if (code === "ENOENT") throw new Error(`The folder of ${path} does not exist. Create it first.`);
  throw error;
}
