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
