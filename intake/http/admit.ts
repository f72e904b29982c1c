/** Admits or refuses a request by its head, before any of its body is read. */

import { done, fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import type { Reach, Route } from "../../utils/shared/contract/route.ts";
import { type Caller, checkCaller } from "../core/caller.ts";
import { checkRate } from "../core/check-rate.ts";
import type { HttpProblem } from "../core/problems.ts";
import type { Intake } from "../intake.ts";
import { identify } from "./identify.ts";

export interface Admitted {
  /** Undefined on public routes. */
  caller: Caller | undefined;
  reach: Reach;
  /** Digest of the body from the proof, compared once the body is read. Undefined without a proof. */
  bodySha256: string | undefined;
}

/** A body sent together with its head arrives within this time. */
const promptMs = 100;

/** Checks a caller again after a slow body, because the device may have been revoked meanwhile. */
export async function checkStill(
  intake: Intake,
  caller: Caller | undefined,
  { parts, waitedMs }: { parts: number; waitedMs: number },
): Promise<Result<Record<string, never>>> {
  if (caller?.kind !== "person" || (parts <= 1 && waitedMs < promptMs)) return done;
  const known = await intake.devices.add(caller.thumbprint);
  return !known || known.revokedAt || known.suspendedAt ? fail("device-revoked") : done;
}

/** Uses up the proof, so that no second body is read with it. */
export async function admit(
  intake: Intake,
  route: Route,
  request: Request,
  address: string | undefined,
): Promise<Result<Admitted> | { ok: false; problem: HttpProblem }> {
  if (route.callers.anyone !== undefined)
    return ok({ caller: undefined, reach: "any", bodySha256: undefined });
  const identified = await identify(intake, request);
  if (!identified.ok) return identified;
  const { caller, bodySha256, useOnce } = identified.value;
  const reach = checkCaller(route.callers, caller);
  if (!reach.ok) return reach;
  const tooSoon = checkRate(intake, route, caller, address);
  if (tooSoon) return { ok: false, problem: tooSoon };
  if (!(await useOnce())) return fail("proof-replayed", undefined, "now");
  return ok({ caller, reach: reach.value, bodySha256 });
}
