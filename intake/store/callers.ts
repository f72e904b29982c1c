/** Who stands behind a key, and whether a proof was used before. */

import { and, eq, gt, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { Role } from "../../utils/contract/site.ts";
import { insertRows } from "./insert.ts";
import { apiKeys, devices, people, units, usedProofs } from "./schema/index.ts";
import type { Unit } from "./scope.ts";
import type { Db } from "./store.ts";

export interface KnownDevice {
  deviceId: string;
  personId: string;
  name: string;
  role: Role;
  /** Null: of no part of the organisation in particular. */
  unit: Unit | null;
  enrolledAt: Date;
  revokedAt: Date | null;
  /** Of the person, on every device. */
  suspendedAt: Date | null;
  /** When the provider last vouched for the person here; null: enrolled by a code. */
  signedOnAt: Date | null;
}

/** In the order asked. Read for every request, many at once: what is revoked, suspended or moved counts from that moment on, everywhere. */
export async function readDevices(db: Db, thumbprints: string[]): Promise<(KnownDevice | undefined)[]> {
  const rows = await db
    .select({
      thumbprint: devices.thumbprint,
      deviceId: devices.id,
      personId: people.id,
      name: people.name,
      role: people.role,
      unit: {
        name: units.name,
        sites: units.sites,
        categories: units.categories,
        languages: units.languages,
      },
      enrolledAt: devices.enrolledAt,
      revokedAt: devices.revokedAt,
      suspendedAt: people.suspendedAt,
      signedOnAt: devices.signedOnAt,
    })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .leftJoin(units, eq(units.id, people.unitId))
    .where(inArray(devices.thumbprint, [...new Set(thumbprints)]));
  const found = new Map(rows.map(({ thumbprint, ...device }) => [thumbprint, device]));
  return thumbprints.map((thumbprint) => found.get(thumbprint));
}

export interface ProofUse {
  jti: string;
  expiresAt: Date;
}

/** In the order asked: true for a proof seen for the first time. */
export async function useProofs(db: Db, proofs: ProofUse[]): Promise<boolean[]> {
  const inserted = sql`${insertRows(usedProofs, proofs)} on conflict do nothing returning jti`;
  const { rows } = (await db.execute(inserted)) as unknown as { rows: { jti: string }[] };
  const fresh = new Set(rows.map(({ jti }) => jti));
  // Of two alike in one batch the first counts.
  return proofs.map(({ jti }) => fresh.delete(jti));
}

export async function forgetProofs(db: Db, before: Date): Promise<void> {
  await db.delete(usedProofs).where(lt(usedProofs.expiresAt, before));
}

/** Absent when it is revoked, or its time is over. */
export async function readApiKey(db: Db, keySha256: string, at: Date) {
  const stillGood = or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, at));
  const rows = await db
    .select({ id: apiKeys.id, scope: apiKeys.scope, channel: apiKeys.channel })
    .from(apiKeys)
    .where(and(eq(apiKeys.keySha256, keySha256), isNull(apiKeys.revokedAt), stillGood));
  return rows[0];
}
