/** How a person's device is made known to the intake, and who it then is. */

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

/** A one-time code of 128 bits in base32 groups, written by `npm run enrol`. */
export const enrolmentCode = z.string().regex(/^[A-Z2-7]{26}$/);

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
  /** Which part of the organisation; absent: all of it. */
  unit: shortText(limits.nameChars).optional(),
  enrolledAt: instant,
});
export type Identity = z.infer<typeof identity>;

/**
 * The answer to an enrolment: who the device is, and the keys that it pins: for recipe packs, where there is one yet, for
 * receipts, and for files at rest on the device.
 */
export const enrolled = identity.extend({
  recipesKey: publicKey.optional(),
  intakeKey: publicKey.optional(),
  /** ECDH-ES: files that wait on the device are encrypted to it. */
  filesKey: publicKey.optional(),
});
