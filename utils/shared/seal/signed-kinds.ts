/**
 * The kinds of values that the intake signs as compact JWS. `sign…` returns the JWS. `open…` fails with the kind's
 * code and the part that failed if this intake did not sign it. `decode…` does not verify, for values that the
 * intake stored itself, and throws if the value is malformed. Receipts are in `receipt.ts`, because the background's
 * bundle needs only them.
 */

import { type CertificateClaims, certificateClaims } from "../contract/certificate.ts";
import type { PublicKey } from "../contract/enrolment.ts";
import { type EvidenceLinkClaims, evidenceLinkClaims } from "../contract/evidence-link.ts";
import { type CaseExport, type ExportClaims, exportClaims } from "../contract/export.ts";
import { type Letter, letter } from "../contract/letter.ts";
import { type OutcomeProof, outcomeProof } from "../contract/outcome-check.ts";
import type { ProblemCode } from "../contract/problem.ts";
import { type ReferralLetter, referralLetter } from "../contract/referral.ts";
import type { Result } from "../contract/result.ts";
import { digestJson } from "./digest.ts";
import type { SealingKey } from "./seal.ts";
import { decodeJson, openJson, type SignedKind, signJson } from "./signed-json.ts";

const signedKind = <T>(typ: string, shape: SignedKind<T>["shape"], code: ProblemCode): SignedKind<T> => ({
  typ,
  shape,
  code,
});

const certificateKind = signedKind<CertificateClaims>(
  "certificate+jws",
  certificateClaims,
  "certificate-broken",
);
const letterKind = signedKind<Letter>("request+jws", letter, "custody-invalid");
const referralKind = signedKind<ReferralLetter>("referral+jws", referralLetter, "custody-invalid");
const outcomeProofKind = signedKind<OutcomeProof>("check+jws", outcomeProof, "seal-invalid");
const exportKind = signedKind<ExportClaims>("export+jws", exportClaims, "custody-invalid");
/** `not-found`, so that guessing a link reveals no information. */
const evidenceLinkKind = signedKind<EvidenceLinkClaims>("handed+jws", evidenceLinkClaims, "not-found");

/** Certificate for a passed exam. */
export function signCertificate(claims: CertificateClaims, key: SealingKey): Promise<string> {
  return signJson(claims, certificateKind, key);
}

export function openCertificate(jws: string, intakeKey: PublicKey): Promise<Result<CertificateClaims>> {
  return openJson(jws, certificateKind, intakeKey);
}

export function decodeCertificate(jws: string): CertificateClaims {
  return decodeJson(jws, certificateKind);
}

/** Letter to a platform. */
export function signLetter(value: Letter, key: SealingKey): Promise<string> {
  return signJson(value, letterKind, key);
}

export function openLetter(jws: string, intakeKey: PublicKey): Promise<Result<Letter>> {
  return openJson(jws, letterKind, intakeKey);
}

/** Letter to an agency, the hotline or a fact checker. */
export function signReferral(value: ReferralLetter, key: SealingKey): Promise<string> {
  return signJson(value, referralKind, key);
}

export function openReferral(jws: string, intakeKey: PublicKey): Promise<Result<ReferralLetter>> {
  return openJson(jws, referralKind, intakeKey);
}

/** Outcome check by a device. */
export function sealOutcomeProof(proof: OutcomeProof, key: SealingKey): Promise<string> {
  return signJson(proof, outcomeProofKind, key);
}

/** A seal by another key counts as a wrong signature. */
export function openOutcomeProof(seal: string, key: PublicKey): Promise<Result<OutcomeProof>> {
  return openJson(seal, outcomeProofKind, key);
}

export function decodeOutcomeProof(seal: string): OutcomeProof {
  return decodeJson(seal, outcomeProofKind);
}

/** Link that opens an item's evidence for a limited time. */
export function signEvidenceLink(claims: EvidenceLinkClaims, key: SealingKey): Promise<string> {
  return signJson(claims, evidenceLinkKind, key);
}

export function openEvidenceLink(jws: string, intakeKey: PublicKey): Promise<Result<EvidenceLinkClaims>> {
  return openJson(jws, evidenceLinkKind, intakeKey);
}

/** Signs an export for its `jws`. `files` may be present; the signature covers only their digests. */
export async function signExport(exported: Omit<CaseExport, "jws">, key: SealingKey): Promise<string> {
  return signJson({ digest: await exportDigest(exported) }, exportKind, key);
}

export function openExport(jws: string, intakeKey: PublicKey): Promise<Result<ExportClaims>> {
  return openJson(jws, exportKind, intakeKey);
}

/** SHA-256 of the canonical JSON of an export, as written, without `files` and `jws`. */
export function exportDigest(exported: object): Promise<string> {
  const { files: _files, jws: _jws, ...signed } = exported as Record<string, unknown>;
  return digestJson(signed);
}
