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
import { findPerson } from "../people/store/people.ts";
import { decideProposal, readProposal } from "../recipes/store/proposals.ts";
import { addPack, listPacks, pinRecipesKey, readPack, readRecipesKey } from "../recipes/store/recipes.ts";
import { countLapsing } from "../vloggers/store/certificates.ts";
import { answerAct } from "./ask-act.ts";
import { isRecipeAct, packActOf } from "./recipe-acts.ts";
import { lockAdminAct } from "./store/admin-acts.ts";

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
    /** The act that the pack carries out, and the administrator who confirms it. */
    adminAct: z.strictObject({ id, by: id }).optional(),
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
  { jws, act, by, proposal, adminAct }: Extract<RecipesCommand, { command: "add-recipes" }>,
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
    if (adminAct) await confirm(tx, adminAct, act, at);
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

/** Throws if the act asks for another pack or may not be confirmed any more: the pack is then not stored either. */
async function confirm(
  tx: Db,
  { id: given, by }: { id: string; by: string },
  act: RecipeAct,
  at: Date,
): Promise<void> {
  const id = given.toLowerCase();
  const asked = (await lockAdminAct(tx, id))?.act;
  if (!asked || !isRecipeAct(asked) || packActOf(asked) !== act)
    throw new Error(`Act ${id} does not ask for this pack, so nothing was published.`);
  const person = await findPerson(tx, by.toLowerCase());
  if (person?.role !== "admin" || person.suspendedAt)
    throw new Error(`${by} is no administrator, so nothing was published.`);
  const caller = { personId: person.id, name: person.name };
  const circumstances = { caller, at, origin: "", retentionFile: {} };
  const answered = await answerAct(tx, id, { answer: "confirm" }, circumstances);
  if (!answered.ok)
    throw new Error(`Act ${id} cannot be confirmed (${answered.problem.code}), so nothing was published.`);
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
