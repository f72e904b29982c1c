/** Database side of `npm run recipes`. The command itself signs, so the private key stays with it. */

import { z } from "zod";
import { publicKey } from "../../utils/shared/contract/enrolment.ts";
import { id, shortText } from "../../utils/shared/contract/ids.ts";
import { lessonEdition, lessonId } from "../../utils/shared/contract/lesson.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import { recipePack } from "../../utils/shared/contract/recipe.ts";
import { digestJson, thumbprintOf } from "../../utils/shared/seal/digest.ts";
import { openPack } from "../../utils/shared/seal/recipe-pack.ts";
import { logPack } from "../audit-log/store/trust-log.ts";
import { logLine } from "../core/log.ts";
import { type RecipeAct, recipeActs } from "../db/schema/recipes.ts";
import type { Db } from "../db/store.ts";
import { decideProposal, readProposal } from "../recipes/store/proposals.ts";
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
    /** The proposal that the pack contains, or no longer contains. */
    proposal: z.strictObject({ id, by: id.optional() }).optional(),
  }),
  z.strictObject({ command: z.literal("read-proposal"), id }),
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
    case "read-proposal": {
      const proposal = await readProposal(db, input.id.toLowerCase());
      if (!proposal) return { proposal: null };
      const { site, recipeVersion, mend, state, version } = proposal;
      return { proposal: { site, recipeVersion, mend, state, version } };
    }
    case "add-recipes":
      return addSigned(db, input);
  }
}

async function addSigned(
  db: Db,
  { jws, act, by, proposal }: Extract<RecipesCommand, { command: "add-recipes" }>,
) {
  const key = await readRecipesKey(db);
  if (!key) throw new Error("This intake has no key for recipe packs yet.");
  const opened = await openPack(jws, key);
  if (!opened.ok) throw new Error("The pack is not signed with the key that devices have pinned.");
  const { version, note = null } = recipePack.parse(opened.value);
  const at = new Date();
  const isAdded = await db.transaction(async (tx) => {
    if (!(await addPack(tx, { version, jws, act, by, note }, at))) return false;
    if (proposal) await decide(tx, proposal, act, version);
    const pack = { version, act, digest: await digestJson(jws) };
    await logPack(tx, { act: `recipes-${act}`, at, by }, pack);
    return true;
  });
  if (!isAdded) {
    throw new Error(
      "Another pack was published meanwhile, so this one was not. Look at the list and try again.",
    );
  }
  logLine("recipes-published", { detail: `${act} ${version} by ${by}` });
  return { version, act };
}

/** Throws if the proposal was decided meanwhile: the pack is then not stored either. */
async function decide(
  tx: Db,
  { id: given, by }: { id: string; by?: string | undefined },
  act: RecipeAct,
  version: number,
): Promise<void> {
  const states =
    act === "rollback"
      ? ({ from: "published", to: "rolled-back" } as const)
      : ({ from: "open", to: "published" } as const);
  const decision = { id: given.toLowerCase(), by: by?.toLowerCase(), version, ...states };
  if (!(await decideProposal(tx, decision, new Date())))
    throw new Error(`Proposal ${given} is not ${states.from}, so nothing was published.`);
}
