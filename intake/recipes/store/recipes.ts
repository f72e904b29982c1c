/** Published recipe packs and the key that devices pin for them. */

import { desc, eq } from "drizzle-orm";
import { type PublicKey, publicKey } from "../../../utils/shared/contract/enrolment.ts";
import { type RecipePack, recipePack } from "../../../utils/shared/contract/recipe.ts";
import { thumbprintOf } from "../../../utils/shared/seal/digest.ts";
import { openPack } from "../../../utils/shared/seal/recipe-pack.ts";
import { logRecipesKey, readLoggedRecipesKeys } from "../../audit-log/store/trust-log.ts";
import { readNumberGap } from "../../db/number-gap.ts";
import { type RecipeAct, recipePacks, settings } from "../../db/schema/index.ts";
import { readSetting, recipesKeySetting } from "../../db/shared-settings.ts";
import type { Db } from "../../db/store.ts";

/** The public half. Returns undefined until there is a key. */
export async function readRecipesKey(db: Db): Promise<PublicKey | undefined> {
  const value = await readSetting(db, recipesKeySetting);
  return value === undefined ? undefined : publicKey.parse(JSON.parse(value));
}

/**
 * Stores the first key for good, because devices have pinned it. Returns the stored key. Throws if the key that the trust
 * log names was deleted from the settings.
 */
export function pinRecipesKey(db: Db, key: PublicKey, at: Date): Promise<PublicKey> {
  return db.transaction(async (tx) => {
    const setting = { name: recipesKeySetting, value: JSON.stringify(key) };
    const [pinned] = await tx.insert(settings).values(setting).onConflictDoNothing().returning();
    if (pinned) {
      const thumbprint = await thumbprintOf(key);
      const earlier = (await readLoggedRecipesKeys(tx)).find((logged) => logged.thumbprint !== null);
      if (earlier && earlier.thumbprint !== thumbprint)
        throw new Error(
          `Entry ${earlier.seq} of the trust log names another key for recipes: ${earlier.thumbprint}. Look for who deleted it from the settings.`,
        );
      await logRecipesKey(tx, { act: "recipes-key-pinned", at, by: "administrator" }, thumbprint);
    }
    const stored = await readRecipesKey(tx);
    if (!stored) throw new Error("The key for recipes is missing after it was stored.");
    return stored;
  });
}

export interface NewPack {
  version: number;
  jws: string;
  act: RecipeAct;
  by: string;
  note: string | null;
}

/** The version after which the next pack comes; 0 if there is none. */
export async function readLastVersion(db: Db): Promise<number> {
  const [newest, gap] = [await readPack(db), await readNumberGap(db)];
  return Math.max(newest?.version ?? 0, gap?.until ?? 0);
}

/** Returns false if this version or a higher one is already published, or may have been before a restore. */
export function addPack(db: Db, pack: NewPack, at: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    if ((await readLastVersion(tx)) >= pack.version) return false;
    const added = await tx
      .insert(recipePacks)
      .values({ ...pack, at })
      .onConflictDoNothing()
      .returning({ version: recipePacks.version });
    return added.length > 0;
  });
}

/** Reads the contents of the given version, or of the newest. Undefined if there is none that the pinned key signed. */
export async function readPackContents(db: Db, version?: number): Promise<RecipePack | undefined> {
  const [key, stored] = await Promise.all([readRecipesKey(db), readPack(db, version)]);
  const opened = key && stored && (await openPack(stored.jws, key));
  return opened?.ok ? recipePack.parse(opened.value) : undefined;
}

/** Newest first, without their contents. */
export function listPacks(db: Db) {
  const { version, act, by, note, at } = recipePacks;
  return db.select({ version, act, by, note, at }).from(recipePacks).orderBy(desc(version));
}

/** Reads the given version, or the newest. */
export async function readPack(
  db: Db,
  version?: number,
): Promise<{ version: number; jws: string } | undefined> {
  const [row] = await db
    .select({ version: recipePacks.version, jws: recipePacks.jws })
    .from(recipePacks)
    .where(version === undefined ? undefined : eq(recipePacks.version, version))
    .orderBy(desc(recipePacks.version))
    .limit(1);
  return row;
}
