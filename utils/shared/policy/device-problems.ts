/** Refusals of the device and not of what it sent. The person solves them in the settings. */

import type { Problem, ProblemCode } from "../contract/problem.ts";

const codes: readonly (ProblemCode | undefined)[] = [
  "not-enrolled",
  "device-unknown",
  "device-revoked",
  "sign-on-again",
  "proof-invalid",
];

export function isDeviceProblem(problem: Problem | undefined): boolean {
  return codes.includes(problem?.code);
}

/**
 * Whether another attempt at a failed report may succeed: the device was at fault, the intake has the report, or a newer
 * extension may know the reason.
 */
export function mayPass({
  problem,
  received,
}: {
  problem?: Problem | undefined;
  received: boolean;
}): boolean {
  return received || problem?.code === "internal" || isDeviceProblem(problem);
}
