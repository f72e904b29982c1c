/** Slows down who asks too often: by address before anything is read, by device or key once it is known who asks. */

import type { ProblemCode } from "../../utils/contract/problem.ts";
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

/** Enrolment is limited by wrong codes alone: one address may be a whole office, or a country behind its provider. */
export function checkRate(
  intake: Limited,
  { callers }: Route,
  caller: Caller,
  address: string | undefined,
): HttpProblem | undefined {
  if (callers["new-device"]) return checkGuesses(intake, caller, address);
  if (caller.kind === "new-device") return undefined;
  return check(intake, "device", caller.kind === "key" ? caller.keyId : caller.deviceId);
}

const wrongGuesses: readonly ProblemCode[] = ["code-invalid", "sign-on-token"];

/** Called with each refusal of an enrolment. */
export function countGuess(
  { rates }: Limited,
  { callers }: Route,
  caller: Caller,
  { address, code }: { address: string | undefined; code: ProblemCode },
): void {
  const who = guesser(caller, address);
  if (callers["new-device"] && who !== undefined && wrongGuesses.includes(code))
    rates?.take("enrolment", who);
}

function checkGuesses(intake: Limited, caller: Caller, address: string | undefined): HttpProblem | undefined {
  const who = guesser(caller, address);
  return who === undefined ? undefined : limited(intake, "enrolment", intake.rates?.peek("enrolment", who));
}

/** A new key costs nothing, and 130 bits of a code are not guessed: this slows down mistakes, not attacks. */
function guesser(caller: Caller, address: string | undefined): string | undefined {
  return address === undefined || caller.kind === "key" ? undefined : `${address} ${caller.thumbprint}`;
}

/** An unknown reference was typed. One that is known is never refused for others' guesses at the same address. */
export function countReference(intake: Limited, address: string | undefined): HttpProblem | undefined {
  return address === undefined ? undefined : check(intake, "objection", address);
}

/** Counts looks at one item by its letter's address. */
export function checkHanded(intake: Limited, item: string): HttpProblem | undefined {
  return check(intake, "handed", item);
}

function check(intake: Limited, kind: RateKind, who: string): HttpProblem | undefined {
  return limited(intake, kind, intake.rates?.take(kind, who));
}

function limited({ metrics }: Limited, kind: RateKind, retryAfterSeconds: number | undefined) {
  if (retryAfterSeconds === undefined) return undefined;
  metrics.countLimited(kind);
  return { code: "too-many-requests", retry: "later", retryAfterSeconds } as const;
}
