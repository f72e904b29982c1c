/** Serves the newest recipe pack. Its signature protects the path from publisher to device. */

import { ok } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { viewRecipeHealth } from "../rules/recipe-health.ts";
import { addHealthCounts, readHealthCounts } from "../store/recipe-health.ts";
import { listPacks, readPack } from "../store/recipes.ts";

/** An extension can be newer than the intake, and a device have a pack that a restored database lacks. */
const versionsAhead = 20;

/**
 * Recipe counts: sent by devices, read by administrators. The sender is not stored, so counts of versions that no
 * device can have are left out: they would make any number of keys.
 */
export const sendCanaries: Handler<"sendCanaries"> = async (intake, { body, at }) => {
  const { db } = intake.store;
  const [newest] = await listPacks(db).limit(1);
  const highest = (newest?.version ?? 0) + versionsAhead;
  const rows = body.rows.filter(({ recipeVersion }) => recipeVersion <= highest);
  const batch = { id: body.id.toLowerCase(), rows };
  return ok({ counted: rows.length > 0 && (await addHealthCounts(db, batch, at)) });
};

export const listCanaries: Handler<"listCanaries"> = async (intake, { query, at }) => {
  return ok({ canaries: viewRecipeHealth(await readHealthCounts(intake.store.db, at, query.site)) });
};

export const getRecipes: Handler<"getRecipes"> = async (intake, { query }) => {
  const newest = await readPack(intake.store.db);
  return ok(newest && newest.version > query.after ? { pack: newest.jws } : {});
};
