/** Expected failures as values: a Result is either what was asked for or a Problem. */

import type { Problem, ProblemCode } from "./problem.ts";

export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** `detail` is for people who mend things, never a sentence shown to an officer: those are keyed by `code`. */
export function fail(
  code: ProblemCode,
  detail?: string,
  retry: Problem["retry"] = "never",
): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, retry, ...(detail === undefined ? {} : { detail }) } };
}

/** It is done, and there is nothing more to say. */
export const done: Result<Record<string, never>> = { ok: true, value: {} };
