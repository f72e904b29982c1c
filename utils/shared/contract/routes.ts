/**
 * Every HTTP route: method, path, callers, input and output. The intake, its OpenAPI document and the signed
 * clients derive from these tables. Pages import the tables that they use.
 */

import type { Route } from "./route.ts";
import { administrationRoutes } from "./routes/administration.ts";
import { proposalRoutes } from "./routes/recipe-proposals.ts";
import { workRoutes } from "./work-routes.ts";

export const routes = {
  ...workRoutes,
  ...administrationRoutes,
  ...proposalRoutes,
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
