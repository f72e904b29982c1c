/** Seals evidence with the device's key, and verifies seals. */

import { CompactSign, compactVerify, decodeProtectedHeader, importJWK } from "jose";
import type { PublicKey } from "../contract/enrolment.ts";
import type { Evidence } from "../contract/evidence.ts";
import { type Manifest, manifest, sealHeader } from "../contract/evidence-manifest.ts";
import { fail, ok, type Result } from "../contract/result.ts";
import { exactJws, parseCanonical } from "./canonical-encoding.ts";
import { canonicalJson, digestHex } from "./digest.ts";
import { manifestOf } from "./evidence-manifest.ts";

/** ECDSA P-256. The private half need not be extractable. */
export interface SealingKey {
  privateKey: CryptoKey;
  publicKey: PublicKey;
}

/** Returns a compact JWS (ES256). Its payload is the manifest's canonical JSON; its header has the public key. */
export async function sealEvidence(
  evidence: Evidence,
  { privateKey, publicKey }: SealingKey,
): Promise<string> {
  const { kty, crv, x, y } = publicKey;
  return new CompactSign(new TextEncoder().encode(canonicalJson(await manifestOf(evidence))))
    .setProtectedHeader({ alg: "ES256", typ: "seal+jws", jwk: { kty, crv, x, y } })
    .sign(privateKey);
}

export interface OpenedSeal {
  publicKey: PublicKey;
  manifest: Manifest;
  /** SHA-256 of the manifest's canonical JSON, which is the signed payload. */
  manifestDigest: string;
}

/** `seal-invalid` with the part that failed: `header`, `signature` or `manifest`. */
export async function openSeal(jws: string): Promise<Result<OpenedSeal>> {
  const publicKey = readKey(jws);
  if (!publicKey) return fail("seal-invalid", "header");
  const payload = await verify(jws, publicKey);
  if (!payload) return fail("seal-invalid", "signature");
  const read = manifest.safeParse(parseCanonical(payload));
  if (!read.success) return fail("seal-invalid", "manifest");
  return ok({ publicKey, manifest: read.data, manifestDigest: await digestHex(payload) });
}

function readKey(jws: string): PublicKey | undefined {
  try {
    return sealHeader.safeParse(decodeProtectedHeader(jws)).data?.jwk;
  } catch {
    return undefined;
  }
}

async function verify(jws: string, key: PublicKey): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    if (!exactJws.test(jws)) return undefined;
    const { payload } = await compactVerify(jws, await importJWK(key, "ES256"), { algorithms: ["ES256"] });
    return new Uint8Array(payload);
  } catch {
    return undefined;
  }
}
