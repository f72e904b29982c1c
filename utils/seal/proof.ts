/** A proof that the holder of a key made this very request: in the shape of DPoP (RFC 9449), body and query included. */

import { CompactSign } from "jose";
import type { PublicKey } from "../contract/enrolment.ts";
import { requestClaims } from "./claims.ts";

export interface ProofInput {
  /** ECDSA P-256 private key; need not be extractable. */
  key: CryptoKey;
  publicKey: PublicKey;
  method: string;
  /** The whole address, query included. */
  address: string;
  /** SHA-256 of the body's bytes as hex; of no bytes when there is no body. */
  bodySha256: string;
  /** The intake's last `DPoP-Nonce`; absent only before the first answer. */
  nonce?: string;
}

/**
 * A compact JWS for the `DPoP` header, good for one request. It carries no time: a device's clock proves nothing,
 * freshness is the nonce's.
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
