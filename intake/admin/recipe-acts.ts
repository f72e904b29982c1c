/** Acts on recipes. Another program signs the resulting pack and stores it together with the confirmation. */

import type { AdminAct } from "../../utils/shared/contract/administration.ts";
import type { SwitchedOff } from "../../utils/shared/contract/recipe.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import type { RecipeAct as PackAct } from "../db/schema/recipes.ts";
import type { Db } from "../db/store.ts";
import type { Intake } from "../intake.ts";
import { listPacks, readPackContents } from "../recipes/store/recipes.ts";
import type { Done } from "./perform-act.ts";
import { lockAdminAct, logAdminAct } from "./store/admin-acts.ts";

export type RecipeAct = Extract<AdminAct, { act: "switch-recipe" | "roll-back-recipes" }>;

export function isRecipeAct(act: AdminAct): act is RecipeAct {
  return act.act === "switch-recipe" || act.act === "roll-back-recipes";
}

/** Returns the act of the pack that carries it out. */
export function packActOf(act: RecipeAct): PackAct {
  return act.act === "switch-recipe" ? act.to : "rollback";
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
  /** Name of the administrator who asked. */
  asked: string;
  caller: { personId: string; name: string };
}

/**
 * Starts the publisher for the second administrator. It stores the pack and the confirmation in one transaction: wherever
 * this process or the program stops, either both are there or the act waits. Problems: `recipes-publisher`, which the log
 * has too; `act-over` if another administrator was faster.
 */
export async function confirmAndPublish(
  { store, publisher }: Pick<Intake, "store" | "publisher">,
  { id, act, reason, asked, caller }: ConfirmedAct,
  at: Date,
): Promise<Result<Done>> {
  const note = `${asked}, ${caller.name}: ${reason ?? ""}`.replace(/\s+/g, " ").slice(0, noteChars);
  const decided = [`--act=${id}`, `--decided-by=${caller.personId}`];
  // One argument, because a reason may begin like an option.
  const published = await publisher?.run([...wordsOf(act), ...decided, `--note=${note}`]);
  return store.db.transaction(async (tx) => {
    const now = await lockAdminAct(tx, id);
    // Also if the program stored the pack and was ended before it could report that.
    if (now?.state === "done" && now.answeredBy === caller.personId) return ok({});
    if (now?.state !== "waiting") return fail("act-over");
    await logAdminAct(tx, { id, act: "failed" }, { at, by: caller.name });
    return published && !published.ok ? published : fail("recipes-publisher");
  });
}
