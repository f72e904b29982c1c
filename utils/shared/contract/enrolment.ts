/** Enrolment: registering a person's device with the intake, and the identity it gets. */

import { z } from "zod";
import { id, instant, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { role } from "./site.ts";

/** Public half of the device's ECDSA P-256 key (RFC 7517). */
export const publicKey = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string().regex(/^[\w-]{43}$/),
  y: z.string().regex(/^[\w-]{43}$/),
});
export type PublicKey = z.infer<typeof publicKey>;

/** One-time code of 130 bits in base32. */
export const enrolmentCode = z.string().regex(/^[A-Z2-7]{26}$/);
/** An enrolment code or, if two administrators made it, its first half. */
export const codeOrFirstPart = z.string().regex(/^([A-Z2-7]{13}){1,2}$/);

export const enrolmentInput = z.strictObject({
  code: enrolmentCode,
  device: z.strictObject({ browser: shortText(100), extensionVersion: shortText(50) }),
});
export type EnrolmentInput = z.infer<typeof enrolmentInput>;

export const identity = z.object({
  deviceId: id,
  personId: id,
  name: shortText(limits.nameChars),
  role,
  organisation: shortText(limits.nameChars),
  /** The person's unit. Absent: the whole organisation. */
  unit: shortText(limits.nameChars).optional(),
  enrolledAt: instant,
});
export type Identity = z.infer<typeof identity>;

/**
 * Result of an enrolment: the device's identity, and the keys that it pins for recipe packs (if there is one),
 * receipts, and encrypted files on the device.
 */
export const enrolled = identity.extend({
  recipesKey: publicKey.optional(),
  intakeKey: publicKey.optional(),
  /** ECDH-ES key with which pending files on the device are encrypted. */
  filesKey: publicKey.optional(),
});
