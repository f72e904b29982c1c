/** Hands out the newest pack of recipes; what it holds is between its publisher and the device. */

import { ok } from "../../utils/contract/result.ts";
import type { Handler } from "../http/mount.ts";
import { readPack } from "../store/recipes.ts";

export const getRecipes: Handler<"getRecipes"> = async (intake, { query }) => {
  const newest = await readPack(intake.store.db);
  return ok(newest && newest.version > query.after ? { pack: newest.jws } : {});
};
