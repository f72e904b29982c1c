/** Database side of `npm run recipes`. The command itself signs, so the private key stays with it. */

import { z } from "zod";
import { publicKey } from "../../utils/shared/contract/enrolment.ts";
import { id, shortText } from "../../utils/shared/contract/ids.ts";
import { lessonEdition, lessonId } from "../../utils/shared/contract/lesson.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import { recipePack } from "../../utils/shared/contract/recipe.ts";
import { ok } from "../../utils/shared/contract/result.ts";
import { digestJson, thumbprintOf } from "../../utils/shared/seal/digest.ts";
import { openPack } from "../../utils/shared/seal/recipe-pack.ts";
import { logPack } from "../audit-log/store/trust-log.ts";
import { logLine } from "../core/log.ts";
import { type RecipeAct, recipeActs } from "../db/schema/recipes.ts";
import type { Db } from "../db/store.ts";
import { findPerson } from "../people/store/people.ts";
import { checkSender, decideProposal, listPublished, readProposal } from "../recipes/store/proposals.ts";
import {
  addPack,
  listPacks,
  pinRecipesKey,
  readLastVersion,
  readPack,
  readRecipesKey,
} from "../recipes/store/recipes.ts";
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
  /** The version after which the next pack comes. */
  last: z.int(),
  /** Ids of published proposals that were not rolled back. */
  published: z.array(id),
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
      return {
        key,
        thumbprint: key && (await thumbprintOf(key)),
        packs: await listPacks(db),
        last: await readLastVersion(db),
        published: await listPublished(db),
      };
    }
    case "read-recipes":
      return { jws: (await readPack(db, input.version))?.jws ?? null };
    case "pin-recipes-key":
      return { key: await pinRecipesKey(db, input.key, new Date()) };
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
  const { id: personId, name } = await requireAdministrator(tx, by);
  const caller = { personId, name };
  const circumstances = { caller, at, origin: "", retentionFile: {} };
  const answered = await answerAct(tx, id, { answer: "confirm" }, circumstances);
  if (!answered.ok)
    throw new Error(`Act ${id} cannot be confirmed (${answered.problem.code}), so nothing was published.`);
}

/** The right may have been lost while the program ran. */
async function requireAdministrator(tx: Db, id: string) {
  const person = await findPerson(tx, id.toLowerCase());
  if (person?.role !== "admin" || person.suspendedAt)
    throw new Error(`${id} is no administrator, so nothing was published.`);
  return person;
}

/**
 * Throws if the proposal was decided meanwhile, or if the administrator may not decide it any more: the pack is then not
 * stored either.
 */
async function decide(
  tx: Db,
  { id: given, by: decider }: { id: string; by?: string | undefined },
  act: RecipeAct,
  version: number,
): Promise<void> {
  const id = given.toLowerCase();
  const by = decider === undefined ? undefined : (await requireAdministrator(tx, decider)).id;
  const proposal = by === undefined || act === "rollback" ? undefined : await readProposal(tx, id);
  const allowed = by !== undefined && proposal ? await checkSender(tx, proposal, by) : ok({});
  if (!allowed.ok) throw new Error(`${decider} may not publish proposal ${given} (${allowed.problem.code}).`);
  const states =
    act === "rollback"
      ? ({ from: "published", to: "rolled-back" } as const)
      : ({ from: "open", to: "published" } as const);
  const decision = { id, by, version, ...states };
  if (!(await decideProposal(tx, decision, new Date())))
    throw new Error(`Proposal ${given} is not ${states.from}, so nothing was published.`);
}
