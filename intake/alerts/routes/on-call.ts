/** The on-call roster, kept by administrators. */

import { fail, ok } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { logLine } from "../../core/log.ts";
import type { Db } from "../../db/store.ts";
import { addShift, listOnCallPeople, listShifts, removeShift } from "../store/on-call.ts";

async function rosterOf(db: Db, at: Date) {
  const [shifts, people] = [await listShifts(db, at), await listOnCallPeople(db)];
  return {
    shifts: shifts.map(({ startsAt, endsAt, unit, ...shift }) => ({
      ...shift,
      ...(unit === null ? {} : { unit }),
      from: startsAt.toISOString(),
      until: endsAt.toISOString(),
    })),
    people: people.map(({ unit, ...person }) => ({ ...person, ...(unit === null ? {} : { unit }) })),
  };
}

export const listOnCall: Handler<"listOnCall"> = async (intake, { at }) =>
  ok(await rosterOf(intake.store.db, at));

export const addOnCall: Handler<"addOnCall"> = async (intake, { caller, body, at }) => {
  const { db } = intake.store;
  const turn = { ...body, id: body.id.toLowerCase(), personId: body.personId.toLowerCase() };
  const added = await addShift(db, turn, at);
  if (!added.ok) return added;
  logLine("on-call-added", { detail: `${turn.id} person:${turn.personId} by:${caller.personId}` });
  return ok(await rosterOf(db, at));
};

export const removeOnCall: Handler<"removeOnCall"> = async (intake, { caller, params }) => {
  const id = params.id.toLowerCase();
  if (!(await removeShift(intake.store.db, id))) return fail("not-found");
  logLine("on-call-removed", { detail: `${id} by:${caller.personId}` });
  return ok({ removed: true });
};
