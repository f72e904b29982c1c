/** All expected failures as data. `utils/shared/i18n` has one sentence per code and language. */

import { z } from "zod";
import { shortText } from "./ids.ts";

export const problemCode = z.enum([
  // Page and capture
  "post-changed",
  "post-gone",
  "subject-unknown",
  "no-post-here",
  "page-not-public",
  "address-unknown",
  "channel-unknown",
  "not-public",
  "link-needed",
  "link-mismatch",
  "link-unreachable",
  "capture-failed",
  "draft-gone",
  "not-enrolled",
  "category-refused",
  "action-not-allowed",
  "basis-not-in-force",
  "sub-reason-unknown",
  "note-not-allowed",
  "pixels-not-allowed",
  "pixels-wait",
  "reason-needed",
  "unseen-reason-needed",
  "covered",
  "words-not-found",
  "no-room",
  // Browser policy
  "intake-managed",
  "code-managed",
  "sign-on-managed",
  "category-managed",
  // Outbox
  "storage-full",
  "file-damaged",
  "report-damaged",
  "report-unsealed",
  "undo-too-late",
  "report-unknown",
  "recipes-no-key",
  "recipes-signature",
  "recipes-too-large",
  "recipes-schema",
  "recipes-transform",
  "recipes-version",
  "recipes-selector",
  // Known subjects
  "filter-invalid",
  // Connection to the intake
  "offline",
  "intake-unreachable",
  "intake-unavailable",
  "too-many-requests",
  // Refusals by the intake
  "invalid-input",
  "too-large",
  "wrong-content-type",
  "not-found",
  "method-not-allowed",
  "proof-missing",
  "proof-invalid",
  "proof-replayed",
  "nonce-needed",
  "device-unknown",
  "device-revoked",
  "key-invalid",
  "role-forbidden",
  "code-invalid",
  "sign-on-off",
  "sign-on-failed",
  "sign-on-token",
  "sign-on-no-role",
  "sign-on-unavailable",
  "sign-on-again",
  "conflict",
  "own-report",
  "own-decision",
  "case-closed",
  "case-changed",
  "nothing-to-confirm",
  "already-reviewed",
  "case-claimed",
  "decision-waits",
  "elements-missing",
  "exceptions-unchecked",
  "already-voted",
  "question-closed",
  "questions-open",
  "reporter-suspended",
  "not-similar",
  "not-mergeable",
  "not-reviewable",
  "not-golden",
  "channel-kept",
  "channels-many",
  "certificate-needed",
  "task-elsewhere",
  "task-over",
  "graphic-limit",
  "evidence-withheld",
  "digest-mismatch",
  "file-unreadable",
  "seal-invalid",
  "snapshot-not-inert",
  "evidence-deleted",
  "lessons-first",
  "exam-later",
  "exam-passed",
  "exam-answered",
  "exam-over",
  // Data signed by the intake
  "receipt-invalid",
  "custody-invalid",
  "certificate-broken",
  // Requests to platforms, outcome checks and objections
  "not-decided",
  "not-one-letter",
  "request-incomplete",
  "request-made",
  "request-changed",
  "request-over",
  "no-channel",
  "not-due",
  "check-elsewhere",
  "check-stale",
  "took-part",
  "objection-heard",
  "objections-many",
  // Referrals and watched posts
  "referral-over",
  "referral-changed",
  "answer-elsewhere",
  "answer-not-theirs",
  "watch-over",
  "month-unknown",
  "decisions-many",
  "internal",
]);
export type ProblemCode = z.infer<typeof problemCode>;

export const problem = z.object({
  code: problemCode,
  /** `now`: the same call may succeed at once; `later`: after a wait; `never`: only with other input. */
  retry: z.enum(["now", "later", "never"]),
  /** Minimum wait that the server asks for. */
  retryAfterMs: z.int().min(0).optional(),
  /** The exact cause (a field's path, a digest), for developers and administrators. */
  detail: shortText(1000).optional(),
});
export type Problem = z.infer<typeof problem>;

/**
 * The same Problem over HTTP, RFC 9457 `application/problem+json`. `type` is
 * `urn:lapor-kominfo:problem:<code>`.
 */
export const problemDocument = problem.extend({
  type: z.string(),
  title: z.string(),
  status: z.int().min(400).max(599),
  /** For `invalid-input`: each invalid field as a path such as `evidence.fields.text`. */
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type ProblemDocument = z.infer<typeof problemDocument>;
