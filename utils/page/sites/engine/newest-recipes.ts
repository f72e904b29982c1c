/**
 * Keeps the page script on the newest valid recipes: starts with the built-in ones and asks the background for
 * newer ones.
 */

import { onNotice } from "../../../extension/browser/browser.ts";
import { send } from "../../../extension/messages/send.ts";
import type { Notice } from "../../../shared/contract/messages.ts";
import type { PostRecipe, Recipes, Site } from "../site.ts";
import { findInvalidSelector } from "./invalid-selector.ts";

type PackRecipes = Recipes & Pick<Site, "version" | "off">;

/**
 * Takes over the parts that a pack may change; the background lets through no others. An unchanged recipe keeps its
 * object identity, and so its button.
 */
export function withPackRecipes(builtIn: Site, current: Site, served: PackRecipes): Site {
  const currentRecipes = new Map(current.posts.map((recipe) => [JSON.stringify(recipe), recipe]));
  const posts = served.posts.map(
    (recipe): PostRecipe => currentRecipes.get(JSON.stringify(recipe)) ?? recipe,
  );
  return { ...builtIn, ...served, posts, places: builtIn.posts.map((own, index) => placeOf(own, index)) };

  /** By what both find. A pack may list other recipes before it, and an extension newer than the pack may have more. */
  function placeOf({ kind, find }: PostRecipe, index: number): number {
    const place = posts.findIndex((one) => one.kind === kind && one.find.some((at) => find.includes(at)));
    const isRedesigned = place < 0 && posts.length === builtIn.posts.length && posts[index]?.kind === kind;
    return isRedesigned ? index : place;
  }
}

/** Asks now and on every change. `use` receives the site with the new recipes. */
export function useNewestRecipes(
  builtIn: Site,
  document: Document,
  signal: AbortSignal,
  use: (site: Site) => void,
): void {
  let current = builtIn;
  const ask = async (): Promise<void> => {
    const answer = await send("read-recipes", { site: builtIn.id });
    if (!answer.ok || signal.aborted) return;
    // The background has already validated all names in these recipes.
    const served = answer.value.recipes as PackRecipes | undefined;
    const selector = served && findInvalidSelector(served, document);
    if (served && selector !== undefined) return refuse(served, selector);
    if (!served && current === builtIn) return;
    current = served ? withPackRecipes(builtIn, current, served) : builtIn;
    use(current);
  };
  const refuse = async ({ version }: PackRecipes, selector: string): Promise<void> => {
    const refused = await send("refuse-recipes", { site: builtIn.id, version, selector });
    // The background now answers with the built-in recipes, without those that are switched off.
    if (refused.ok && version !== builtIn.version) await ask();
  };
  const stop = onNotice((message) => {
    if ((message as Notice).type === "recipes-changed") void ask();
    return undefined;
  });
  signal.addEventListener("abort", stop);
  void ask();
}
