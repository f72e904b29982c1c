/** A person's own alerts. */

import { fail, ok } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { acknowledge } from "../store/alerts.ts";
import { readOwnAlert, readOwnAlerts, toAlertView } from "../store/own-alerts.ts";
import { countVotes } from "../store/waiting-votes.ts";

export const listAlerts: Handler<"listAlerts"> = async (intake, { caller, scope, at }) => {
  const { db } = intake.store;
  const { rows, open } = await readOwnAlerts(db, { ...caller, scope }, at);
  const votes = scope.reach === "panel" ? await countVotes(db, scope, caller) : 0;
  return ok({ alerts: rows.map((row) => toAlertView(row, caller.personId)), needs: open + votes });
};

/** Idempotent. The answer names the first person to acknowledge. */
export const acknowledgeAlert: Handler<"acknowledgeAlert"> = async (
  intake,
  { caller, scope, params, at },
) => {
  const { db } = intake.store;
  const reader = { ...caller, scope };
  const alertId = params.id.toLowerCase();
  if (!(await readOwnAlert(db, reader, alertId))) return fail("not-found");
  await acknowledge(db, { alertId, personId: caller.personId, how: "press" }, at);
  const now = await readOwnAlert(db, reader, alertId);
  return now ? ok(toAlertView(now, caller.personId)) : fail("not-found");
};
