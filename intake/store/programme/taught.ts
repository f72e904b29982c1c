/** The lessons in force here: those of the newest pack, where it holds good ones, else the built-in ones. */

import { desc } from "drizzle-orm";
import { recipePack } from "../../../utils/contract/recipe.ts";
import { lessonsInForce } from "../../../utils/policy/lessons/in-force.ts";
import type { Lesson } from "../../../utils/policy/lessons/lesson.ts";
import { openPack } from "../../../utils/seal/pack.ts";
import { readPack, readRecipesKey } from "../recipes.ts";
import { recipePacks } from "../schema/index.ts";
import type { Db } from "../store.ts";

/** What was read last; a pack that was published is never changed. */
let known: { pack: string; lessons: readonly Lesson[] } | undefined;

/** Asks for the newest version each time, since another replica may have taken it, and reads a pack once. */
export async function readTaught(db: Db): Promise<readonly Lesson[]> {
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
