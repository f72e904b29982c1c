/** People and the units of the organisation. */

import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { logTrust } from "../../audit-log/store/trust-log.ts";
import type { Unit } from "../../core/scope.ts";
import { people, units } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

/** Creates a unit, or changes the scope of the unit with this name from the next request on. */
export function saveUnit(db: Db, { name, sites, categories, languages }: Unit, now: Date) {
  return db.transaction(async (tx) => {
    const [saved] = await tx
      .insert(units)
      .values({ id: randomUUID(), name, sites, categories, languages, createdAt: now })
      .onConflictDoUpdate({ target: units.name, set: { sites, categories, languages } })
      .returning({ id: units.id });
    if (!saved) throw new Error("the unit was not saved");
    await logTrust(tx, { act: "unit-saved", at: now, by: "administrator" }, { units: [saved.id] });
    return { id: saved.id, name, sites, categories, languages };
  });
}

export function listUnits(db: Db) {
  const { id, name, sites, categories, languages } = units;
  return db.select({ id, name, sites, categories, languages }).from(units).orderBy(asc(name));
}

/** Returns the unit's id. */
export async function findUnit(db: Db, name: string): Promise<string | undefined> {
  const [unit] = await db.select({ id: units.id }).from(units).where(eq(units.name, name));
  return unit?.id;
}

/** Throws if there is none; the message is shown to the administrator. */
export async function requireUnit(db: Db, name: string): Promise<string> {
  const id = await findUnit(db, name);
  if (id === undefined) throw new Error(`There is no unit "${name}". Create it with \`unit --name\`.`);
  return id;
}

/** Throws if there is none; the message is shown to the administrator. */
export async function findPerson(db: Db, id: string) {
  const { name, role, suspendedAt } = people;
  const [person] = await db
    .select({ id: people.id, name, role, suspendedAt })
    .from(people)
    .where(eq(people.id, id));
  if (!person) throw new Error("There is no such person. Use `people` to list all.");
  return person;
}

/** Applies from the next request on; a null `unitId` removes the person from their unit. */
export async function assignUnit(
  db: Db,
  personId: string,
  unitId: string | null,
  now = new Date(),
): Promise<void> {
  await changePerson(db, personId, { unitId }, { act: "unit-assigned", at: now });
}

/** Refuses every device of the person from the next request on; a null `at` ends the suspension. */
export async function suspendPerson(db: Db, personId: string, at: Date | null): Promise<void> {
  const act = at ? "person-suspended" : "person-resumed";
  await changePerson(db, personId, { suspendedAt: at }, { act, at: at ?? new Date() });
}

function changePerson(
  db: Db,
  personId: string,
  change: Partial<typeof people.$inferInsert>,
  act: { act: string; at: Date },
): Promise<void> {
  return db.transaction(async (tx) => {
    await tx.update(people).set(change).where(eq(people.id, personId));
    await logTrust(tx, { ...act, by: "administrator" }, { people: [personId] });
  });
}
