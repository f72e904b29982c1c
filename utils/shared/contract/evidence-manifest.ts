/**
 * The signed manifest of a piece of evidence. Contains fields and page as digests, so the seal stays verifiable
 * after they are deleted.
 */

import { z } from "zod";
import { publicKey } from "./enrolment.ts";
import { evidence, fieldName } from "./evidence.ts";
import { sha256 } from "./ids.ts";

export const manifestFormat = "lapor-kominfo/manifest/1";

export const manifest = evidence.omit({ fields: true, page: true, salt: true }).extend({
  format: z.literal(manifestFormat),
  /** For each field, SHA-256 of the canonical JSON of `{ salt, name, value, source }`. */
  fields: z.partialRecord(fieldName, sha256),
  /** SHA-256 of the canonical JSON of `{ salt, name: "page", value }`. */
  page: sha256.optional(),
});
export type Manifest = z.infer<typeof manifest>;

/** Header of a seal. `jwk` is the device's key; the intake knows its owner. */
export const sealHeader = z.strictObject({
  alg: z.literal("ES256"),
  typ: z.literal("seal+jws"),
  jwk: publicKey,
});
