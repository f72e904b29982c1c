/** Reads a backup entry by entry, and rejects any byte that the writer would not have written. */

import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { blockBytes, padding, readTarHeader, tarEnd } from "./tar.ts";

export interface ArchiveEntry {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** SHA-256 of everything before this entry. */
  before: string;
}

/** Exceeds any part or file that is written; larger entries are not read into memory. */
const maxEntryBytes = 256_000_000;

/** Throws if the file is no backup, ends early, or was changed where no digest would show it. */
export async function* readArchive(path: string): AsyncGenerator<ArchiveEntry> {
  const file = await open(path, "r").catch((cause: unknown) => {
    throw new Error(`${path} cannot be read.`, { cause });
  });
  try {
    yield* readEntries(file, path);
  } finally {
    await file.close();
  }
}

async function* readEntries(file: FileHandle, path: string): AsyncGenerator<ArchiveEntry> {
  const reader = new Reader(file, path, (await file.stat()).size);
  const hash = createHash("sha256");
  for (;;) {
    const start = reader.at;
    const block = await reader.take(blockBytes);
    if (isZero(block)) return checkEnd(reader);
    const entry = readTarHeader(block);
    if (!entry || entry.size > maxEntryBytes)
      throw new Error(
        start === 0 ? `${path} is not a backup of Lapor Kominfo.` : `${path} was changed at byte ${start}.`,
      );
    const before = hash.copy().digest("hex");
    const bytes = await reader.take(entry.size);
    const zeros = await reader.take(padding(entry.size));
    if (!isZero(zeros)) throw new Error(`${path} was changed after ${entry.name}.`);
    for (const piece of [block, bytes, zeros]) hash.update(piece);
    yield { name: entry.name, bytes, before };
  }
}

async function checkEnd(reader: Reader): Promise<void> {
  const rest = await reader.take(tarEnd.length - blockBytes);
  if (!isZero(rest) || reader.at !== reader.total)
    throw new Error(`${reader.path} was changed: there is data after its end.`);
}

/** Reads forward, and throws where fewer bytes are left. */
class Reader {
  at = 0;
  readonly path: string;
  readonly total: number;
  readonly #file: FileHandle;

  constructor(file: FileHandle, path: string, total: number) {
    this.#file = file;
    this.path = path;
    this.total = total;
  }

  async take(bytes: number): Promise<Uint8Array<ArrayBuffer>> {
    const { path, total } = this;
    if (this.at + bytes > total)
      throw new Error(`${path} ends early, at byte ${total}: it was not copied or written completely.`);
    const buffer = new Uint8Array(bytes);
    for (let read = 0; read < bytes; ) {
      const { bytesRead } = await this.#file.read(buffer, read, bytes - read, this.at + read);
      if (bytesRead === 0) throw new Error(`${path} became shorter while it was read.`);
      read += bytesRead;
    }
    this.at += bytes;
    return buffer;
  }
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}
