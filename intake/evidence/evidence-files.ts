/** Evidence files by content address, in a folder or a bucket. */

import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Disk } from "flydrive";
import { FSDriver } from "flydrive/drivers/fs";
import { folderOf } from "../core/folders.ts";
import { clearAbandonedUploads, putDurably } from "./durable-folder.ts";
import { fileType } from "./file-type.ts";

export interface NamedFiles {
  /** Stores a file outside the evidence, by name, for example `exports/2026-11-25.jsonl.gz`. */
  putNamed(name: string, content: Readable): Promise<void>;
  hasNamed(name: string): Promise<boolean>;
}

export interface EvidenceFiles extends NamedFiles {
  /** Resolves once the bytes are durably stored. */
  put(sha256: string, bytes: Uint8Array): Promise<void>;
  /** Returns undefined if there is no such file. */
  get(sha256: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string } | undefined>;
  has(sha256: string): Promise<boolean>;
  /** Idempotent. */
  remove(sha256: string): Promise<void>;
  /** Returns undefined if there is no such file. */
  getNamed(name: string): Promise<Uint8Array | undefined>;
  /** Throws if writing is not possible now. */
  checkWritable(): Promise<void>;
}

/**
 * Accepts `file:FOLDER` or `s3://BUCKET?region=…&endpoint=…` (also `s3:BUCKET`). Throws if it cannot be used;
 * the message is shown to the administrator.
 */
export async function openEvidence(address: string): Promise<EvidenceFiles> {
  if (address.startsWith("file:")) return openFolder(folderOf(address));
  if (address.startsWith("s3:")) return openBucket(address);
  throw new Error(`EVIDENCE_URL must start with file: or s3:, not ${address.split(":", 1)[0]}:`);
}

async function openFolder(folder: string): Promise<EvidenceFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await clearAbandonedUploads(folder);
  const disk = new Disk(new FSDriver({ location: folder, visibility: "private" }));
  return filesOn(disk, (key, content) => putDurably(folder, key, content));
}

/** The store cannot be used now. The message is for the administrator. */
export class EvidenceUnavailable extends Error {
  override name = "EvidenceUnavailable";
}

/** The bucket refused or gave no answer. */
function bucketFailure(error: unknown): EvidenceUnavailable {
  const { cause = error } = error as Error;
  const { name, code, $metadata } = cause as Error & {
    code?: string;
    $metadata?: { httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  return new EvidenceUnavailable(
    status === undefined
      ? `The evidence store gave no answer: ${code ?? name}.`
      : `The evidence store refused: ${name} (HTTP ${status}).`,
    { cause },
  );
}

/** The SDK waits for ever by default. A file has at most 5 MB. */
const patience = { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true };

/** The AWS SDK reads credentials from the environment; it is loaded only here. */
async function openBucket(address: string): Promise<EvidenceFiles> {
  const url = new URL(address.startsWith("s3://") ? address : address.replace(/^s3:/, "s3://"));
  const [region, endpoint] = [url.searchParams.get("region"), url.searchParams.get("endpoint")];
  if (!region && !process.env.AWS_REGION)
    throw new Error("EVIDENCE_URL: name the bucket's region, such as s3://BUCKET?region=us-east-1");
  const { S3Driver } = await import("flydrive/drivers/s3");
  const disk = new Disk(
    new S3Driver({
      bucket: url.hostname,
      visibility: "private",
      // Buckets made since April 2023 refuse writes that name an access list.
      supportsACL: false,
      // Servers other than Amazon's may not know the SDK's checksums. The signature covers the content.
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
      requestHandler: patience,
      maxAttempts: 2,
      ...(region ? { region } : {}),
      ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    }),
  );
  // A bucket shows an object only when it is complete.
  return named(
    filesOn(disk, async (key, content) =>
      content instanceof Uint8Array ? disk.put(key, content) : putSpooled(disk, key, content),
    ),
  );
}

/** A bucket must know the length before the first byte. */
async function putSpooled(disk: Disk, key: string, content: Readable): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "lapor-upload-"));
  const path = join(folder, "content");
  try {
    await pipeline(content, createWriteStream(path, { flags: "wx", mode: 0o600 }));
    const { size } = await stat(path);
    await disk.putStream(key, createReadStream(path), { contentLength: size });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Replaces the SDK's errors. */
function named(files: EvidenceFiles): EvidenceFiles {
  const plain =
    <A extends unknown[], T>(run: (...args: A) => Promise<T>) =>
    (...args: A): Promise<T> =>
      run(...args).catch((error: unknown) => {
        throw bucketFailure(error);
      });
  return {
    put: plain(files.put),
    get: plain(files.get),
    has: plain(files.has),
    remove: plain(files.remove),
    putNamed: plain(files.putNamed),
    hasNamed: plain(files.hasNamed),
    getNamed: plain(files.getNamed),
    checkWritable: plain(files.checkWritable),
  };
}

/** `put` must be atomic: a file is complete or absent, even after a crash. */
function filesOn(
  disk: Disk,
  put: (key: string, content: Uint8Array | Readable) => Promise<void>,
): EvidenceFiles {
  const keyOf = (sha256: string) => `sha256/${sha256.slice(0, 2)}/${sha256}`;
  const read = async (key: string) =>
    (await disk.exists(key)) ? new Uint8Array(await disk.getBytes(key)) : undefined;
  return {
    put: (sha256, bytes) => put(keyOf(sha256), bytes),
    async get(sha256) {
      const bytes = await read(keyOf(sha256));
      return bytes && { bytes, type: fileType(bytes) ?? "application/octet-stream" };
    },
    has: (sha256) => disk.exists(keyOf(sha256)),
    remove: (sha256) => disk.delete(keyOf(sha256)),
    putNamed: put,
    hasNamed: (name) => disk.exists(name),
    getNamed: read,
    async checkWritable() {
      const probe = `arriving/probe-${randomUUID()}`;
      // The SDK takes an empty content for a stream of unknown length.
      await disk.put(probe, "probe");
      await disk.delete(probe);
    },
  };
}
