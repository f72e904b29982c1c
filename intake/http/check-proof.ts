/** Verifies a proof and returns its signer, or why it does not belong to this request. */

import { z } from "zod";
import { type PublicKey, publicKey } from "../../utils/shared/contract/enrolment.ts";
import { id, sha256 } from "../../utils/shared/contract/ids.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import { requestClaims } from "../../utils/shared/seal/request-claims.ts";
import { createJwsReader } from "../core/es256.ts";

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

const openProof = createJwsReader(header);

/** `proof-invalid` with the part that failed. No content is used before its signature is verified. */
export async function checkProof({ proof, method, address }: ProofQuestion): Promise<Result<CheckedProof>> {
  const opened = await openProof(proof);
  if (typeof opened === "string") return fail("proof-invalid", opened);
  const { publicKey, thumbprint, payload } = opened;
  const read = claims.safeParse(parseJson(payload));
  if (!read.success) return fail("proof-invalid", `claim ${read.error.issues[0]?.path.join(".") ?? ""}`);
  const wanted = requestClaims(method, address, read.data.body_sha256);
  for (const name of ["htm", "htu", "htq"] as const) {
    if (read.data[name] !== wanted[name]) return fail("proof-invalid", `claim ${name}`);
  }
  const { jti, nonce, body_sha256: bodySha256 } = read.data;
  return ok({ publicKey, thumbprint, jti: jti.toLowerCase(), nonce, bodySha256 });
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
