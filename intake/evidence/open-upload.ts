/** Reads an evidence file as sent: plain, or encrypted for this intake as stored on the device. */

import { limits } from "../../utils/shared/contract/limits.ts";
import { fail } from "../../utils/shared/contract/result.ts";
import { type FilesPrivateKey, unwrapFile, wrappedType } from "../../utils/shared/seal/wrap-file.ts";
import type { ReadResult } from "../core/read-input.ts";

export const fileTypes: readonly string[] = [
  "application/octet-stream",
  "image/webp",
  "image/png",
  wrappedType,
];

export function mediaType(request: Request): string {
  return request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase() ?? "none";
}

/** Size limit for the request's media type. */
export function fileLimit(request: Request): number {
  return mediaType(request) === wrappedType ? limits.wrappedFileBytes : limits.fileBytes;
}

/**
 * Returns the file's own bytes. Problem: `file-unreadable` if it was encrypted for another key or altered.
 */
export async function openUpload(
  type: string,
  bytes: Uint8Array<ArrayBuffer>,
  { privateKey }: { privateKey: FilesPrivateKey },
): Promise<ReadResult<Uint8Array<ArrayBuffer>>> {
  if (type !== wrappedType) return { ok: true, value: bytes };
  const opened = await unwrapFile(bytes, privateKey);
  if (!opened) return fail("file-unreadable");
  return opened.length > limits.fileBytes
    ? fail("too-large", `at most ${limits.fileBytes} bytes`)
    : { ok: true, value: opened };
}
