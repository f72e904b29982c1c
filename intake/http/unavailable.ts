/** Distinguishes an unavailable database or disk from a bug. */

import type { MiddlewareHandler } from "hono";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import { causesOf, hasCode } from "../core/error-causes.ts";
import { problemResponse } from "../core/problems.ts";
import { EvidenceUnavailable } from "../evidence/evidence-files.ts";
import { SpotElsewhere } from "../reports/ingest/receive-reports.ts";

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

/** A PGlite instance that panicked is unusable until reopened. A spot amid a move has an owner soon. */
const brokenParts = [EvidenceUnavailable, SpotElsewhere, WebAssembly.RuntimeError];

export function isUnavailable(error: unknown): boolean {
  return hasCode(error, [...raceCodes, ...systemCodes]) || causesOf(error).some(isDown);
}

function isDown(cause: Error): boolean {
  const { code = "", syscall } = cause as NodeJS.ErrnoException;
  if (downClasses.test(code) || (code === "ENOENT" && syscall === "connect")) return true;
  if (messages.test(cause.message) || brokenParts.some((kind) => cause instanceof kind)) return true;
  return cause instanceof AggregateError && cause.errors.some(isUnavailable);
}

export function problemOf(error: unknown): Problem {
  return isUnavailable(error)
    ? { code: "intake-unavailable", retry: "later" }
    : { code: "internal", retry: "later" };
}

/**
 * Answers nothing from a newer version's tables, by whose rules this one would read and write wrongly. Proxies send such a
 * replica nothing, but a device or a script can reach it directly. Devices keep their reports and send them again.
 */
export function refuseIfOutdated(intake: { isOutdated: boolean }): MiddlewareHandler {
  return async (_, next) =>
    intake.isOutdated ? problemResponse({ code: "intake-unavailable", retry: "later" }) : next();
}
