/** Signed requests of the desk's administration, apart from the others because few people load their routes. */

import type { Result } from "../../shared/contract/result.ts";
import {
  type AdministrationRouteName,
  administrationRoutes,
} from "../../shared/contract/routes/administration.ts";
import { type CallAnswer, type CallInput, callRoute } from "./call-route.ts";

type Routes = typeof administrationRoutes;

export type CallAdministration = <N extends AdministrationRouteName>(
  name: N,
  input?: CallInput<Routes[N]>,
) => Promise<Result<CallAnswer<Routes[N]>>>;

/** Calls a route as the enrolled device. */
export const callAdministration: CallAdministration = (name, input) =>
  callRoute(administrationRoutes[name], input ?? {});
