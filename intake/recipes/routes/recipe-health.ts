/** Recipe counts: sent by devices, read by administrators. */

import { ok } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { viewRecipeHealth } from "../rules/recipe-health.ts";
import { addHealthCounts, readHealthCounts } from "../store/recipe-health.ts";

/** The sender is not stored. */
export const sendCanaries: Handler<"sendCanaries"> = async (intake, { body, at }) => {
  const batch = { ...body, id: body.id.toLowerCase() };
  return ok({ counted: await addHealthCounts(intake.store.db, batch, at) });
};

export const listCanaries: Handler<"listCanaries"> = async (intake, { query, at }) => {
  return ok({ canaries: viewRecipeHealth(await readHealthCounts(intake.store.db, at, query.site)) });
};
