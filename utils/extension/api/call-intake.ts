/** Signed requests to the intake by route name, for pages that use many routes. */

import type { Result } from "../../shared/contract/result.ts";
import type { WorkRouteName, workRoutes } from "../../shared/contract/work-routes.ts";
import type { CallAnswer, CallInput } from "./call-route.ts";

type Routes = typeof workRoutes;

/** Loaded by the first request, so that a page shows what it remembers before it reads the shapes of all routes. */
async function loadRoutes() {
  const [{ workRoutes: routes }, { callRoute }] = await Promise.all([
    import("../../shared/contract/work-routes.ts"),
    import("./call-route.ts"),
  ]);
  return { routes, callRoute };
}

/** Calls a route as the enrolled device. `not-enrolled` before enrolment. */
export async function callIntake<N extends WorkRouteName>(
  name: N,
  input: CallInput<Routes[N]> = {},
): Promise<Result<CallAnswer<Routes[N]>>> {
  const { routes, callRoute } = await loadRoutes();
  return callRoute(routes[name], input);
}
