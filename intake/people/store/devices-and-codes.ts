/** Revokes devices, unused codes, and all of a person's; each takes effect with the next request. */

import { and, desc, eq, gt, isNull, like, or, sql } from "drizzle-orm";
import { logTrust } from "../../audit-log/store/trust-log.ts";
import { sha256Of } from "../../core/digest.ts";
import { devices, enrolmentCodes, people, units } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

/** Returns false if there is no such device or it is already revoked. */
export async function revokeDevice({ db }: { db: Db }, deviceId: string, now = new Date()): Promise<boolean> {
  return db.transaction(async (tx) => (await revokeDevices(tx, eq(devices.id, deviceId), now)) > 0);
}

async function revokeDevices(tx: Db, which: ReturnType<typeof eq>, now: Date): Promise<number> {
  const revoked = await tx
    .update(devices)
    .set({ revokedAt: now })
    .where(and(which, isNull(devices.revokedAt)))
    .returning({ id: devices.id });
  const act = { act: "devices-revoked", at: now, by: "administrator" };
  await logTrust(tx, act, { devices: revoked.map(({ id }) => id) });
  return revoked.length;
}

/** Every device with its person, newest first. */
export function listDevices({ db }: { db: Db }) {
  const { id, browser, enrolledAt, revokedAt } = devices;
  return db
    .select({ id, name: people.name, role: people.role, browser, enrolledAt, revokedAt, person: people.id })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .orderBy(desc(enrolledAt));
}

/**
 * All people, newest first, with their number of active devices and whether they enrolled by code or sign-on.
 */
export function listPeople(db: Db) {
  const { id, name, role, affiliation, suspendedAt } = people;
  const count = sql<number>`count(${devices.id})::int`;
  const knownBy = sql<"code" | "sign-on">`case when ${people.issuer} is null then 'code' else 'sign-on' end`;
  return db
    .select({ id, name, role, affiliation, unit: units.name, devices: count, suspendedAt, knownBy })
    .from(people)
    .leftJoin(units, eq(units.id, people.unitId))
    .leftJoin(devices, and(eq(devices.personId, id), isNull(devices.revokedAt)))
    .groupBy(id, units.name)
    .orderBy(desc(people.createdAt), id);
}

/** Codes are listed by the first characters of their SHA-256, because the code itself is not stored. */
const shownChars = 12;

const isUnused = (now: Date) => and(isNull(enrolmentCodes.usedAt), gt(enrolmentCodes.expiresAt, now));

export function listCodes(db: Db, now: Date) {
  const { codeSha256, expiresAt } = enrolmentCodes;
  const code = sql<string>`left(${codeSha256}, ${sql.raw(String(shownChars))})`;
  return db
    .select({ code, name: people.name, role: people.role, person: people.id, expiresAt })
    .from(enrolmentCodes)
    .innerJoin(people, eq(people.id, enrolmentCodes.personId))
    .where(isUnused(now))
    .orderBy(expiresAt);
}

/** Accepts the code itself or its prefix from `listCodes`. Throws if the prefix is ambiguous. */
export async function revokeCode(db: Db, named: string, now: Date): Promise<boolean> {
  const { codeSha256 } = enrolmentCodes;
  const which = or(eq(codeSha256, sha256Of(named)), like(codeSha256, `${named.toLowerCase()}%`));
  const found = await db
    .select({ codeSha256 })
    .from(enrolmentCodes)
    .where(and(which, isUnused(now)));
  if (found.length > 1) throw new Error("Ambiguous code prefix. Give more characters.");
  const [code] = found;
  return code !== undefined && (await endCodes(db, eq(codeSha256, code.codeSha256), now)) > 0;
}

/** Lets codes expire at once. */
async function endCodes(db: Db, which: ReturnType<typeof eq>, now: Date): Promise<number> {
  const ended = await db
    .update(enrolmentCodes)
    .set({ expiresAt: now })
    .where(and(which, isUnused(now)))
    .returning({ code: enrolmentCodes.codeSha256 });
  return ended.length;
}

/** Revokes a person's devices and unused codes; returns the number of each. */
export function revokePerson(db: Db, personId: string, now: Date) {
  return db.transaction(async (tx) => {
    const codes = await endCodes(tx, eq(enrolmentCodes.personId, personId), now);
    return { devices: await revokeDevices(tx, eq(devices.personId, personId), now), codes };
  });
}
