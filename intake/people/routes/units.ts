import { ok } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { listUnits as readUnits } from "../store/people.ts";

/** Names only; the units' scopes are for administrators. */
export const listUnits: Handler<"listUnits"> = async (intake) => {
  const rows = await readUnits(intake.store.db);
  return ok({ units: rows.map(({ name }) => name) });
};
