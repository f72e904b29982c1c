/** Finds the device and person behind a key, and detects reused proofs. */

import { and, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import type { Affiliation, Role } from "../../../utils/shared/contract/site.ts";
import type { ProofUse } from "../../core/caller.ts";
import type { Unit } from "../../core/scope.ts";
import { insertRows } from "../../db/insert.ts";
import { named } from "../../db/prepared-statements.ts";
import { apiKeys, devices, people, units, usedProofs } from "../../db/schema/index.ts";
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

/**
 * Returned in the order of the thumbprints. Read for every request, so a revocation, suspension or move takes
 * effect at once.
 */
export async function readDevices(db: Db, thumbprints: string[]): Promise<(KnownDevice | undefined)[]> {
  const rows = await db
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
    .where(sql`${devices.thumbprint} = any(${sql.param([...new Set(thumbprints)])}::text[]) ${named}`);
  const found = new Map(rows.map(({ thumbprint, ...device }) => [thumbprint, device]));
  return thumbprints.map((thumbprint) => found.get(thumbprint));
}

const seenEveryMs = 3_600_000;

/** Writes at most once an hour and device. */
export async function noteSeen(
  db: Db,
  { deviceId, lastSeenAt }: Pick<KnownDevice, "deviceId" | "lastSeenAt">,
  at: Date,
): Promise<void> {
  if (lastSeenAt && at.getTime() - lastSeenAt.getTime() < seenEveryMs) return;
  await db.update(devices).set({ lastSeenAt: at }).where(eq(devices.id, deviceId));
}

/** Returned in the order of the proofs; true for a proof used for the first time. */
export async function useProofs(db: Db, proofs: ProofUse[]): Promise<boolean[]> {
  const inserted = sql`${insertRows(usedProofs, proofs)} on conflict do nothing returning jti ${named}`;
  const { rows } = (await db.execute(inserted)) as unknown as { rows: { jti: string }[] };
  const fresh = new Set(rows.map(({ jti }) => jti));
  // A proof that is twice in one batch counts as fresh only the first time.
  return proofs.map(({ jti }) => fresh.delete(jti));
}

export async function deleteExpiredProofs(db: Db, before: Date): Promise<void> {
  await db.delete(usedProofs).where(lt(usedProofs.expiresAt, before));
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
