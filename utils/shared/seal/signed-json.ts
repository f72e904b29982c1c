/**
 * Values signed by the intake: canonical JSON in a compact JWS (ES256). Each value and signature has exactly
 * one encoding.
 */

import { base64url, CompactSign, compactVerify, importJWK } from "jose";
import { z } from "zod";
import type { PublicKey } from "../contract/enrolment.ts";
import type { ProblemCode } from "../contract/problem.ts";
import { fail, ok, type Result } from "../contract/result.ts";
import { exactJws, parseCanonical } from "./canonical-encoding.ts";
import { canonicalJson, thumbprintOf } from "./digest.ts";
import type { SealingKey } from "./seal.ts";

const alg = "ES256";

/** A kind of signed value. A signature for one kind is never valid for another. */
export interface SignedKind<T> {
  /** `typ` of the header, such as `receipt+jws`. */
  typ: string;
  shape: z.ZodType<T>;
  code: ProblemCode;
}

/** Header: `alg`, `typ` and `kid`, the key's RFC 7638 thumbprint. */
export async function signJson<T>(value: T, { typ }: SignedKind<T>, key: SealingKey): Promise<string> {
  const { kid } = await prepare(key.publicKey);
  return new CompactSign(new TextEncoder().encode(canonicalJson(value)))
    .setProtectedHeader({ alg, typ, kid })
    .sign(key.privateKey);
}

/** Fails with the kind's code and the part that failed: `form`, `key`, `signature`, `header` or `payload`. */
export async function openJson<T>(
  jws: string,
  { typ, shape, code }: SignedKind<T>,
  key: PublicKey,
): Promise<Result<T>> {
  if (!exactJws.test(jws)) return fail(code, "form");
  // Files carry keys of others, and a key of the right form may still be no point of the curve.
  const prepared = await prepare(key).catch(() => undefined);
  if (!prepared) return fail(code, "key");
  const { kid, publicKey } = prepared;
  const verified = await compactVerify(jws, publicKey, { algorithms: [alg] }).catch(() => undefined);
  if (!verified) return fail(code, "signature");
  const header = z.strictObject({ alg: z.literal(alg), typ: z.literal(typ), kid: z.literal(kid) });
  if (!header.safeParse(verified.protectedHeader).success) return fail(code, "header");
  const read = shape.safeParse(parseCanonical(verified.payload));
  return read.success ? ok(read.data) : fail(code, "payload");
}

/** Decodes without verifying, for values that were verified or signed here. Throws if the value is malformed. */
export function decodeJson<T>(jws: string, { shape }: SignedKind<T>): T {
  const payload = base64url.decode(jws.split(".")[1] ?? "");
  return shape.parse(JSON.parse(new TextDecoder().decode(payload)));
}

interface Prepared {
  kid: string;
  publicKey: CryptoKey;
}

/** Cached, because a store holds millions of signatures of one key. */
const preparedKeys = new WeakMap<PublicKey, Promise<Prepared>>();

function prepare(key: PublicKey): Promise<Prepared> {
  const cached = preparedKeys.get(key);
  if (cached) return cached;
  const made = Promise.all([thumbprintOf(key), importJWK(key, alg)]).then(([kid, publicKey]) => ({
    kid,
    publicKey: publicKey as CryptoKey,
  }));
  preparedKeys.set(key, made);
  return made;
}
