/** Known subjects: lets devices check for existing cases without revealing which subject they look at. */

import { z } from "zod";
import { instant, sha256 } from "./ids.ts";

/** `closed`: referred to another agency. */
export const knownSubjectState = z.enum(["open", "approved", "rejected", "closed"]);
export type KnownSubjectState = z.infer<typeof knownSubjectState>;

/** Claims of the JWS (ES256, signed by the intake) that precedes the filter's bytes. */
export const filterClaims = z.strictObject({
  at: instant,
  /** Number of subjects in the filter. */
  count: z.int().min(0),
  /** Digest of the filter's bytes. */
  sha256,
  /**
   * Shortest query prefix, in hex digits of a subject's SHA-256, that matches at least `limits.prefixShare`
   * subjects. 0: query all subjects.
   */
  prefixChars: z.int().min(0).max(4),
  /**
   * Prefixes, one digit shorter, for which longer prefixes would match too few subjects. The query must not be
   * longer there.
   */
  short: z.array(z.string().regex(/^[0-9a-f]{0,3}$/)).max(4_096),
});
export type FilterClaims = z.infer<typeof filterClaims>;

/** Hex prefix of the SHA-256 of a subject's UTF-8 bytes. */
export const subjectHashPrefix = z.string().regex(/^[0-9a-f]{0,8}$/);

export const knownSubjectList = z.object({
  subjects: z.array(z.object({ sha256, state: knownSubjectState })),
});
