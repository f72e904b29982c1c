/** Signed requests to the intake by route name, for pages that use many routes. */

import type { Result } from "../../shared/contract/result.ts";
import { type RouteName, routes } from "../../shared/contract/routes.ts";
import { type CallAnswer, type CallInput, callIntake as call } from "./intake.ts";

type Routes = typeof routes;

/** Calls a route as the enrolled device. `not-enrolled` before enrolment. */
export function callIntake<N extends RouteName>(
  name: N,
  input: CallInput<Routes[N]> = {},
): Promise<Result<CallAnswer<Routes[N]>>> {
  return call(routes[name], input);
}
