/** Seals evidence with the device's key, and opens a seal: who signed which manifest. */

import { CompactSign, compactVerify, decodeProtectedHeader, importJWK } from "jose";
import type { PublicKey } from "../contract/enrolment.ts";
import type { Evidence } from "../contract/evidence.ts";
import { type Manifest, manifest, sealHeader } from "../contract/manifest.ts";
import { fail, ok, type Result } from "../contract/result.ts";
import { canonicalJson, digestHex } from "./digest.ts";
import { manifestOf } from "./manifest.ts";

/** ECDSA P-256; the private half need not be extractable. */
export interface SealingKey {
  privateKey: CryptoKey;
  publicKey: PublicKey;
}

/** A compact JWS (ES256) whose payload is the manifest's canonical JSON and whose header carries the public key. */
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
  /** SHA-256 of the manifest's canonical JSON, which is what was signed. */
  manifestDigest: string;
}

/** `seal-invalid` with `header`, `signature` or `manifest`: the part that does not hold. */
export async function openSeal(jws: string): Promise<Result<OpenedSeal>> {
  const publicKey = readKey(jws);
  if (!publicKey) return fail("seal-invalid", "header");
  const payload = await verify(jws, publicKey);
  if (!payload) return fail("seal-invalid", "signature");
  const sealed = readManifest(payload);
  if (!sealed) return fail("seal-invalid", "manifest");
  return ok({ publicKey, manifest: sealed, manifestDigest: await digestHex(payload) });
}

/** The last digit of a signature has four bits that base64url ignores: only zeros are taken, else two spellings would be one seal. */
const exactSignature = /\.[\w-]{85}[AQgw]$/;

function readKey(jws: string): PublicKey | undefined {
  try {
    return sealHeader.safeParse(decodeProtectedHeader(jws)).data?.jwk;
  } catch {
    return undefined;
  }
}

async function verify(jws: string, key: PublicKey): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    if (!exactSignature.test(jws)) return undefined;
    const { payload } = await compactVerify(jws, await importJWK(key, "ES256"), { algorithms: ["ES256"] });
    return new Uint8Array(payload);
  } catch {
    return undefined;
  }
}

/** Only canonical JSON counts: what is signed can then be made again from what it says. */
function readManifest(payload: Uint8Array): Manifest | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(payload);
    const value: unknown = JSON.parse(text);
    return canonicalJson(value) === text ? manifest.safeParse(value).data : undefined;
  } catch {
    return undefined;
  }
}
