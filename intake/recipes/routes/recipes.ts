/** Serves the newest recipe pack. Its signature protects the path from publisher to device. */

import { ok } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { viewRecipeHealth } from "../rules/recipe-health.ts";
import { addHealthCounts, readHealthCounts } from "../store/recipe-health.ts";
import { readPack } from "../store/recipes.ts";

/** Recipe counts: sent by devices, read by administrators. The sender is not stored. */
export const sendCanaries: Handler<"sendCanaries"> = async (intake, { body, at }) => {
  const batch = { ...body, id: body.id.toLowerCase() };
  return ok({ counted: await addHealthCounts(intake.store.db, batch, at) });
};

export const listCanaries: Handler<"listCanaries"> = async (intake, { query, at }) => {
  return ok({ canaries: viewRecipeHealth(await readHealthCounts(intake.store.db, at, query.site)) });
};

export const getRecipes: Handler<"getRecipes"> = async (intake, { query }) => {
  const newest = await readPack(intake.store.db);
  return ok(newest && newest.version > query.after ? { pack: newest.jws } : {});
};
