/** A link in a letter that gives temporary access to one item's evidence. */

import { z } from "zod";
import { id, instant } from "./ids.ts";

/** Payload of the link's JWS; its header has `typ` `handed+jws`. A bearer token: access needs only the link. */
export const evidenceLinkClaims = z.strictObject({ request: id, item: id, until: instant });
export type EvidenceLinkClaims = z.infer<typeof evidenceLinkClaims>;

/** A compact JWS. */
export const evidenceLinkToken = z
  .string()
  .max(1_000)
  .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/);

export const evidenceFormat = z.enum(["pdf", "html"]);
