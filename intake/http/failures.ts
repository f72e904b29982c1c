/** Tells a database or a disk that is down from a bug. */

import type { Problem } from "../../utils/contract/problem.ts";

/** SQLSTATE classes: connection, resources (a full disk), operator (a stop), and system errors outside PostgreSQL. */
const downClasses = /^(08|53|57|58)[0-9A-Z]{3}$/;
/** Lock not available, and a chosen victim of a deadlock or a race: the same call succeeds later. */
const raceCodes = ["55P03", "40P01", "40001"];
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
/** What the two drivers say, without a code, when their connection is gone. */
const messages =
  /PGlite is clos(ed|ing)|Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after|Client has encountered a connection error|not queryable/;

/** Follows the chain of causes: drizzle and flydrive wrap what they met. */
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
    // PGlite that panicked answers nothing more until it is opened anew.
    if (messages.test(at.message) || at instanceof WebAssembly.RuntimeError) return true;
    if (at instanceof AggregateError && at.errors.some(isUnavailable)) return true;
  }
  return false;
}

export function problemOf(error: unknown): Problem {
  return isUnavailable(error)
    ? { code: "intake-unavailable", retry: "later" }
    : { code: "internal", retry: "later" };
}
