/** The certificate of a passed exam, which the intake signs, and what whoever checks one is told. */

import { z } from "zod";
import { id, instant, policyEdition } from "./ids.ts";
import { lessonEdition, lessonId } from "./lesson.ts";

/** Payload of a certificate's JWS, as canonical JSON; `typ` of its header is `certificate+jws`. */
export const certificateClaims = z.strictObject({
  type: z.literal("vlogger-exam"),
  personId: id,
  examId: id,
  issuedAt: instant,
  policyVersion: policyEdition,
  /** The lessons that it vouches for, with the edition of each. */
  lessons: z.record(z.string().max(40), lessonEdition),
});
export type CertificateClaims = z.infer<typeof certificateClaims>;

/** Lessons that changed in substance since: for these it counts no longer. */
const lacking = z.array(lessonId);

/** One's own newest. */
export const heldCertificate = z.object({
  /** Compact JWS of `certificateClaims`. */
  jws: z.string(),
  issuedAt: instant,
  policyVersion: policyEdition,
  lacking,
});
export type HeldCertificate = z.infer<typeof heldCertificate>;

/** Long enough for any that was ever signed; what is no JWS at all is told as broken too. */
export const certificateCheck = z.strictObject({ certificate: z.string().max(10_000) });

export const checkedCertificate = z.object({
  claims: certificateClaims,
  /** Nothing is lacking. */
  valid: z.boolean(),
  lacking,
});
export type CheckedCertificate = z.infer<typeof checkedCertificate>;
