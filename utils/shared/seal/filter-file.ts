/** The filter's transfer format: a JWS of its claims, a newline, and its bytes. */

import type { PublicKey } from "../contract/enrolment.ts";
import { type FilterClaims, filterClaims } from "../contract/known-subjects.ts";
import { fail, ok, type Result } from "../contract/result.ts";
import { digestHex } from "./digest.ts";
import type { SealingKey } from "./seal.ts";
import { openJson, type SignedKind, signJson } from "./signed-json.ts";

const kind: SignedKind<FilterClaims> = { typ: "filter+jws", shape: filterClaims, code: "filter-invalid" };
const lineEnd = 10;

/** `sha256` is the digest of the bytes. */
export async function writeFilterFile(
  bytes: Uint8Array<ArrayBuffer>,
  known: Omit<FilterClaims, "sha256">,
  key: SealingKey,
): Promise<{ claims: FilterClaims; file: Uint8Array<ArrayBuffer> }> {
  const claims = { ...known, sha256: await digestHex(bytes) };
  const head = new TextEncoder().encode(`${await signJson(claims, kind, key)}\n`);
  const file = new Uint8Array(head.length + bytes.length);
  file.set(head);
  file.set(bytes, head.length);
  return { claims, file };
}

/** `filter-invalid` if this intake did not sign it, with the part that failed. */
export async function openFilterFile(
  file: Uint8Array<ArrayBuffer>,
  key: PublicKey,
): Promise<Result<{ claims: FilterClaims; bytes: Uint8Array<ArrayBuffer> }>> {
  const end = file.indexOf(lineEnd);
  const claims = await openJson(new TextDecoder().decode(file.subarray(0, Math.max(end, 0))), kind, key);
  if (!claims.ok) return claims;
  const bytes = file.subarray(end + 1);
  if ((await digestHex(bytes)) !== claims.value.sha256) return fail("filter-invalid", "sha256");
  return ok({ claims: claims.value, bytes });
}
