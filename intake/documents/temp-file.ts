/**
 * Spools a large answer to an unlinked temporary file, so that its digest is known before it is sent and
 * memory stays small.
 */

import { createHash } from "node:crypto";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";

const chunkBytes = 256 * 1024;

export interface TempFile {
  /** Text is written as UTF-8. */
  write(piece: Uint8Array | string): Promise<void>;
  size(): number;
  finish(): TempFileContent;
  /** Frees the file; also after `finish`, if it is not read. */
  discard(): Promise<void>;
}

export interface TempFileContent {
  sha256: string;
  crc32: number;
  bytes: number;
  /** From the start; the file stays open. */
  read(): AsyncGenerator<Uint8Array>;
  /** As a response body; frees the file at its end. */
  stream(): ReadableStream<Uint8Array>;
}

/** The file is unlinked at once, so that a crash leaves nothing behind. */
export async function openTempFile(): Promise<TempFile> {
  const folder = await mkdtemp(join(tmpdir(), "lapor-export-"));
  const file = await open(join(folder, "export"), "wx+", 0o600);
  await rm(folder, { recursive: true, force: true });
  const hash = createHash("sha256");
  let [size, crc] = [0, 0];

  async function* read(): AsyncGenerator<Uint8Array> {
    for (let index = 0; index < size; ) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(chunkBytes), 0, chunkBytes, index);
      if (bytesRead === 0) throw new Error("the temporary file is shorter than its content");
      index += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  function stream(): ReadableStream<Uint8Array> {
    const pieces = read();
    return new ReadableStream({
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (!done) return controller.enqueue(new Uint8Array(value));
        await file.close();
        controller.close();
      },
      cancel: () => file.close(),
    });
  }

  return {
    async write(piece) {
      const bytes = typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
      hash.update(bytes);
      crc = crc32(bytes, crc);
      for (let index = 0; index < bytes.length; )
        index += (await file.write(bytes, index, bytes.length - index, size + index)).bytesWritten;
      size += bytes.length;
    },
    size: () => size,
    finish: () => ({ sha256: hash.digest("hex"), crc32: crc, bytes: size, read, stream }),
    discard: () => file.close(),
  };
}
