/** Every failure a person or a program can meet, as data; each code has one sentence per language in `utils/language`. */

import { z } from "zod";
import { shortText } from "./ids.ts";

export const problemCode = z.enum([
  // The page and the capture
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
  // The draft and the form
  "draft-gone",
  "not-enrolled",
  "category-refused",
  "action-not-allowed",
  "basis-not-in-force",
  "note-not-allowed",
  "pixels-not-allowed",
  "pixels-wait",
  "reason-needed",
  "covered",
  "words-not-found",
  "no-room",
  // What policy sets
  "intake-managed",
  "code-managed",
  "sign-on-managed",
  "category-managed",
  // The outbox
  "storage-full",
  "file-damaged",
  "report-damaged",
  "report-unsealed",
  "undo-too-late",
  "report-unknown",
  // Recipe packs
  "recipes-no-key",
  "recipes-signature",
  "recipes-too-large",
  "recipes-schema",
  "recipes-transform",
  "recipes-version",
  "recipes-selector",
  // What the intake tells of all cases
  "filter-invalid",
  // The way to the intake
  "offline",
  "intake-unreachable",
  "intake-unavailable",
  "too-many-requests",
  // What the intake refuses
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
  // Lessons and exam
  "lessons-first",
  "exam-later",
  "exam-passed",
  "exam-answered",
  "exam-over",
  // What the intake signs
  "receipt-invalid",
  "custody-invalid",
  "certificate-broken",
  // Requests to platforms, what was seen afterwards, and objections
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
  "month-unknown",
  "internal",
]);
export type ProblemCode = z.infer<typeof problemCode>;

export const problem = z.object({
  code: problemCode,
  /** `now`: the same call may succeed at once; `later`: after a wait; `never`: only with other input. */
  retry: z.enum(["now", "later", "never"]),
  /** How long the other side asks to be left alone. */
  retryAfterMs: z.int().min(0).optional(),
  /** What exactly was wrong (a field's path, a digest), for people who mend things. */
  detail: shortText(1000).optional(),
});
export type Problem = z.infer<typeof problem>;

/** The same Problem over HTTP, RFC 9457 `application/problem+json`; `type` is `urn:lapor-kominfo:problem:<code>`. */
export const problemDocument = problem.extend({
  type: z.string(),
  title: z.string(),
  status: z.int().min(400).max(599),
  /** For `invalid-input`: each wrong field as a path such as `evidence.fields.text`. */
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type ProblemDocument = z.infer<typeof problemDocument>;
