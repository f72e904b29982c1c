/** Values that the intake signs: canonical JSON under a compact JWS (ES256), one spelling for one value and one signature. */

import { base64url, CompactSign, compactVerify, importJWK } from "jose";
import { z } from "zod";
import type { PublicKey } from "../contract/enrolment.ts";
import type { ProblemCode } from "../contract/problem.ts";
import { fail, ok, type Result } from "../contract/result.ts";
import { canonicalJson } from "./digest.ts";
import { exactJws, parseCanonical } from "./one-spelling.ts";
import type { SealingKey } from "./seal.ts";
import { thumbprintOf } from "./thumbprint.ts";

const alg = "ES256";

/** One kind of signed value: a signature made for one is never taken for another. */
export interface SignedKind<T> {
  /** Of the header, such as `receipt+jws`. */
  typ: string;
  shape: z.ZodType<T>;
  /** What it is called when it does not hold. */
  code: ProblemCode;
}

/** Header: `alg`, `typ` and `kid`, the key's RFC 7638 thumbprint. */
export async function signJson<T>(value: T, { typ }: SignedKind<T>, key: SealingKey): Promise<string> {
  const { kid } = await prepare(key.publicKey);
  return new CompactSign(new TextEncoder().encode(canonicalJson(value)))
    .setProtectedHeader({ alg, typ, kid })
    .sign(key.privateKey);
}

/** The kind's code with the part that does not hold: `form`, `signature`, `header` or `payload`. */
export async function openJson<T>(
  jws: string,
  { typ, shape, code }: SignedKind<T>,
  key: PublicKey,
): Promise<Result<T>> {
  if (!exactJws.test(jws)) return fail(code, "form");
  const { kid, publicKey } = await prepare(key);
  const verified = await compactVerify(jws, publicKey, { algorithms: [alg] }).catch(() => undefined);
  if (!verified) return fail(code, "signature");
  const header = z.strictObject({ alg: z.literal(alg), typ: z.literal(typ), kid: z.literal(kid) });
  if (!header.safeParse(verified.protectedHeader).success) return fail(code, "header");
  const read = shape.safeParse(parseCanonical(verified.payload));
  return read.success ? ok(read.data) : fail(code, "payload");
}

/** What it says, unchecked: for one that was checked or made here. Throws for what is none. */
export function decodeJson<T>(jws: string, { shape }: SignedKind<T>): T {
  const payload = base64url.decode(jws.split(".")[1] ?? "");
  return shape.parse(JSON.parse(new TextDecoder().decode(payload)));
}

interface Prepared {
  kid: string;
  publicKey: CryptoKey;
}

/** A store holds millions of signatures of one key. */
const preparedKeys = new WeakMap<PublicKey, Promise<Prepared>>();

function prepare(key: PublicKey): Promise<Prepared> {
  const known = preparedKeys.get(key);
  if (known) return known;
  const made = Promise.all([thumbprintOf(key), importJWK(key, alg)]).then(([kid, publicKey]) => ({
    kid,
    publicKey: publicKey as CryptoKey,
  }));
  preparedKeys.set(key, made);
  return made;
}
