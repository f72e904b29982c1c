/** Computes the disabled recipes after an act, and the target of a rollback. */

import type { RecipesList } from "../../../intake/admin/recipes.ts";
import type { SwitchedOff } from "../../../utils/shared/contract/recipe.ts";

/** Throws if the act changes nothing, because the caller assumes a different state. */
export function switched(
  act: "off" | "on",
  off: readonly SwitchedOff[],
  { site, kind }: SwitchedOff,
): SwitchedOff[] {
  const name = kind ? `${site} ${kind}` : site;
  const covers = (one: SwitchedOff) => one.site === site && (one.kind === undefined || one.kind === kind);
  if (act === "off") {
    if (off.some(covers)) throw new Error(`${name} is switched off already.`);
    // A whole site includes each of its kinds.
    const rest = kind ? off : off.filter((one) => one.site !== site);
    return [...rest, { site, ...(kind ? { kind } : {}) }];
  }
  // Enabling without a kind enables the whole site.
  const rest = off.filter((one) => one.site !== site || (kind !== undefined && one.kind !== kind));
  if (rest.length === off.length) throw new Error(`${name} is not switched off by itself.`);
  return rest;
}

/** The version before the last published recipes; 0 if those were the first. */
export function rollbackTarget({ packs }: RecipesList): number {
  const at = packs.findIndex(({ act }) => act === "publish" || act === "rollback");
  const last = packs[at];
  if (!last) throw new Error("No recipes were published yet: nothing to roll back.");
  if (last.act === "rollback") {
    throw new Error(`Version ${last.version} is a rollback itself: name a version with --to.`);
  }
  return packs[at + 1]?.version ?? 0;
}
