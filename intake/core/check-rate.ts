/** Rate limits: by address before anything is read, by device or key once the caller is known. */

import type { ProblemCode } from "../../utils/shared/contract/problem.ts";
import type { Route } from "../../utils/shared/contract/route.ts";
import type { Intake } from "../intake.ts";
import type { Caller } from "./caller.ts";
import { ownerNetwork } from "./client-address.ts";
import type { HttpProblem } from "./problems.ts";
import type { RateKind } from "./rate-limits.ts";

type RateLimited = Pick<Intake, "rates" | "metrics">;

/**
 * Returns undefined if the request may go on. Requests without a known address (no socket) are not limited.
 */
export function checkAddress(intake: RateLimited, address: string | undefined): HttpProblem | undefined {
  return address === undefined ? undefined : takeToken(intake, "address", address);
}

/**
 * Enrolment is limited by wrong codes only, because one address may be a whole office or a provider's
 * country-wide NAT.
 */
export function checkRate(
  intake: RateLimited,
  { callers }: Route,
  caller: Caller,
  address: string | undefined,
): HttpProblem | undefined {
  if (callers["new-device"]) return checkGuesses(intake, caller, address);
  if (caller.kind === "new-device") return undefined;
  return takeToken(intake, "device", caller.kind === "key" ? caller.keyId : caller.deviceId);
}

const wrongGuesses: readonly ProblemCode[] = ["code-invalid", "sign-on-token"];

/** Called for each refused enrolment. */
export function countGuess(
  { rates }: RateLimited,
  { callers }: Route,
  caller: Caller,
  { address, code }: { address: string | undefined; code: ProblemCode },
): void {
  const who = guesserKey(caller, address);
  if (callers["new-device"] && who !== undefined && wrongGuesses.includes(code))
    rates?.take("enrolment", who);
}

function checkGuesses(
  intake: RateLimited,
  caller: Caller,
  address: string | undefined,
): HttpProblem | undefined {
  const who = guesserKey(caller, address);
  return who === undefined
    ? undefined
    : toRateProblem(intake, "enrolment", intake.rates?.peek("enrolment", who));
}

/**
 * Keyed by address and key. A new key costs nothing, and the 130 bits of a code cannot be guessed: this slows
 * down mistakes, not attacks.
 */
function guesserKey(caller: Caller, address: string | undefined): string | undefined {
  return address === undefined || caller.kind === "key" ? undefined : `${address} ${caller.thumbprint}`;
}

/**
 * Counts unknown references. A known one is never refused because of others' guesses from the same address. A sender who
 * is refused takes nothing from the network's other addresses.
 */
export function countWithoutReference(
  intake: RateLimited,
  address: string | undefined,
): HttpProblem | undefined {
  if (address === undefined) return undefined;
  const network = ownerNetwork(address);
  return (
    toRateProblem(intake, "network", intake.rates?.peek("network", network)) ??
    takeToken(intake, "objection", address) ??
    takeToken(intake, "network", network)
  );
}

/** Counts an objection that names a post's address in place of a reference, for the sender and for that post. */
export function countByAddress(
  intake: RateLimited,
  address: string | undefined,
  subject: string,
): HttpProblem | undefined {
  if (address === undefined) return undefined;
  const network = ownerNetwork(address);
  return countWithoutReference(intake, address) ?? takeToken(intake, "post", `${network} ${subject}`);
}

/** Counts an objection to one item of a letter, so that no network takes all places of it. */
export function countByItem(
  intake: RateLimited,
  address: string | undefined,
  itemId: string,
): HttpProblem | undefined {
  return address === undefined ? undefined : takeToken(intake, "item", `${ownerNetwork(address)} ${itemId}`);
}

/** Counts an objection by address while the form is crowded. Half of its places are for networks that send few. */
export function countCrowded(intake: RateLimited, address: string | undefined): HttpProblem | undefined {
  return address === undefined ? undefined : takeToken(intake, "crowded", ownerNetwork(address));
}

/** Limits the use of one item's evidence link. */
export function checkEvidenceLinkRate(intake: RateLimited, item: string): HttpProblem | undefined {
  return takeToken(intake, "handed", item);
}

/** Limits one person's reports and withdrawals about one post. The device sends a report that is refused later. */
export function checkPostRate(
  intake: RateLimited,
  personId: string,
  subject: string,
): HttpProblem | undefined {
  return takeToken(intake, "report", `${personId} ${subject}`);
}

function takeToken(intake: RateLimited, kind: RateKind, who: string): HttpProblem | undefined {
  return toRateProblem(intake, kind, intake.rates?.take(kind, who));
}

function toRateProblem({ metrics }: RateLimited, kind: RateKind, retryAfterSeconds: number | undefined) {
  if (retryAfterSeconds === undefined) return undefined;
  metrics.countLimited(kind);
  return { code: "too-many-requests", retry: "later", retryAfterSeconds } as const;
}
