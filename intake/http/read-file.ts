/** Reads an evidence file as it travels: plain, or encrypted to this intake as it waited on its device. */

import { limits } from "../../utils/contract/limits.ts";
import { fail } from "../../utils/contract/result.ts";
import { unwrapFile, wrappedType } from "../../utils/seal/wrap-file.ts";
import type { FilesKey } from "../custody/files-key.ts";
import type { Read } from "./read-input.ts";

/** Media types under which a file may be sent. */
export const fileTypes: readonly string[] = [
  "application/octet-stream",
  "image/webp",
  "image/png",
  wrappedType,
];

export function mediaType(request: Request): string {
  return request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase() ?? "none";
}

/** How many bytes may come in at most, for the form that the request names. */
export function fileLimit(request: Request): number {
  return mediaType(request) === wrappedType ? limits.wrappedFileBytes : limits.fileBytes;
}

/** The file's own bytes. `file-unreadable` for what another key was meant for, or what changed on the way. */
export async function readFile(
  type: string,
  bytes: Uint8Array<ArrayBuffer>,
  { privateKey }: FilesKey,
): Promise<Read<Uint8Array<ArrayBuffer>>> {
  if (type !== wrappedType) return { ok: true, value: bytes };
  const opened = await unwrapFile(bytes, privateKey);
  if (!opened) return fail("file-unreadable");
  return opened.length > limits.fileBytes
    ? fail("too-large", `at most ${limits.fileBytes} bytes`)
    : { ok: true, value: opened };
}
