/** How the caller is alerted, and a test of it. */

import { randomUUID } from "node:crypto";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import type { Intake } from "../../intake.ts";
import { listShifts } from "../store/on-call.ts";
import { readOwnAlert, toAlertView } from "../store/own-alerts.ts";
import { closeTests, makeTest, readPreferences, savePreferences } from "../store/preferences.ts";

async function viewOf({ store, alerts }: Intake, personId: string, at: Date) {
  const shifts = await listShifts(store.db, at, personId);
  return {
    preferences: await readPreferences(store.db, personId),
    canMail: alerts.canMail,
    onCall: shifts.map(({ id, startsAt, endsAt, place }) => ({
      id,
      from: startsAt.toISOString(),
      until: endsAt.toISOString(),
      place,
    })),
  };
}

export const getAlertPreferences: Handler<"getAlertPreferences"> = async (intake, { scope, at }) =>
  ok(await viewOf(intake, scope.personId, at));

export const setAlertPreferences: Handler<"setAlertPreferences"> = async (intake, { scope, body, at }) => {
  await savePreferences(intake.store.db, scope.personId, body);
  return ok(await viewOf(intake, scope.personId, at));
};

export const tryAlert: Handler<"tryAlert"> = async (intake, { caller, scope, at }) => {
  const { db } = intake.store;
  await closeTests(db, at);
  const id = await makeTest(db, { personId: scope.personId, id: randomUUID() }, at);
  if (id === undefined) return fail("too-many-requests", undefined, "later");
  const made = await readOwnAlert(db, { ...caller, scope }, id);
  return made ? ok(toAlertView(made, caller.personId)) : fail("not-found");
};
