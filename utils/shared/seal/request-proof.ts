/** Proof that the holder of a key made a request: DPoP (RFC 9449), extended to cover body and query. */

import { CompactSign } from "jose";
import type { PublicKey } from "../contract/enrolment.ts";
import { requestClaims } from "./request-claims.ts";

export interface ProofInput {
  /** ECDSA P-256 private key; need not be extractable. */
  key: CryptoKey;
  publicKey: PublicKey;
  method: string;
  /** Full address, including the query. */
  address: string;
  /** SHA-256 of the body's bytes as hex; of zero bytes if there is no body. */
  bodySha256: string;
  /** The intake's last `DPoP-Nonce`. Absent only before the first answer. */
  nonce?: string;
}

/**
 * Returns a compact JWS for the `DPoP` header, valid for one request. Contains no time, because device clocks
 * are not trusted; the nonce proves freshness.
 */
export function makeProof({
  key,
  publicKey,
  method,
  address,
  bodySha256,
  nonce,
}: ProofInput): Promise<string> {
  const { kty, crv, x, y } = publicKey;
  const claims = {
    jti: crypto.randomUUID(),
    ...requestClaims(method, address, bodySha256),
    ...(nonce === undefined ? {} : { nonce }),
  };
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ typ: "dpop+jwt", alg: "ES256", jwk: { kty, crv, x, y } })
    .sign(key);
}
