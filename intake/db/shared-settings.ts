/** Settings and secrets shared by all replicas; the first replica creates them. */

import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { settings } from "./schema/index.ts";
import type { Db } from "./store.ts";

/** Name of the setting with the public key that devices pin for recipe packs. */
export const recipesKeySetting = "recipes-key";

/** 32 random bytes as hex. */
export function readNonceSecret(db: Db): Promise<string> {
  return readOrMakeSetting(db, "nonce-secret", async () => randomBytes(32).toString("hex"));
}

export async function readSetting(db: Db, name: string): Promise<string | undefined> {
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.name, name));
  return row?.value;
}

export async function writeSetting(db: Db, name: string, value: string): Promise<void> {
  await db
    .insert(settings)
    .values({ name, value })
    .onConflictDoUpdate({ target: settings.name, set: { value } });
}

export async function deleteSetting(db: Db, name: string): Promise<void> {
  await db.delete(settings).where(eq(settings.name, name));
}

/** Returns the stored value, or stores a new one. The first replica's value wins for good. */
export async function readOrMakeSetting(db: Db, name: string, make: () => Promise<string>): Promise<string> {
  const stored = await readSetting(db, name);
  if (stored !== undefined) return stored;
  await db
    .insert(settings)
    .values({ name, value: await make() })
    .onConflictDoNothing();
  const value = await readSetting(db, name);
  if (value === undefined) throw new Error(`setting ${name} is missing after it was written`);
  return value;
}
