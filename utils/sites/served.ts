/** Keeps the page's script to the newest good recipes: it starts with the built-in ones and asks for better ones. */

import type { Notice } from "../contract/messages.ts";
import { onMessage } from "../core/browser.ts";
import { send } from "../messages/send.ts";
import type { PostRecipe, Recipes, Site } from "./site.ts";
import { findUnreadable } from "./unreadable.ts";

type Served = Recipes & { version: number };

/** Only what may be mended is taken over; a recipe that stays the same stays the same object, and so does its button. */
export function mended(builtIn: Site, current: Site, served: Served): Site {
  const { dark, recycled, context, surfaces, version } = served;
  const known = new Map(current.posts.map((recipe) => [JSON.stringify(recipe), recipe]));
  const posts = served.posts.map((recipe): PostRecipe => known.get(JSON.stringify(recipe)) ?? recipe);
  return { ...builtIn, dark, recycled, context, surfaces, posts, version };
}

/** Asks now and whenever the background says that others count; `use` gets the site with those. */
export function useServed(
  builtIn: Site,
  document: Document,
  signal: AbortSignal,
  use: (site: Site) => void,
): void {
  let current = builtIn;
  const ask = async (): Promise<void> => {
    const answer = await send("read-recipes", { site: builtIn.id });
    if (!answer.ok || signal.aborted) return;
    // The background has checked that the extension knows every name in them.
    const served = answer.value.recipes as Served | undefined;
    const selector = served && findUnreadable(served, document);
    if (served && selector !== undefined) {
      const refused = await send("refuse-recipes", { site: builtIn.id, version: served.version, selector });
      // What it says now is what is built in, less what is switched off.
      if (refused.ok && served.version !== builtIn.version) await ask();
      return;
    }
    if (!served && current === builtIn) return;
    current = served ? mended(builtIn, current, served) : builtIn;
    use(current);
  };
  const stop = onMessage((message) => {
    if ((message as Notice).type === "recipes-changed") void ask();
    return undefined;
  });
  signal.addEventListener("abort", stop);
  void ask();
}
