/** The on-call roster. */

import { and, asc, eq, gt, inArray, isNull, lte } from "drizzle-orm";
import type { OnCallInput } from "../../../utils/shared/contract/alert.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Role } from "../../../utils/shared/contract/site.ts";
import { onCall, people, units } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

export type Shift = typeof onCall.$inferSelect;

/** Roles that can act on an alert at night. */
const onCallRoles: Role[] = ["supervisor", "admin"];

/** Maximum length of one turn. */
const longestMs = 14 * 86_400_000;

/** The lowest place of each person who is on call at the time. */
export async function readOnCallAt(db: Db, at: Date): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .select({ personId: onCall.personId, place: onCall.place })
    .from(onCall)
    .where(and(lte(onCall.startsAt, at), gt(onCall.endsAt, at)))
    .orderBy(asc(onCall.place), asc(onCall.id));
  const places = new Map<string, number>();
  for (const { personId, place } of rows) if (!places.has(personId)) places.set(personId, place);
  return places;
}

/** Current and later turns, the earliest first. */
export function listShifts(db: Db, at: Date, personId?: string) {
  const { id, startsAt, endsAt, place } = onCall;
  return db
    .select({ id, personId: onCall.personId, name: people.name, unit: units.name, startsAt, endsAt, place })
    .from(onCall)
    .innerJoin(people, eq(people.id, onCall.personId))
    .leftJoin(units, eq(units.id, people.unitId))
    .where(and(gt(endsAt, at), personId === undefined ? undefined : eq(onCall.personId, personId)))
    .orderBy(asc(startsAt), asc(place), asc(id));
}

export function listOnCallPeople(db: Db) {
  const { id, name, role } = people;
  return db
    .select({ id, name, role, unit: units.name })
    .from(people)
    .leftJoin(units, eq(units.id, people.unitId))
    .where(and(inArray(role, onCallRoles), isNull(people.suspendedAt)))
    .orderBy(asc(name), asc(id));
}

/**
 * Idempotent by the turn's id. Problems: `not-found` for a person who cannot be on call; `conflict` if another turn
 * has this id; `invalid-input` for a turn in the past or of more than two weeks.
 */
export async function addShift(db: Db, input: OnCallInput, at: Date): Promise<Result<Shift>> {
  const [startsAt, endsAt] = [new Date(input.from), new Date(input.until)];
  if (endsAt <= startsAt) return fail("invalid-input", "until: is before from");
  if (endsAt <= at) return fail("invalid-input", "until: is in the past");
  if (endsAt.getTime() - startsAt.getTime() > longestMs)
    return fail("invalid-input", "until: is more than two weeks after from");
  const eligible = await listOnCallPeople(db);
  if (!eligible.some(({ id }) => id === input.personId)) return fail("not-found");
  const shift = { id: input.id, personId: input.personId, startsAt, endsAt, place: input.place };
  await db.insert(onCall).values(shift).onConflictDoNothing();
  const [kept] = await db.select().from(onCall).where(eq(onCall.id, input.id));
  const isSame =
    kept?.personId === shift.personId &&
    kept.place === shift.place &&
    kept.startsAt.getTime() === startsAt.getTime() &&
    kept.endsAt.getTime() === endsAt.getTime();
  return isSame ? ok(kept) : fail("conflict", "another turn has this id");
}

/** Returns false if there is no such turn. */
export async function removeShift(db: Db, id: string): Promise<boolean> {
  return (await db.delete(onCall).where(eq(onCall.id, id)).returning()).length > 0;
}
