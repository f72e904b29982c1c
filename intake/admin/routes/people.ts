/** People and units as administrators see them. */

import type { StaffRow } from "../../../utils/shared/contract/administration.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { notFound } from "../../core/problems.ts";
import { decodeTimeCursor, invalidCursor, toPage } from "../../db/paging.ts";
import { isInUse } from "../../people/rules/device-in-use.ts";
import { listCodes, listPeople, readDevicesOf } from "../../people/store/devices-and-codes.ts";
import { countPeopleOfUnits, listUnits } from "../../people/store/people.ts";
import { readActViews, readAdminActs } from "../store/admin-acts.ts";

type Listed = Awaited<ReturnType<typeof listPeople>>[number];

function toStaffRow({
  id,
  name,
  role,
  affiliation,
  unit,
  state,
  devices,
  knownBy,
  lastSeenAt,
}: Listed): StaffRow {
  return {
    id,
    name,
    role,
    state,
    devices,
    knownBy,
    ...(affiliation === null ? {} : { affiliation }),
    ...(unit === null ? {} : { unit }),
    ...(lastSeenAt === null ? {} : { lastSeenAt: lastSeenAt.toISOString() }),
  };
}

export const listStaff: Handler<"listStaff"> = async (intake, { query, at }) => {
  const { after: cursor, limit, ...filter } = query;
  const after = cursor === undefined ? undefined : decodeTimeCursor(cursor);
  if (cursor !== undefined && !after) return invalidCursor();
  const rows = await listPeople(intake.store.db, at, { ...filter, after, limit: limit + 1 });
  const page = toPage(rows, limit, ({ createdAt, id }) => `${createdAt.toISOString()}|${id}`);
  return ok({ people: page.rows.map(toStaffRow), ...(page.next === undefined ? {} : { next: page.next }) });
};

/** Acts about the person that are shown with them. */
const shownActs = 20;

export const getStaff: Handler<"getStaff"> = async (intake, { caller, params, at }) => {
  const { db } = intake.store;
  const id = params.id.toLowerCase();
  const [person] = await listPeople(db, at, { id, limit: 1 });
  if (!person) return notFound();
  const devices = await readDevicesOf(db, id);
  const codes = await listCodes(db, at, id);
  const acts = await readAdminActs(db, at, { personId: id, limit: shownActs });
  return ok({
    ...toStaffRow(person),
    createdAt: person.createdAt.toISOString(),
    devicesList: devices.map(({ enrolledAt, lastSeenAt, revokedAt, signedOnAt, ...device }) => ({
      ...device,
      inUse: isInUse({ lastSeenAt, revokedAt, signedOnAt }, { signOn: intake.signOn, at }),
      enrolledAt: enrolledAt.toISOString(),
      ...(lastSeenAt === null ? {} : { lastSeenAt: lastSeenAt.toISOString() }),
      ...(revokedAt === null ? {} : { revokedAt: revokedAt.toISOString() }),
      own: device.id === caller.deviceId,
    })),
    codes: codes.map(({ code, expiresAt }) => ({ code, expiresAt: expiresAt.toISOString() })),
    acts: await readActViews(db, acts, caller.personId, at),
    self: id === caller.personId,
  });
};

export const listUnitScopes: Handler<"listUnitScopes"> = async (intake) => {
  const { db } = intake.store;
  const [units, people] = [await listUnits(db), await countPeopleOfUnits(db)];
  return ok({ units: units.map((unit) => ({ ...unit, people: people.get(unit.id) ?? 0 })) });
};
