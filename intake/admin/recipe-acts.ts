/** Acts on recipes. Another program signs the resulting pack, outside any transaction. */

import type { AdminAct } from "../../utils/shared/contract/administration.ts";
import type { SwitchedOff } from "../../utils/shared/contract/recipe.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import type { Db } from "../db/store.ts";
import type { Intake } from "../intake.ts";
import { listPacks, readPackContents } from "../recipes/store/recipes.ts";
import { logAdminAct, settleAdminAct } from "./store/admin-acts.ts";

export type RecipeAct = Extract<AdminAct, { act: "switch-recipe" | "roll-back-recipes" }>;

export function isRecipeAct(act: AdminAct): act is RecipeAct {
  return act.act === "switch-recipe" || act.act === "roll-back-recipes";
}

/** Problem: `recipes-publisher` with the command to run elsewhere. */
export function requirePublisher({ publisher }: Pick<Intake, "publisher">, act: RecipeAct): Result<unknown> {
  return publisher?.isReady() ? ok({}) : fail("recipes-publisher", `lapor recipes ${wordsOf(act).join(" ")}`);
}

/**
 * The name of what the act concerns. Problems: `not-found` if there is no such earlier version; `conflict` if the recipe
 * is switched already.
 */
export async function readAboutRecipes(db: Db, act: RecipeAct): Promise<Result<string>> {
  if (act.act === "roll-back-recipes") {
    const [, ...earlier] = await listPacks(db);
    return earlier.some(({ version }) => version === act.version)
      ? ok(String(act.version))
      : fail("not-found");
  }
  const { site, kind, to } = act;
  const off = (await readPackContents(db))?.off ?? [];
  const changes =
    to === "off" ? !off.some((rule) => covers(rule, act)) : off.some((rule) => covers(act, rule));
  return changes ? ok(kind ? `${site} ${kind}` : site) : fail("conflict", `it is ${to} already`);
}

/** Without a kind, a switch is about the whole site. */
const covers = (one: SwitchedOff, other: SwitchedOff) =>
  one.site === other.site && (one.kind === undefined || one.kind === other.kind);

function wordsOf(act: RecipeAct): string[] {
  if (act.act === "roll-back-recipes") return ["rollback", `--to=${act.version}`];
  return [act.to, `--site=${act.site}`, ...(act.kind ? [`--kind=${act.kind}`] : [])];
}

/** Longest note of a pack. */
const noteChars = 500;

interface ConfirmedAct {
  id: string;
  act: RecipeAct;
  reason: string | null;
  /** The names of both administrators. */
  names: readonly string[];
}

/**
 * Publishes what a second administrator has just confirmed, so that nothing is published without an entry in the log. If
 * the program fails, the act waits again, which the log has too. Problem: `recipes-publisher`.
 */
export async function publishConfirmed(
  { store, publisher }: Pick<Intake, "store" | "publisher">,
  { id, act, reason, names }: ConfirmedAct,
  at: Date,
): Promise<Result<unknown>> {
  const note = `${names.join(", ")}: ${reason ?? ""}`.replace(/\s+/g, " ").slice(0, noteChars);
  // One argument, because a reason may begin like an option.
  const published = await publisher?.run([...wordsOf(act), `--note=${note}`]);
  if (published?.ok) return published;
  await store.db.transaction(async (tx) => {
    const again = { state: "waiting", answeredBy: null, answeredAt: null, answerReason: null } as const;
    await settleAdminAct(tx, id, again);
    await logAdminAct(tx, { id, act: "failed" }, { at, by: names.at(-1) ?? "" });
  });
  return published ?? fail("recipes-publisher");
}
