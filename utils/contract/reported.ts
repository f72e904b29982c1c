/** What devices may know of all cases: whether a subject is known here, without telling which one they look at. */

import { z } from "zod";
import { instant, sha256 } from "./ids.ts";

/** `closed`: escalated to another agency. */
export const reportedState = z.enum(["open", "approved", "rejected", "closed"]);
export type ReportedState = z.infer<typeof reportedState>;

/** Of a button: `queued` and `sent` are this device's own report; `reported` and what follows what others' may be. */
export const markState = z.enum(["queued", "sent", "reported", "approved", "rejected", "closed"]);

/** Claims of the JWS (ES256, the intake's key) that goes ahead of the filter's bytes. */
export const filterClaims = z.strictObject({
  at: instant,
  /** Subjects in it. */
  count: z.int().min(0),
  /** Of the bytes. */
  sha256,
  /** So many first hex digits of a subject's SHA-256 are shared by `limits.prefixShare` subjects or more; 0: ask for all. */
  prefixChars: z.int().min(0).max(4),
  /** Prefixes, one digit shorter, below which fewer share them: there this one is the longest that is asked. */
  short: z.array(z.string().regex(/^[0-9a-f]{0,3}$/)).max(4_096),
});
export type FilterClaims = z.infer<typeof filterClaims>;

/** Of a subject's UTF-8 bytes. */
export const reportedPrefix = z.string().regex(/^[0-9a-f]{0,8}$/);

export const reportedList = z.object({
  subjects: z.array(z.object({ sha256, state: reportedState })),
});
