/** Distinguishes an unavailable database or disk from a bug. */

import type { Problem } from "../../utils/shared/contract/problem.ts";
import { EvidenceUnavailable } from "../evidence/files.ts";

/**
 * SQLSTATE classes: connection, insufficient resources (such as a full disk), operator intervention, and
 * external system errors.
 */
const downClasses = /^(08|53|57|58)[0-9A-Z]{3}$/;
/** Lock not available, deadlock victim, serialisation failure, or a standby before its promotion: a retry succeeds. */
const raceCodes = ["55P03", "40P01", "40001", "25006"];
const systemCodes = [
  "ENOSPC",
  "EDQUOT",
  "EROFS",
  "EACCES",
  "EPERM",
  "EIO",
  "EMFILE",
  "ENFILE",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
];
/** Messages of the two drivers for a lost connection without a code. */
const messages =
  /PGlite is clos(ed|ing)|Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after|Client has encountered a connection error|not queryable/;

/** A PGlite instance that panicked is unusable until reopened. */
const brokenParts = [EvidenceUnavailable, WebAssembly.RuntimeError];

/** Follows `cause`, because drizzle and flydrive wrap errors. */
export function isUnavailable(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++) {
    const { code, syscall } = at as Error & { code?: unknown; syscall?: unknown };
    if (code === "ENOENT" && syscall === "connect") return true;
    if (
      typeof code === "string" &&
      (downClasses.test(code) || raceCodes.includes(code) || systemCodes.includes(code))
    ) {
      return true;
    }
    if (messages.test(at.message) || brokenParts.some((kind) => at instanceof kind)) return true;
    if (at instanceof AggregateError && at.errors.some(isUnavailable)) return true;
  }
  return false;
}

export function problemOf(error: unknown): Problem {
  return isUnavailable(error)
    ? { code: "intake-unavailable", retry: "later" }
    : { code: "internal", retry: "later" };
}
