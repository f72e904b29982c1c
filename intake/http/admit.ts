/** Decides by a request's head alone whether it is let in: nothing of its body is read before. */

import { fail, ok, type Result } from "../../utils/contract/result.ts";
import type { Reach, Route } from "../../utils/contract/route.ts";
import type { Intake } from "../intake.ts";
import { type Caller, checkCaller } from "./caller.ts";
import { checkRate } from "./check-rate.ts";
import { identify } from "./identify.ts";
import type { HttpProblem } from "./problems.ts";

export interface Admitted {
  /** Undefined where anyone may call. */
  caller: Caller | undefined;
  reach: Reach;
  /** What the proof says of the body, to be compared once it is read. Undefined without a proof. */
  bodySha256: string | undefined;
}

/** Spends the proof: with it no second body is read. */
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
