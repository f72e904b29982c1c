/** Paging of lists, and the id in a path. */

import { z } from "zod";
import { id } from "./ids.ts";
import { limits } from "./limits.ts";

/** Keyset paging: repeat with `after` = `next` until `next` is absent. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(limits.pageRows).default(50),
  after: z.string().max(200).optional(),
};
export const idParams = z.object({ id });
