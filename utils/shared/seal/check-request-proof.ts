/** Verifies a proof and returns its signer, or why it does not belong to this request. */

import { compactVerify, decodeProtectedHeader, importJWK } from "jose";
import { z } from "zod";
import { type PublicKey, publicKey } from "../contract/enrolment.ts";
import { id, sha256 } from "../contract/ids.ts";
import { fail, ok, type Result } from "../contract/result.ts";
import { thumbprintOf } from "./key-thumbprint.ts";
import { requestClaims } from "./request-claims.ts";

const header = z.object({
  typ: z.literal("dpop+jwt"),
  alg: z.literal("ES256"),
  jwk: publicKey,
  crit: z.undefined().optional(),
});

const claims = z.object({
  jti: id,
  htm: z.string(),
  htu: z.string(),
  htq: z.string().optional(),
  nonce: z.string().max(200).optional(),
  body_sha256: sha256,
});

export interface CheckedProof {
  publicKey: PublicKey;
  thumbprint: string;
  /** Lower case. The caller rejects repeated ones. */
  jti: string;
  /** The caller checks its freshness. */
  nonce: string | undefined;
  /** Digest of the signed body. The caller compares it, because the proof is checked before the body is read. */
  bodySha256: string;
}

export interface ProofQuestion {
  proof: string;
  method: string;
  address: string;
}

/** `proof-invalid` with the part that failed. No content is used before its signature is verified. */
export async function checkProof(question: ProofQuestion): Promise<Result<CheckedProof>> {
  const head = readHeader(question.proof);
  if (!head) return fail("proof-invalid", "header");
  const payload = await verify(question.proof, head.jwk);
  if (!payload) return fail("proof-invalid", "signature");
  const read = claims.safeParse(parseJson(payload));
  if (!read.success) return fail("proof-invalid", `claim ${read.error.issues[0]?.path.join(".") ?? ""}`);
  const wanted = requestClaims(question.method, question.address, read.data.body_sha256);
  for (const name of ["htm", "htu", "htq"] as const) {
    if (read.data[name] !== wanted[name]) return fail("proof-invalid", `claim ${name}`);
  }
  const { jti, nonce, body_sha256: bodySha256 } = read.data;
  const thumbprint = await thumbprintOf(head.jwk);
  return ok({ publicKey: head.jwk, thumbprint, jti: jti.toLowerCase(), nonce, bodySha256 });
}

function readHeader(proof: string): z.output<typeof header> | undefined {
  try {
    return header.safeParse(decodeProtectedHeader(proof)).data;
  } catch {
    return undefined;
  }
}

/** Undefined if the key is not a point on the curve or the signature does not match. */
async function verify(proof: string, jwk: PublicKey): Promise<Uint8Array | undefined> {
  try {
    return (await compactVerify(proof, await importJWK(jwk, "ES256"), { algorithms: ["ES256"] })).payload;
  } catch {
    return undefined;
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
