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

/** Returns a compact JWS. */
export function signCertificate(claims: CertificateClaims, key: SealingKey): Promise<string> {
  return signJson(claims, certificateKind, key);
}

/** `certificate-broken` if this intake did not sign it, with the part that failed. */
export function openCertificate(jws: string, intakeKey: PublicKey): Promise<Result<CertificateClaims>> {
  return openJson(jws, certificateKind, intakeKey);
}

/** Decodes without verifying, for certificates that the intake stored itself. Throws if it is not a certificate. */
export function decodeCertificate(jws: string): CertificateClaims {
  return decodeJson(jws, certificateKind);
}
