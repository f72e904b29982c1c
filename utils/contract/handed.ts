/** An address in a letter that opens one item's evidence for a while. */

import { z } from "zod";
import { id, instant } from "./ids.ts";

/** Payload of the address's JWS; `typ` of its header is `handed+jws`. Whoever has the letter has the address. */
export const handedClaims = z.strictObject({ request: id, item: id, until: instant });
export type HandedClaims = z.infer<typeof handedClaims>;

/** A compact JWS. */
export const handedToken = z
  .string()
  .max(1_000)
  .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/);

export const evidenceFormat = z.enum(["pdf", "html"]);
