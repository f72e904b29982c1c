/** The certificate of a passed exam, signed by the intake, and the result of checking one. */

import { z } from "zod";
import { id, instant, policyEdition } from "./ids.ts";
import { lessonEdition, lessonId } from "./lesson.ts";

/** Payload of a certificate's JWS as canonical JSON. Its header has `typ` `certificate+jws`. */
export const certificateClaims = z.strictObject({
  type: z.literal("vlogger-exam"),
  personId: id,
  examId: id,
  issuedAt: instant,
  policyVersion: policyEdition,
  /** The lessons that it certifies, with the edition of each. */
  lessons: z.record(z.string().max(40), lessonEdition),
});
export type CertificateClaims = z.infer<typeof certificateClaims>;

/** Lessons that have changed in substance; the certificate no longer covers them. */
const outdatedLessons = z.array(lessonId);

/** The caller's newest certificate. */
export const ownCertificate = z.object({
  /** Compact JWS of `certificateClaims`. */
  jws: z.string(),
  issuedAt: instant,
  policyVersion: policyEdition,
  lacking: outdatedLessons,
});
export type OwnCertificate = z.infer<typeof ownCertificate>;

/** Fits every certificate ever signed. Input that is not a JWS is also answered as invalid. */
export const certificateCheck = z.strictObject({ certificate: z.string().max(10_000) });

export const checkedCertificate = z.object({
  claims: certificateClaims,
  valid: z.boolean(),
  lacking: outdatedLessons,
});
export type CheckedCertificate = z.infer<typeof checkedCertificate>;
