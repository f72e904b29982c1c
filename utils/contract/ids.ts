/** The small shapes that everything else is made of. */

import { z } from "zod";
import { limits } from "./limits.ts";

/** RFC 9562 UUID, made by whoever creates the thing; the intake is idempotent by it. */
export const id = z.uuid();

/** SHA-256 as 64 lower-case hex digits. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** An instant in UTC, ISO 8601, such as `2026-11-25T01:02:03.000Z`. */
export const instant = z.iso.datetime();

/** http or https only: an address is shown, hashed and opened, never run. */
export const address = z
  .string()
  .max(limits.addressChars)
  .regex(/^https?:\/\/[^\s]+$/);

/** Text in which NUL cannot hide: PostgreSQL refuses it, so the contract does first. */
export function shortText(maxChars: number) {
  return z
    .string()
    .min(1)
    .max(maxChars)
    .regex(/^[^\0]*$/);
}

/** A receipt number, derived from the report's id, so it is known before the intake answers: `LK-7F3K2-9QX4M`. */
export const receiptNumber = z.string().regex(/^LK-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);

/** Edition of the policy that something was judged by; the intake holds it in 32 bits. */
export const policyEdition = z.int().min(1).max(1_000_000_000);
