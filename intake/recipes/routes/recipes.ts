/** Serves the newest recipe pack. Its signature protects the path from publisher to device. */

import { ok } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { readPack } from "../store/recipes.ts";

export const getRecipes: Handler<"getRecipes"> = async (intake, { query }) => {
  const newest = await readPack(intake.store.db);
  return ok(newest && newest.version > query.after ? { pack: newest.jws } : {});
};
