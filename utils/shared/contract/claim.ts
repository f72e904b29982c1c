/** The claim: a lease on a case while one person works on it, and the route to take or release it. */

import { z } from "zod";
import { instant } from "./ids.ts";
import { idParams, type Route } from "./route.ts";

/** `take` acquires or renews the claim. Fails with `case-claimed` while another person's claim is valid. */
export const claimInput = z.strictObject({ act: z.enum(["take", "release"]) });

export const claimView = z.object({
  by: z.string(),
  own: z.boolean(),
  until: instant,
});
export type ClaimView = z.infer<typeof claimView>;

export const claimRoute = {
  method: "POST",
  path: "/v1/cases/:id/claim",
  summary: "Claim a case for ten minutes, or release the claim",
  callers: { supervisor: "unit" },
  params: idParams,
  body: claimInput,
  answer: z.object({ claim: claimView.optional() }),
} as const satisfies Route;
