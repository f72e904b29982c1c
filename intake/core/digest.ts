/** SHA-256 by node:crypto, synchronous: 64 lower-case hex digits. */

import { hash } from "node:crypto";
import { canonicalJson } from "../../utils/shared/seal/digest.ts";

/** Text is encoded as UTF-8. */
export function sha256Of(content: Uint8Array | string): string {
  return hash("sha256", content, "hex");
}

/** Of a value's canonical JSON. */
export function digestJson(value: unknown): string {
  return sha256Of(canonicalJson(value));
}
