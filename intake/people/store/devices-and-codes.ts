/** Revokes devices, unused codes, and all of a person's; each takes effect with the next request. */

import { and, desc, eq, gt, ilike, inArray, isNull, like, or, type SQL, sql } from "drizzle-orm";
import type { PersonState } from "../../../utils/shared/contract/administration.ts";
import type { Role } from "../../../utils/shared/contract/site.ts";
import { logTrust } from "../../audit-log/store/trust-log.ts";
import { sha256Of } from "../../core/digest.ts";
import { adminActs, devices, enrolmentCodes, people, units } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

/** Returns false if there is no such device or it is already revoked. */
export async function revokeDevice(
  { db }: { db: Db },
  deviceId: string,
  now = new Date(),
  by = "administrator",
): Promise<boolean> {
  return db.transaction(async (tx) => (await revokeDevices(tx, eq(devices.id, deviceId), now, by)) > 0);
}

async function revokeDevices(
  tx: Db,
  which: ReturnType<typeof eq>,
  now: Date,
  by = "administrator",
): Promise<number> {
  const revoked = await endDevices(tx, which, now);
  await logEndedDevices(tx, revoked, { at: now, by });
  return revoked.length;
}

async function endDevices(tx: Db, which: ReturnType<typeof eq>, now: Date): Promise<string[]> {
  const revoked = await tx
    .update(devices)
    .set({ revokedAt: now })
    .where(and(which, isNull(devices.revokedAt)))
    .returning({ id: devices.id });
  return revoked.map(({ id }) => id);
}

/** Takes the log's lock. */
export async function logEndedDevices(
  tx: Db,
  ids: readonly string[],
  { at, by }: { at: Date; by: string },
): Promise<void> {
  await logTrust(tx, { act: "devices-revoked", at, by }, { devices: [...ids] });
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

export interface PeopleQuery {
  id?: string | undefined;
  /** Part of the name. */
  q?: string | undefined;
  role?: Role | undefined;
  state?: PersonState | undefined;
  limit?: number | undefined;
  /** Keyset of the previous page. */
  after?: { at: Date; id: string } | undefined;
}

const countDevices = sql<number>`(select count(*)::int from ${devices} d
  where d.person_id = ${people.id} and d.revoked_at is null)`;
const lastSeen = sql<Date | null>`(select max(d.last_seen_at) from ${devices} d where d.person_id = ${people.id})`;
const hasCode = (now: Date) => sql<boolean>`exists (select from ${enrolmentCodes} c
  where c.person_id = ${people.id} and c.used_at is null and c.expires_at > ${now.toISOString()}::timestamptz)`;

function stateOfPerson(now: Date): SQL<PersonState> {
  return sql<PersonState>`case when ${people.suspendedAt} is not null then 'suspended'
    when ${countDevices} > 0 then 'active' when ${hasCode(now)} then 'invited' else 'out' end`;
}

/**
 * People, newest first, with their number of active devices and whether they enrolled by code or sign-on.
 */
export function listPeople(db: Db, now = new Date(), { limit, ...query }: PeopleQuery = {}) {
  const { id, name, role, affiliation, suspendedAt, createdAt } = people;
  const knownBy = sql<"code" | "sign-on">`case when ${people.issuer} is null then 'code' else 'sign-on' end`;
  const rows = db
    .select({
      id,
      name,
      role,
      affiliation,
      unit: units.name,
      devices: countDevices,
      suspendedAt,
      knownBy,
      createdAt,
      state: stateOfPerson(now),
      lastSeenAt: lastSeen.mapWith(devices.lastSeenAt),
    })
    .from(people)
    .leftJoin(units, eq(units.id, people.unitId))
    .where(and(...peopleConditions(now, query)))
    .orderBy(desc(createdAt), desc(id));
  return limit === undefined ? rows : rows.limit(limit);
}

function peopleConditions(now: Date, { id, q, role, state, after }: PeopleQuery) {
  return [
    id === undefined ? undefined : eq(people.id, id),
    q === undefined ? undefined : ilike(people.name, `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`),
    role === undefined ? undefined : eq(people.role, role),
    state === undefined ? undefined : sql`${stateOfPerson(now)} = ${state}`,
    after &&
      sql`(${people.createdAt}, ${people.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
  ];
}

/** Newest first. */
export function readDevicesOf(db: Db, personId: string) {
  const { id, browser, extensionVersion, enrolledAt, lastSeenAt, revokedAt, signedOnAt } = devices;
  return db
    .select({ id, browser, extensionVersion, enrolledAt, lastSeenAt, revokedAt, signedOnAt })
    .from(devices)
    .where(eq(devices.personId, personId))
    .orderBy(desc(enrolledAt), desc(id));
}

/** Codes are listed by the first characters of their SHA-256, because the code itself is not stored. */
const shownChars = 12;

const isUnused = (now: Date) => and(isNull(enrolmentCodes.usedAt), gt(enrolmentCodes.expiresAt, now));

export function listCodes(db: Db, now: Date, personId?: string) {
  const { codeSha256, expiresAt } = enrolmentCodes;
  const code = sql<string>`left(${codeSha256}, ${sql.raw(String(shownChars))})`;
  return db
    .select({ code, name: people.name, role: people.role, person: people.id, expiresAt })
    .from(enrolmentCodes)
    .innerJoin(people, eq(people.id, enrolmentCodes.personId))
    .where(and(isUnused(now), personId === undefined ? undefined : eq(people.id, personId)))
    .orderBy(expiresAt);
}

/** Accepts the code itself or its prefix from `listCodes`. Throws if the prefix is ambiguous. */
export async function revokeCode(db: Db, named: string, now: Date): Promise<boolean> {
  const { codeSha256 } = enrolmentCodes;
  const which = or(eq(codeSha256, sha256Of(named)), like(codeSha256, `${named.toLowerCase()}%`));
  const rows = await db
    .select({ codeSha256 })
    .from(enrolmentCodes)
    .where(and(which, isUnused(now)));
  if (rows.length > 1) throw new Error("Ambiguous code prefix. Give more characters.");
  const [code] = rows;
  return code !== undefined && (await endCodes(db, eq(codeSha256, code.codeSha256), now)) > 0;
}

/** Lets codes expire at once; returns the number of those that were still valid. */
export async function endCodes(db: Db, which: SQL | undefined, now: Date): Promise<number> {
  const ended = await db
    .update(enrolmentCodes)
    .set({ expiresAt: now })
    .where(and(which, isUnused(now)))
    .returning({ code: enrolmentCodes.codeSha256 });
  return ended.length;
}

/** Used after a restore, whatever the clock: which codes were used since the backup is unknown. */
export async function endAllCodes(db: Db): Promise<void> {
  await db
    .update(enrolmentCodes)
    .set({ expiresAt: new Date(0) })
    .where(isNull(enrolmentCodes.usedAt));
}

/** Revokes a person's devices and unused codes; returns the number of each. */
export function revokePerson(db: Db, personId: string, now: Date, by = "administrator") {
  return db.transaction(async (tx) => {
    const { deviceIds, codes } = await endAccess(tx, personId, now);
    await logEndedDevices(tx, deviceIds, { at: now, by });
    return { devices: deviceIds.length, codes };
  });
}

/**
 * Ends unused codes that the person was shown whole: of people whom they invited as a coordinator, or alone as an
 * administrator. Otherwise they could use such a code to return as that person.
 */
export async function endShownCodes(tx: Db, personId: string, at: Date): Promise<void> {
  const { act, askedBy, answeredBy, state } = adminActs;
  const isInvitation = and(eq(state, "done"), isNull(answeredBy), sql`${act}->>'act' = 'invite'`);
  const invited = tx.select({ id: people.id }).from(people).where(eq(people.invitedBy, personId));
  const asked = tx
    .select({ id: adminActs.personId })
    .from(adminActs)
    .where(and(eq(askedBy, personId), isInvitation));
  const { personId: owner } = enrolmentCodes;
  await endCodes(tx, or(inArray(owner, invited), inArray(owner, asked)), at);
}

/** Ends a person's devices, unused codes, and those that the person was shown; the caller logs the devices. */
export async function endAccess(
  tx: Db,
  personId: string,
  now: Date,
): Promise<{ deviceIds: string[]; codes: number }> {
  // Codes first, because an enrolment locks its code before it adds the device.
  const codes = await endCodes(tx, eq(enrolmentCodes.personId, personId), now);
  await endShownCodes(tx, personId, now);
  return { deviceIds: await endDevices(tx, eq(devices.personId, personId), now), codes };
}
