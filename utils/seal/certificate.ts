/** The intake's certificate for a passed exam. */

import { type CertificateClaims, certificateClaims } from "../contract/certificate.ts";
import type { PublicKey } from "../contract/enrolment.ts";
import type { Result } from "../contract/result.ts";
import type { SealingKey } from "./seal.ts";
import { decodeJson, openJson, type SignedKind, signJson } from "./signed-json.ts";

const certificateKind: SignedKind<CertificateClaims> = {
  typ: "certificate+jws",
  shape: certificateClaims,
  code: "certificate-broken",
};

/** A compact JWS. */
export function signCertificate(claims: CertificateClaims, key: SealingKey): Promise<string> {
  return signJson(claims, certificateKind, key);
}

/** `certificate-broken` when it is not this intake's certificate, with the part that does not hold. */
export function openCertificate(jws: string, intakeKey: PublicKey): Promise<Result<CertificateClaims>> {
  return openJson(jws, certificateKind, intakeKey);
}

/** What a certificate says, unchecked: for one that the intake kept itself. Throws for what is none. */
export function decodeCertificate(jws: string): CertificateClaims {
  return decodeJson(jws, certificateKind);
}
