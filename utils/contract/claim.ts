/** A case that one person holds while looking at it, and the route that takes it and lets it go. */

import { z } from "zod";
import { instant } from "./ids.ts";
import { byId } from "./page.ts";
import type { Route } from "./route.ts";

/** `take` holds the case, or goes on holding it; another's hold that has not expired refuses it with `case-claimed`. */
export const claimInput = z.strictObject({ act: z.enum(["take", "release"]) });

export const claimView = z.object({
  by: z.string(),
  /** Whether the person asking holds it. */
  own: z.boolean(),
  until: instant,
});
export type ClaimView = z.infer<typeof claimView>;

export const claimRoute = {
  method: "POST",
  path: "/v1/cases/:id/claim",
  summary: "Hold a case for ten minutes while looking at it, or let it go",
  callers: { supervisor: "unit" },
  params: byId,
  body: claimInput,
  answer: z.object({ claim: claimView.optional() }),
} as const satisfies Route;
