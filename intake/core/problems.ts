/** Problems over HTTP: status codes and the RFC 9457 document. */

import type { Problem, ProblemCode, ProblemDocument } from "../../utils/shared/contract/problem.ts";
import { fail } from "../../utils/shared/contract/result.ts";

/** A wrong field by its path, for example `evidence.fields.text`. */
export interface WrongField {
  path: string;
  message: string;
}

/** A problem in an answer; `fields` for `invalid-input` only. */
export interface HttpProblem extends Problem {
  fields?: WrongField[];
  retryAfterSeconds?: number;
}

/** Codes of the intake. Others belong to the extension; answering them would be a bug. */
const statuses: Partial<Record<ProblemCode, number>> = {
  "invalid-input": 400,
  "code-invalid": 400,
  "sign-on-token": 400,
  "proof-missing": 401,
  "proof-invalid": 401,
  "proof-replayed": 401,
  "nonce-needed": 401,
  "key-invalid": 401,
  "device-unknown": 401,
  "device-revoked": 403,
  "sign-on-no-role": 403,
  "sign-on-again": 403,
  "role-forbidden": 403,
  "own-report": 403,
  "own-decision": 403,
  "evidence-withheld": 403,
  "certificate-needed": 403,
  "not-found": 404,
  "sign-on-off": 404,
  "method-not-allowed": 405,
  conflict: 409,
  "case-closed": 409,
  "case-changed": 409,
  "nothing-to-confirm": 409,
  "already-reviewed": 409,
  "not-reviewable": 409,
  "not-golden": 409,
  "task-elsewhere": 409,
  "task-over": 409,
  "graphic-limit": 409,
  "case-claimed": 409,
  "decision-waits": 409,
  "already-voted": 409,
  "seat-reserved": 409,
  "colleague-blind": 422,
  "colleague-bound": 409,
  "question-closed": 409,
  "questions-open": 409,
  "reporter-suspended": 409,
  "not-similar": 409,
  "not-mergeable": 409,
  "split-withheld": 409,
  "split-reversed": 409,
  "proposer-barred": 409,
  "channel-kept": 409,
  "channels-many": 409,
  "lessons-first": 409,
  "exam-later": 409,
  "exam-passed": 409,
  "exam-answered": 409,
  "exam-over": 409,
  "too-large": 413,
  "wrong-content-type": 415,
  "channel-unknown": 422,
  "not-public": 422,
  "category-refused": 422,
  "action-not-allowed": 422,
  "basis-not-in-force": 422,
  "sub-reason-unknown": 422,
  "pixels-not-allowed": 422,
  "pixels-wait": 409,
  "note-not-allowed": 422,
  "reason-needed": 422,
  "unseen-reason-needed": 422,
  "elements-missing": 422,
  "exceptions-unchecked": 422,
  "digest-mismatch": 422,
  "file-unreadable": 422,
  "seal-invalid": 422,
  "snapshot-not-inert": 422,
  "certificate-broken": 422,
  "not-decided": 409,
  "request-made": 409,
  "request-changed": 409,
  "request-over": 409,
  "referral-over": 409,
  "referral-changed": 409,
  "watch-over": 409,
  "answer-elsewhere": 422,
  "answer-not-theirs": 422,
  "not-due": 409,
  "objection-heard": 409,
  "took-part": 403,
  "not-one-letter": 422,
  "request-incomplete": 422,
  "no-channel": 422,
  "check-elsewhere": 422,
  "check-stale": 422,
  "objections-many": 429,
  "month-unknown": 404,
  "decisions-many": 422,
  "export-too-large": 422,
  "own-act": 403,
  "act-over": 409,
  "last-administrator": 409,
  "home-only": 409,
  "role-fixed": 409,
  "retention-fixed": 409,
  "person-suspended": 409,
  "evidence-deleted": 410,
  "receipt-invalid": 500,
  "custody-invalid": 500,
  "too-many-requests": 429,
  "sign-on-unavailable": 503,
  "intake-unavailable": 503,
};

export function statusOf(code: ProblemCode): number {
  return statuses[code] ?? 500;
}

/** Every code that the intake can answer. */
export const problemCodes = [...(Object.keys(statuses) as ProblemCode[]), "internal"] as const;

export function problemResponse(problem: HttpProblem, headers: Record<string, string> = {}): Response {
  const { code, retry, detail, fields, retryAfterSeconds } = problem;
  const wait = retryAfterSeconds ?? (code === "intake-unavailable" ? 10 : undefined);
  const document: ProblemDocument = {
    type: `urn:lapor-kominfo:problem:${code}`,
    title: code.replaceAll("-", " "),
    status: statusOf(code),
    code,
    retry,
    // The contract limits details to 1,000 characters, and a field's path can be as long as the input.
    ...(detail === undefined ? {} : { detail: detail.slice(0, 1000) }),
    ...(fields === undefined ? {} : { fields }),
  };
  return new Response(JSON.stringify(document), {
    status: document.status,
    headers: {
      "Content-Type": "application/problem+json",
      ...(wait === undefined ? {} : { "Retry-After": String(wait) }),
      ...(document.status === 401 ? { "WWW-Authenticate": 'DPoP algs="ES256"' } : {}),
      ...headers,
    },
  });
}

/** One answer for missing records and for those that the caller must not know to exist. */
export function notFound() {
  return fail("not-found");
}
