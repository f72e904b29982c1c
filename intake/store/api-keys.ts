/** Keys of other systems: scoped, for a time, kept as their SHA-256 only. */

import { randomBytes, randomUUID } from "node:crypto";
import { and, desc, eq, isNull } from "drizzle-orm";
import { limits } from "../../utils/contract/limits.ts";
import type { KeyScope } from "../../utils/contract/route.ts";
import { sha256Of } from "../digest.ts";
import { apiKeys } from "./schema/index.ts";
import type { Db } from "./store.ts";

export interface NewApiKey {
  scope: KeyScope;
  /** With the scope `platform`, and only then. */
  channel?: string | undefined;
  /** For whom it is made. */
  name?: string | undefined;
  days?: number | undefined;
}

/** `key` is shown once. */
export async function createApiKey(
  { db }: { db: Db },
  { scope, channel, name, days = limits.keyDays }: NewApiKey,
  now = new Date(),
) {
  const id = randomUUID();
  const key = `lk_${randomBytes(32).toString("base64url")}`;
  const expiresAt = new Date(now.getTime() + days * 24 * 3_600_000);
  const keySha256 = sha256Of(key);
  await db.insert(apiKeys).values({
    id,
    keySha256,
    scope,
    channel: channel ?? null,
    name: name ?? null,
    createdAt: now,
    expiresAt,
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

/** Refused from the next request on; false when there is no such key, or it is refused already. */
export async function revokeApiKey(db: Db, id: string, now: Date): Promise<boolean> {
  const revoked = await db
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  return revoked.length > 0;
}
