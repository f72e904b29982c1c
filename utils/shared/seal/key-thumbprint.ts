/** RFC 7638 thumbprints of public keys. */

import { calculateJwkThumbprint } from "jose";
import type { PublicKey } from "../contract/enrolment.ts";

/** SHA-256 of the key's canonical members, base64url, 43 characters. */
export function thumbprintOf(key: PublicKey): Promise<string> {
  return calculateJwkThumbprint(key, "sha256");
}
