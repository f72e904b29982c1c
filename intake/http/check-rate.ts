/** Slows down who asks too often: by address before anything is read, by device or key once it is known who asks. */

import type { Route } from "../../utils/contract/route.ts";
import type { Intake } from "../intake.ts";
import type { Caller } from "./caller.ts";
import type { HttpProblem } from "./problems.ts";
import type { RateKind } from "./rates.ts";

type Limited = Pick<Intake, "rates" | "metrics">;

/** Undefined: go on. An address that nobody knows (no socket) is not limited. */
export function checkAddress(intake: Limited, address: string | undefined): HttpProblem | undefined {
  return address === undefined ? undefined : check(intake, "address", address);
}

/** Whoever asks to be enrolled is counted by address too, and far more strictly: each try is a guess at a code. */
export function checkRate(
  intake: Limited,
  { callers }: Route,
  caller: Caller,
  address: string | undefined,
): HttpProblem | undefined {
  if (callers["new-device"]) return address === undefined ? undefined : check(intake, "enrolment", address);
  if (caller.kind === "new-device") return undefined;
  return check(intake, "device", caller.kind === "key" ? caller.keyId : caller.deviceId);
}

/** Whoever hands in an objection is nobody that we know. */
export function checkObjection(intake: Limited, address: string | undefined): HttpProblem | undefined {
  return address === undefined ? undefined : check(intake, "objection", address);
}

function check({ rates, metrics }: Limited, kind: RateKind, who: string): HttpProblem | undefined {
  const retryAfterSeconds = rates?.take(kind, who);
  if (retryAfterSeconds === undefined) return undefined;
  metrics.countLimited(kind);
  return { code: "too-many-requests", retry: "later", retryAfterSeconds };
}
