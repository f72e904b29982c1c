/** Database side of `npm run recipes`. The command itself signs, so the private key stays with it. */

import { z } from "zod";
import { publicKey } from "../../utils/shared/contract/enrolment.ts";
import { shortText } from "../../utils/shared/contract/ids.ts";
import { lessonEdition, lessonId } from "../../utils/shared/contract/lesson.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import { recipePack } from "../../utils/shared/contract/recipe.ts";
import { thumbprintOf } from "../../utils/shared/seal/key-thumbprint.ts";
import { openPack } from "../../utils/shared/seal/recipe-pack.ts";
import { logLine } from "../core/log.ts";
import { recipeActs } from "../db/schema/recipes.ts";
import type { Db } from "../db/store.ts";
import { addPack, listPacks, pinRecipesKey, readPack, readRecipesKey } from "../recipes/store/recipes.ts";
import { countLapsing } from "../vloggers/store/certificates.ts";

export const recipesCommand = z.discriminatedUnion("command", [
  z.strictObject({ command: z.literal("list-recipes") }),
  z.strictObject({ command: z.literal("read-recipes"), version: z.int().optional() }),
  z.strictObject({ command: z.literal("pin-recipes-key"), key: publicKey }),
  z.strictObject({
    command: z.literal("add-recipes"),
    jws: z.string().max(limits.packChars),
    act: z.enum(recipeActs),
    by: shortText(100),
  }),
  z.strictObject({ command: z.literal("count-lapsing"), editions: z.record(lessonId, lessonEdition) }),
]);
export type RecipesCommand = z.infer<typeof recipesCommand>;

/** `key` is null until there is one. */
export const recipesList = z.object({
  key: publicKey.nullable(),
  thumbprint: z.string().nullable(),
  packs: z.array(
    z.object({
      version: z.int(),
      act: z.enum(recipeActs),
      by: z.string(),
      note: z.string().nullable(),
      at: z.coerce.date(),
    }),
  ),
});
export type RecipesList = z.infer<typeof recipesList>;

export const lapsingCount = z.object({ lapsing: z.partialRecord(lessonId, z.int()) });

export async function runRecipesCommand(db: Db, input: RecipesCommand): Promise<object> {
  switch (input.command) {
    case "list-recipes": {
      const key = (await readRecipesKey(db)) ?? null;
      return { key, thumbprint: key && (await thumbprintOf(key)), packs: await listPacks(db) };
    }
    case "read-recipes":
      return { jws: (await readPack(db, input.version))?.jws ?? null };
    case "pin-recipes-key":
      return { key: await pinRecipesKey(db, input.key) };
    case "count-lapsing":
      return { lapsing: await countLapsing(db, input.editions) } satisfies z.input<typeof lapsingCount>;
    case "add-recipes":
      return addSigned(db, input);
  }
}

async function addSigned(db: Db, { jws, act, by }: Extract<RecipesCommand, { command: "add-recipes" }>) {
  const key = await readRecipesKey(db);
  if (!key) throw new Error("This intake has no key for recipe packs yet.");
  const opened = await openPack(jws, key);
  if (!opened.ok) throw new Error("The pack is not signed with the key that devices have pinned.");
  const { version, note = null } = recipePack.parse(opened.value);
  if (!(await addPack(db, { version, jws, act, by, note }, new Date()))) {
    throw new Error(
      "Another pack was published meanwhile, so this one was not. Look at the list and try again.",
    );
  }
  logLine("recipes-published", { detail: `${act} ${version} by ${by}` });
  return { version, act };
}
