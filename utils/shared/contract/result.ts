/** Expected failures as values: a Result is either a value or a Problem. */

import type { Problem, ProblemCode } from "./problem.ts";

export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** `detail` is for developers and administrators. Users see the sentence for `code`. */
export function fail(
  code: ProblemCode,
  detail?: string,
  retry: Problem["retry"] = "never",
): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, retry, ...(detail === undefined ? {} : { detail }) } };
}

/** Success without a value. */
export const done: Result<Record<string, never>> = { ok: true, value: {} };
