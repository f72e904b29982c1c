/** Signed requests to the intake by route name, for pages that use many routes. */

import type { Result } from "../../shared/contract/result.ts";
import { type WorkRouteName, workRoutes } from "../../shared/contract/work-routes.ts";
import { type CallAnswer, type CallInput, callRoute } from "./call-route.ts";

type Routes = typeof workRoutes;

/** Calls a route as the enrolled device. `not-enrolled` before enrolment. */
export function callIntake<N extends WorkRouteName>(
  name: N,
  input: CallInput<Routes[N]> = {},
): Promise<Result<CallAnswer<Routes[N]>>> {
  return callRoute(workRoutes[name], input);
}
