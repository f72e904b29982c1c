/** Supervisors whom a case can be shown to or assigned to. */

import { and, asc, eq, isNull, ne } from "drizzle-orm";
import type { Unit } from "../../core/scope.ts";
import { people, units } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { type ScopedCase, unitColumns, unitSees } from "../../db/unit-sees.ts";

export interface ColleagueRow {
  id: string;
  name: string;
  role: "supervisor";
  unit: Unit | null;
}

/** Supervisors who are not suspended, without the person, by name. With a case only those who see it. */
export async function readColleagues(
  db: Db,
  seeing: ScopedCase | undefined,
  exceptId?: string,
): Promise<ColleagueRow[]> {
  const rows = await db
    .select({ id: people.id, name: people.name, unit: unitColumns })
    .from(people)
    .leftJoin(units, eq(units.id, people.unitId))
    .where(
      and(
        eq(people.role, "supervisor"),
        isNull(people.suspendedAt),
        exceptId === undefined ? undefined : ne(people.id, exceptId),
      ),
    )
    .orderBy(asc(people.name), asc(people.id));
  return rows
    .map((row): ColleagueRow => ({ ...row, role: "supervisor" }))
    .filter(({ unit }) => seeing === undefined || unitSees(unit, seeing));
}

export interface Standing extends Pick<typeof people.$inferSelect, "role" | "suspendedAt"> {
  unit: Unit | null;
}

export async function readStanding(db: Db, personId: string): Promise<Standing | undefined> {
  const [row] = await db
    .select({ role: people.role, suspendedAt: people.suspendedAt, unit: unitColumns })
    .from(people)
    .leftJoin(units, eq(units.id, people.unitId))
    .where(eq(people.id, personId));
  return row;
}

/** False once the person is suspended, has another role, or is in a unit that does not see the case. */
export function mayDecide(person: Standing | undefined, seeing: ScopedCase): boolean {
  if (person?.role !== "supervisor" || person.suspendedAt !== null) return false;
  return unitSees(person.unit, seeing);
}
