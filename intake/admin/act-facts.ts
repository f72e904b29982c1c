/** Reads the subject of an administrator's act: its name for the log, and the facts that require a second person. */

import { eq } from "drizzle-orm";
import type { AdminAct } from "../../utils/shared/contract/administration.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import type { ActFacts } from "../../utils/shared/policy/administration.ts";
import { readCaseNumber, readHolds } from "../cases/store/case-reads.ts";
import { apiKeys, devices, hooks } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";
import { readDevicesOf } from "../people/store/devices-and-codes.ts";
import { findPerson, findUnit } from "../people/store/people.ts";
import { readRolesOfUnit } from "./store/admin-acts.ts";

export interface Concerned extends ActFacts {
  about: string;
  personId?: string;
}

const none = { roles: [], takesLastDevice: false } as const;

/** Problem: `not-found` if it concerns nothing that exists. */
export async function readConcerned(db: Db, act: AdminAct, asker: string): Promise<Result<Concerned>> {
  switch (act.act) {
    case "invite":
      if (act.unit !== undefined && !(await findUnit(db, act.unit))) return fail("not-found", "unit");
      return ok({ ...none, about: act.name, roles: [act.role] });
    case "new-code":
    case "change-role":
    case "assign-unit":
    case "suspend":
    case "resume":
      return ofPerson(db, act);
    case "revoke-device":
      return ofDevice(db, act.device, asker);
    case "save-unit": {
      const unitId = await findUnit(db, act.name);
      return ok({ ...none, about: act.name, roles: unitId ? await readRolesOfUnit(db, unitId) : [] });
    }
    case "place-hold":
    case "lift-hold":
      return ofCase(db, act);
    case "make-key":
      return ok({ ...none, about: act.name, scope: act.scope });
    case "revoke-key": {
      const [key] = await db.select().from(apiKeys).where(eq(apiKeys.id, act.key));
      return key ? ok({ ...none, about: key.name ?? key.id, scope: key.scope }) : fail("not-found");
    }
    case "add-hook":
      return ok({ ...none, about: act.address });
    case "end-hook": {
      const [hook] = await db.select().from(hooks).where(eq(hooks.id, act.hook));
      return hook ? ok({ ...none, about: hook.address }) : fail("not-found");
    }
    case "test-channel":
      return ok({ ...none, about: act.channel });
  }
}

type ActOnPerson = Extract<AdminAct, { person: string }>;

async function ofPerson(db: Db, act: ActOnPerson): Promise<Result<Concerned>> {
  const person = await findPerson(db, act.person);
  if (!person) return fail("not-found");
  if (act.act === "assign-unit" && act.unit !== null && !(await findUnit(db, act.unit)))
    return fail("not-found", "unit");
  const after = act.act === "change-role" ? [act.role] : [];
  return ok({ ...none, about: person.name, personId: person.id, roles: [person.role, ...after] });
}

async function ofDevice(db: Db, deviceId: string, asker: string): Promise<Result<Concerned>> {
  const [device] = await db.select().from(devices).where(eq(devices.id, deviceId));
  const person = device && (await findPerson(db, device.personId));
  if (!person) return fail("not-found");
  const all = await readDevicesOf(db, person.id);
  const others = all.filter(({ id, revokedAt }) => id !== deviceId && revokedAt === null);
  const takesLastDevice = others.length === 0 && person.id !== asker;
  return ok({ about: person.name, personId: person.id, roles: [person.role], takesLastDevice });
}

async function ofCase(db: Db, act: Extract<AdminAct, { case: string }>): Promise<Result<Concerned>> {
  const number = await readCaseNumber(db, act.case);
  if (number === undefined) return fail("not-found");
  const isGone =
    act.act === "lift-hold" && !(await readHolds(db, act.case)).some(({ id }) => id === act.hold);
  return isGone ? fail("not-found") : ok({ ...none, about: number });
}
