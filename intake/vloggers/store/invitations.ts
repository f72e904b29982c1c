/** Invitations of vloggers who have not enrolled yet, made by a coordinator within the coordinator's unit. */

import { and, asc, count, eq, gt, isNull, ne, notExists, sql } from "drizzle-orm";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { logTrust } from "../../audit-log/store/trust-log.ts";
import type { Ref, UnitScope } from "../../core/scope.ts";
import { devices, enrolmentCodes, people } from "../../db/schema/index.ts";
import { peopleIn } from "../../db/scope-filters.ts";
import type { Db } from "../../db/store.ts";
import { endCodes } from "../../people/store/devices-and-codes.ts";
import { createCode, type Enrolment } from "../../people/store/enrolment.ts";
import { findUnit } from "../../people/store/people.ts";

/**
 * A retry gets a new code; the previous one, which may be lost, is revoked. Problems: `conflict` if the id is
 * another person's; `too-many-requests` while too many invitations are open.
 */
export function inviteVlogger(
  db: Db,
  { id, name }: { id: string; name: string },
  scope: UnitScope,
  at: Date,
): Promise<Result<Enrolment>> {
  return db.transaction(async (tx) => {
    const [waiting] = await tx
      .select({ count: count() })
      .from(people)
      .innerJoin(enrolmentCodes, eq(enrolmentCodes.personId, people.id))
      .where(and(isOpen(tx, scope, at), ne(people.id, id)));
    if ((waiting?.count ?? 0) >= limits.openInvitations)
      return fail("too-many-requests", "too many invitations are open", "later");
    const unitId = scope.unit ? await findUnit(tx, scope.unit.name) : undefined;
    const made = await tx
      .insert(people)
      .values({ id, name, role: "vlogger", unitId: unitId ?? null, createdAt: at, invitedBy: scope.personId })
      .onConflictDoNothing()
      .returning({ id: people.id });
    // An enrolment with an earlier code locks that code, and is seen once it is done.
    await tx.select().from(enrolmentCodes).where(eq(enrolmentCodes.personId, id)).for("update");
    if (made.length === 0 && !(await isInvited(tx, { id, scope }, name)))
      return fail("conflict", "another person has this id");
    // Only the newest code works, so its holder counts as the inviter.
    await tx.update(people).set({ invitedBy: scope.personId }).where(eq(people.id, id));
    await endCodes(tx, eq(enrolmentCodes.personId, id), at);
    const code = await createCode(tx, id, at);
    await logTrust(tx, { act: "vlogger-invited", at, by: "coordinator" }, { people: [id] });
    return ok(code);
  });
}

export function readInvitations(db: Db, scope: UnitScope, at: Date) {
  return db
    .select({ id: people.id, name: people.name, expiresAt: enrolmentCodes.expiresAt })
    .from(people)
    .innerJoin(enrolmentCodes, eq(enrolmentCodes.personId, people.id))
    .where(isOpen(db, scope, at))
    .orderBy(asc(enrolmentCodes.expiresAt), asc(people.id))
    .limit(limits.openInvitations);
}

/**
 * Returns false if the code is used, expired or revoked. Problem: `not-found` if the person is out of scope
 * or has enrolled.
 */
export async function revokeInvitation(
  db: Db,
  { id, scope }: Ref<UnitScope>,
  at: Date,
): Promise<Result<boolean>> {
  if (!(await isInvited(db, { id, scope }))) return fail("not-found");
  return ok((await endCodes(db, eq(enrolmentCodes.personId, id), at)) > 0);
}

/** True if the person is in scope and has not enrolled; `name`, if given, must match. */
async function isInvited(db: Db, { id, scope }: Ref<UnitScope>, name?: string): Promise<boolean> {
  const invited = and(eq(people.id, id), eq(people.role, "vlogger"), peopleIn(db, scope), hasNotCome(db));
  const [person] = await db.select({ name: people.name }).from(people).where(invited);
  return person !== undefined && (name === undefined || person.name === name);
}

function isOpen(db: Db, scope: UnitScope, at: Date) {
  return and(
    eq(people.role, "vlogger"),
    peopleIn(db, scope),
    isNull(enrolmentCodes.usedAt),
    gt(enrolmentCodes.expiresAt, at),
    hasNotCome(db),
  );
}

/** Only an administrator may issue a code for another device of an enrolled person. */
function hasNotCome(db: Db) {
  return notExists(db.select({ one: sql`1` }).from(devices).where(eq(devices.personId, people.id)));
}
