/** People and the units of the organisation. */

import { randomUUID } from "node:crypto";
import { and, asc, count, eq, exists, gt, inArray, isNull, max, sql } from "drizzle-orm";
import type { Role } from "../../../utils/shared/contract/site.ts";
import { logTrust, type TrustAct, trustLogId } from "../../audit-log/store/trust-log.ts";
import type { Unit } from "../../core/scope.ts";
import { devices, log, people, units } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { endAccess, endShownCodes, logEndedDevices } from "./devices-and-codes.ts";
import { type CodeOptions, createCode, type Enrolment } from "./enrolment.ts";

/** Creates a unit, or changes the scope of the unit with this name from the next request on. */
export function saveUnit(
  db: Db,
  { name, sites, categories, languages }: Unit,
  now: Date,
  by = "administrator",
) {
  return db.transaction(async (tx) => {
    const [saved] = await tx
      .insert(units)
      .values({ id: randomUUID(), name, sites, categories, languages, createdAt: now })
      .onConflictDoUpdate({ target: units.name, set: { sites, categories, languages } })
      .returning({ id: units.id });
    if (!saved) throw new Error("the unit was not saved");
    await logTrust(tx, { act: "unit-saved", at: now, by }, { units: [saved.id] });
    return { id: saved.id, name, sites, categories, languages };
  });
}

export function listUnits(db: Db) {
  const { id, name, sites, categories, languages } = units;
  return db.select({ id, name, sites, categories, languages }).from(units).orderBy(asc(name));
}

/** People by unit, without suspended ones. */
export async function countPeopleOfUnits(db: Db): Promise<ReadonlyMap<string | null, number>> {
  const rows = await db
    .select({ unitId: people.unitId, count: count() })
    .from(people)
    .where(isNull(people.suspendedAt))
    .groupBy(people.unitId);
  return new Map(rows.map((row) => [row.unitId, row.count]));
}

/** Returns the unit's id. */
export async function findUnit(db: Db, name: string): Promise<string | undefined> {
  const [unit] = await db.select({ id: units.id }).from(units).where(eq(units.name, name));
  return unit?.id;
}

/** Throws if there is none; the message is shown to the administrator. */
export async function requireUnit(db: Db, name: string): Promise<string> {
  const id = await findUnit(db, name);
  if (id === undefined) throw new Error(`There is no unit "${name}". Create it: lapor units set "${name}"`);
  return id;
}

export async function findPerson(db: Db, id: string) {
  const { name, role, suspendedAt, issuer } = people;
  const [person] = await db
    .select({ id: people.id, name, role, suspendedAt, issuer })
    .from(people)
    .where(eq(people.id, id));
  return person;
}

/** Throws if there is none; the message is shown to the administrator. */
export async function requirePerson(db: Db, id: string) {
  const person = await findPerson(db, id);
  if (!person) throw new Error("There is no such person. Use `people` to list all.");
  return person;
}

/** Applies from the next request on; a null `unitId` removes the person from their unit. */
export async function assignUnit(
  db: Db,
  personId: string,
  unitId: string | null,
  { at = new Date(), by = "administrator" }: { at?: Date; by?: string } = {},
): Promise<void> {
  await changePerson(db, personId, { unitId }, { act: "unit-assigned", at, by });
}

/** Applies from the next request on. Panelists are enrolled as such, because their body cannot be changed. */
export async function changeRole(
  db: Db,
  personId: string,
  role: Exclude<Role, "panelist">,
  { at, by = "administrator" }: { at: Date; by?: string },
): Promise<void> {
  await changePerson(db, personId, { role }, { act: "role-changed", at, by });
}

/**
 * Gives a role that oversees others. Ends the person's devices and unused codes and makes a new code, because another
 * person may have been shown the earlier one whole. Changes every row before it logs, as `changePerson` does: waiting
 * for a person's row under the log's lock could deadlock.
 */
export function promotePerson(
  db: Db,
  { personId, role }: { personId: string; role: Exclude<Role, "panelist"> },
  { at, by = "administrator", ...options }: { at: Date; by?: string } & CodeOptions,
): Promise<Enrolment & { devices: number }> {
  return db.transaction(async (tx) => {
    await tx.update(people).set({ role }).where(eq(people.id, personId));
    const { deviceIds } = await endAccess(tx, personId, at);
    const made = await createCode(tx, personId, at, options);
    await logEndedDevices(tx, deviceIds, { at, by });
    await logTrust(tx, { act: "role-changed", at, by }, { people: [personId] });
    return { ...made, devices: deviceIds.length };
  });
}

/**
 * Names of supervisors and administrators with a device from before their promotion. Only versions that left devices in
 * use made these, see `promotePerson`.
 */
export async function readPromotedEarlier(db: Db): Promise<string[]> {
  const promotions = db
    .select({ personId: sql<string>`substr(key, 8)::uuid`.as("person_id"), at: max(log.at).as("at") })
    .from(log)
    .crossJoinLateral(sql`jsonb_object_keys(${log.detail}->'rows') as key`)
    .where(and(eq(log.caseId, trustLogId), eq(log.act, "role-changed"), sql`key like 'people/%'`))
    .groupBy(sql`1`)
    .as("promotions");
  const older = db
    .select({ one: sql`1` })
    .from(devices)
    .where(
      and(eq(devices.personId, people.id), isNull(devices.revokedAt), gt(promotions.at, devices.enrolledAt)),
    );
  const rows = await db
    .select({ name: people.name })
    .from(people)
    .innerJoin(promotions, eq(promotions.personId, people.id))
    .where(and(inArray(people.role, ["supervisor", "admin"]), isNull(people.suspendedAt), exists(older)))
    .orderBy(asc(people.name), asc(people.id));
  return rows.map(({ name }) => name);
}

/** Refuses every device of the person from the next request on; a null `at` ends the suspension. */
export async function suspendPerson(
  db: Db,
  personId: string,
  at: Date | null,
  by = "administrator",
): Promise<void> {
  const act = at ? "person-suspended" : "person-resumed";
  await changePerson(db, personId, { suspendedAt: at }, { act, at: at ?? new Date(), by });
}

function changePerson(
  db: Db,
  personId: string,
  change: Partial<typeof people.$inferInsert>,
  act: TrustAct,
): Promise<void> {
  return db.transaction(async (tx) => {
    await tx.update(people).set(change).where(eq(people.id, personId));
    if (change.suspendedAt !== null) await endShownCodes(tx, personId, act.at);
    await logTrust(tx, act, { people: [personId] });
  });
}
