/** The recipes that apply to a page, prepared for looking at what a growing page adds. */

import { recipesFor } from "./find.ts";
import type { Page } from "./page.ts";
import { candidates, closest, isPost, matches, outermost, selectAll } from "./select.ts";
import type { PostRecipe, Site, Slot } from "./site.ts";
import { type Spot, spotFrom } from "./slot.ts";

/** Posts, each with the recipes it may be one of, in their order; none when it is a post no more. */
export type Posts = Map<Element, PostRecipe[]>;

/** A slot in a row of the site's, which would be seen to move if a button came later. */
interface Early {
  recipe: PostRecipe;
  at: string;
  slot: Slot;
}

export class Finder {
  readonly recipes: readonly PostRecipe[];
  /** Matches whatever any recipe may begin from. */
  readonly #any: string;
  readonly #early: readonly Early[];

  constructor(site: Site, page: Page) {
    this.recipes = recipesFor(site, page);
    const starts = this.recipes.flatMap(({ find, climb }) => [...find, ...(climb ? [climb.from] : [])]);
    this.#any = [...new Set(starts)].join();
    this.#early = this.recipes.flatMap((recipe) => {
      const [slot] = recipe.slots;
      return slot?.sure && slot.at ? [{ recipe, at: slot.at, slot }] : [];
    });
  }

  /**
   * Posts whose button has a place in a row of the site's: they are to have a host before they are painted. Found by
   * that place, in one look-up; each may yet prove to be no post.
   */
  early(root: Element, take: (post: Element, recipe: PostRecipe, spot: Spot) => void): void {
    for (const { recipe, at, slot } of this.#early) {
      for (const anchor of selectAll(root, at)) {
        const post = outermost(anchor, recipe);
        const spot = post && spotFrom(anchor, slot, post);
        if (spot) take(post, recipe, spot);
      }
    }
  }

  /** Adds the posts in the place, the place itself included. */
  inside(place: Element, posts: Posts): void {
    if (!this.#any || !(matches(place, this.#any) || place.querySelector(this.#any))) return;
    for (const recipe of this.recipes) {
      for (const post of candidates(place, recipe)) note(posts, post, recipe);
    }
  }

  /** Adds the posts the element lies in, or is, also those that what changed has made none. */
  around(element: Element, posts: Posts): boolean {
    if (!this.#any || !closest(element, this.#any)) return false;
    let any = false;
    for (const recipe of this.recipes) {
      const post = outermost(element, recipe);
      if (!post) continue;
      any = true;
      note(posts, post, isPost(post, recipe) ? recipe : undefined);
    }
    return any;
  }
}

function note(posts: Posts, post: Element, recipe: PostRecipe | undefined): void {
  const known = posts.get(post);
  if (!known) posts.set(post, recipe ? [recipe] : []);
  else if (recipe && !known.includes(recipe)) known.push(recipe);
}
