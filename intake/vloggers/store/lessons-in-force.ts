/** The current lessons: those of the newest pack if it contains valid ones, else the built-in ones. */

import { desc } from "drizzle-orm";
import { recipePack } from "../../../utils/shared/contract/recipe.ts";
import { lessonsInForce } from "../../../utils/shared/policy/lessons/in-force.ts";
import type { Lesson } from "../../../utils/shared/policy/lessons/lesson.ts";
import { openPack } from "../../../utils/shared/seal/recipe-pack.ts";
import { recipePacks } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { readPack, readRecipesKey } from "../../recipes/store/recipes.ts";

/** Cache of the last pack; a published pack never changes. */
let known: { pack: string; lessons: readonly Lesson[] } | undefined;

/**
 * Reads the newest version each time, because another replica may have published one, but each pack only
 * once.
 */
export async function readLessonsInForce(db: Db): Promise<readonly Lesson[]> {
  const { version, at } = recipePacks;
  const [newest] = await db.select({ version, at }).from(recipePacks).orderBy(desc(version)).limit(1);
  const pack = newest ? `${newest.version} ${newest.at.toISOString()}` : "";
  if (known?.pack === pack) return known.lessons;
  const lessons = lessonsInForce(newest && (await readPart(db, newest.version)));
  known = { pack, lessons };
  return lessons;
}

async function readPart(db: Db, version: number): Promise<unknown> {
  const [key, stored] = [await readRecipesKey(db), await readPack(db, version)];
  const opened = key && stored && (await openPack(stored.jws, key));
  return opened?.ok ? recipePack.safeParse(opened.value).data?.lessons : undefined;
}
