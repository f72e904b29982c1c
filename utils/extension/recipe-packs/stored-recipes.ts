/** The recipe pack that this device keeps, with the result of its last check. */

import { z } from "zod";
import { instant } from "../../shared/contract/ids.ts";
import { type Problem, problem } from "../../shared/contract/problem.ts";
import { type SiteId, siteId } from "../../shared/contract/site.ts";
import { defineItem, local } from "../browser/storage.ts";

/** The newest valid recipe pack, and the result of the last check. */
export interface StoredRecipes {
  /** Thumbprint of the key under which this is valid; empty while there is none. */
  kid: string;
  /** Compact JWS of the newest valid pack. */
  jws?: string;
  /** Its version, 0 before the first. Only higher versions are accepted. */
  version: number;
  acceptedAt?: string;
  askedAt?: string;
  refusal?: { problem: Problem; at: string };
  /** Sites whose recipes in this pack the browser cannot parse. */
  unreadable?: readonly SiteId[];
}

const recipesShape = z.object({
  kid: z.string(),
  jws: z.string().optional(),
  version: z.int().min(0),
  acceptedAt: instant.optional(),
  askedAt: instant.optional(),
  refusal: z.object({ problem, at: instant }).optional(),
  unreadable: z.array(siteId).optional(),
});

export const storedRecipes = defineItem<StoredRecipes | null>(
  local,
  "recipes",
  null,
  recipesShape.nullable(),
);
