/** API keys of other systems: scoped, expiring, stored only as SHA-256. */

import { randomBytes, randomUUID } from "node:crypto";
import { and, desc, eq, isNull } from "drizzle-orm";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { KeyScope } from "../../../utils/shared/contract/route.ts";
import { logTrust } from "../../audit-log/store/trust-log.ts";
import { sha256Of } from "../../core/digest.ts";
import { apiKeys } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

export interface NewApiKey {
  scope: KeyScope;
  /** Set if and only if the scope is `platform` or `partner`. */
  channel?: string | undefined;
  /** Name of the system or person that receives the key. */
  name?: string | undefined;
  days?: number | undefined;
  /** See `readSecondParts`. By default the key has one part. */
  secondPart?: string | undefined;
}

/** The returned `key` cannot be read again. It lacks its second part, if it has two. */
export async function createApiKey(
  { db }: { db: Db },
  { scope, channel, name, days = limits.keyDays, secondPart = "" }: NewApiKey,
  now = new Date(),
  by = "administrator",
) {
  const id = randomUUID();
  const key = `lk_${randomBytes(32).toString("base64url")}`;
  const expiresAt = new Date(now.getTime() + days * 24 * 3_600_000);
  const keySha256 = sha256Of(key + secondPart);
  await db.transaction(async (tx) => {
    await tx.insert(apiKeys).values({
      id,
      keySha256,
      scope,
      createdAt: now,
      expiresAt,
      channel: channel ?? null,
      name: name ?? null,
    });
    await logTrust(tx, { act: "key-made", at: now, by }, { api_keys: [id] });
  });
  return {
    id,
    key,
    scope,
    ...(channel === undefined ? {} : { channel }),
    ...(name === undefined ? {} : { name }),
    expiresAt,
  };
}

/** Newest first. */
export function listApiKeys(db: Db) {
  const { id, scope, name, channel, createdAt, expiresAt, revokedAt } = apiKeys;
  return db
    .select({ id, scope, name, channel, createdAt, expiresAt, revokedAt })
    .from(apiKeys)
    .orderBy(desc(createdAt), id);
}

const dayMs = 24 * 3_600_000;
/** Leaves time to reach the operators of the other system. */
const soonMs = 30 * dayMs;
/** Keys that ended longer ago are not reported. */
const missedMs = 30 * dayMs;
/** Keys with a shorter lifetime are meant to end. */
const shortMs = 60 * dayMs;

/** Keys that end soon or ended recently, without a later key of the same scope, channel and name. Earliest first. */
export async function readEndingKeys(db: Db, now: Date): Promise<{ name: string; at: Date }[]> {
  const inUse = (await listApiKeys(db)).flatMap(({ expiresAt, revokedAt, ...key }) =>
    expiresAt && !revokedAt ? [{ ...key, expiresAt }] : [],
  );
  const of = ({ scope, channel, name }: (typeof inUse)[number]) => [scope, channel, name].join();
  return inUse
    .filter((key) => {
      const leftMs = key.expiresAt.getTime() - now.getTime();
      if (leftMs > soonMs || leftMs < -missedMs) return false;
      if (key.expiresAt.getTime() - key.createdAt.getTime() < shortMs) return false;
      return !inUse.some((other) => of(other) === of(key) && other.expiresAt > key.expiresAt);
    })
    .map(({ scope, channel, name, expiresAt }) => ({ name: name ?? channel ?? scope, at: expiresAt }))
    .sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** Takes effect with the next request. Returns false if the key is unknown or already revoked. */
export function revokeApiKey(db: Db, id: string, now: Date, by = "administrator"): Promise<boolean> {
  return db.transaction(async (tx) => {
    const revoked = await tx
      .update(apiKeys)
      .set({ revokedAt: now })
      .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
      .returning({ id: apiKeys.id });
    const act = { act: "key-revoked", at: now, by };
    await logTrust(tx, act, { api_keys: revoked.map((row) => row.id) });
    return revoked.length > 0;
  });
}
