/** Secrets that all replicas share, made by whichever comes first. */

import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { settings } from "./schema/index.ts";
import type { Db } from "./store.ts";

/** 32 random bytes as hex. */
export async function readNonceSecret(db: Db): Promise<string> {
  const name = "nonce-secret";
  await db
    .insert(settings)
    .values({ name, value: randomBytes(32).toString("hex") })
    .onConflictDoNothing();
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.name, name));
  if (!row) throw new Error("the nonce secret is gone");
  return row.value;
}
