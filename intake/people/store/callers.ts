/** Finds the device and person behind a key. */

import { and, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import type { Affiliation, Role } from "../../../utils/shared/contract/site.ts";
import type { Unit } from "../../core/scope.ts";
import { buildOnce, named } from "../../db/prepared-statements.ts";
import { apiKeys, devices, people, units } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { unitColumns } from "../../db/unit-sees.ts";

export interface KnownDevice {
  deviceId: string;
  personId: string;
  name: string;
  role: Role;
  /** Null if the person was enrolled without one. */
  affiliation: Affiliation | null;
  /** Null if the person belongs to no unit. */
  unit: Unit | null;
  enrolledAt: Date;
  revokedAt: Date | null;
  /** Applies to the person, on every device. */
  suspendedAt: Date | null;
  /** Time of the last sign-on through the identity provider; null if enrolled by a code. */
  signedOnAt: Date | null;
  /** To the hour; null before the version that notes it. */
  lastSeenAt: Date | null;
}

/** Returned in the order of the thumbprints. */
export async function readDevices(
  db: Db,
  thumbprints: readonly string[],
): Promise<(KnownDevice | undefined)[]> {
  return inOrder(thumbprints, await selectDevices(db, { thumbprints: [...new Set(thumbprints)] }));
}

/**
 * Returned in the order of the thumbprints. A revocation, suspension or move that begins later waits until this
 * transaction ends. The person's row is locked first, as in every act that changes both.
 */
export async function lockDevices(
  tx: Db,
  thumbprints: readonly string[],
): Promise<(KnownDevice | undefined)[]> {
  return inOrder(thumbprints, await selectAndLockDevices(tx, { thumbprints: [...new Set(thumbprints)] }));
}

type DeviceRow = KnownDevice & { thumbprint: string };

function inOrder(thumbprints: readonly string[], rows: readonly DeviceRow[]): (KnownDevice | undefined)[] {
  const byThumbprint = new Map(rows.map(({ thumbprint, ...device }) => [thumbprint, device]));
  return thumbprints.map((thumbprint) => byThumbprint.get(thumbprint));
}

const selectDevices = buildOnce(devicesByThumbprint);
const selectAndLockDevices = buildOnce((db) =>
  devicesByThumbprint(db).for("share", { of: [people, devices] }),
);

function devicesByThumbprint(db: Db) {
  return db
    .select({
      thumbprint: devices.thumbprint,
      deviceId: devices.id,
      personId: people.id,
      name: people.name,
      role: people.role,
      affiliation: people.affiliation,
      unit: unitColumns,
      enrolledAt: devices.enrolledAt,
      revokedAt: devices.revokedAt,
      suspendedAt: people.suspendedAt,
      signedOnAt: devices.signedOnAt,
      lastSeenAt: devices.lastSeenAt,
    })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .leftJoin(units, eq(units.id, people.unitId))
    .where(sql`${devices.thumbprint} = any(${sql.placeholder("thumbprints")}::text[]) ${named}`);
}

const seenEveryMs = 3_600_000;

/** Notes the time of the last request: at most once an hour and device, in one statement for all. */
export async function noteSeen(db: Db, found: readonly (KnownDevice | undefined)[], at: Date): Promise<void> {
  const due = found.flatMap((device) => (device && isSeenDue(device, at) ? [device.deviceId] : []));
  if (due.length === 0) return;
  // Without waiting: a row that is locked is noted by a later request.
  const free = db
    .select({ id: devices.id })
    .from(devices)
    .where(inArray(devices.id, due))
    .for("no key update", { skipLocked: true });
  await db.update(devices).set({ lastSeenAt: at }).where(inArray(devices.id, free));
}

function isSeenDue({ revokedAt, suspendedAt, lastSeenAt }: KnownDevice, at: Date): boolean {
  if (revokedAt || suspendedAt) return false;
  return !lastSeenAt || at.getTime() - lastSeenAt.getTime() >= seenEveryMs;
}

/** Returns undefined if the key is unknown, revoked or expired. */
export async function readApiKey(db: Db, keySha256: string, at: Date) {
  const stillGood = or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, at));
  const rows = await db
    .select({ id: apiKeys.id, scope: apiKeys.scope, channel: apiKeys.channel })
    .from(apiKeys)
    .where(and(eq(apiKeys.keySha256, keySha256), isNull(apiKeys.revokedAt), stillGood));
  return rows[0];
}
