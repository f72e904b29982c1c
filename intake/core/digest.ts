/** SHA-256 by node:crypto, synchronous: 64 lower-case hex digits. */

import { createHash, hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { canonicalJson } from "../../utils/shared/seal/digest.ts";

/** Text is encoded as UTF-8. */
export function sha256Of(content: Uint8Array | string): string {
  return hash("sha256", content, "hex");
}

/** Reads the file in parts, because a backup may not fit in memory. */
export async function sha256OfFile(path: string): Promise<string> {
  const digest = createHash("sha256");
  for await (const part of createReadStream(path)) digest.update(part);
  return digest.digest("hex");
}

/** Digest of a value's canonical JSON. */
export function digestJson(value: unknown): string {
  return sha256Of(canonicalJson(value));
}

/** UUID version 8 (RFC 9562) from a text, for idempotency. */
export function uuidOf(text: string): string {
  const hex = sha256Of(text);
  const part = (from: number, to: number) => hex.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-8${part(13, 16)}-8${part(17, 20)}-${part(20, 32)}`;
}
