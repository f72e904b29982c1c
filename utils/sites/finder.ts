/** The recipes that apply to a page, prepared for looking at what a growing page adds. */

import { recipesFor } from "./find.ts";
import type { Page } from "./page.ts";
import { candidates, closest, holds, isPost, matches, outermost, selectAll } from "./select.ts";
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
  /** Matches every post, and more. */
  readonly #any: string;
  /** Matches what a place with posts holds, or is. */
  readonly #starts: string;
  readonly #early: readonly Early[];

  constructor(site: Site, page: Page) {
    this.recipes = recipesFor(site, page);
    this.#any = [...new Set(this.recipes.flatMap(({ find }) => find))].join();
    this.#starts = [...new Set(this.recipes.flatMap(startsOf))].join();
    this.#early = this.recipes.flatMap((recipe) => {
      const [slot] = recipe.slots;
      return slot?.sure && slot.at ? [{ recipe, at: slot.at, slot }] : [];
    });
  }

  /**
   * Posts whose button has a place in a row of the site's: they are to have a host before they are painted. Found by
   * that place, in one look-up; each may yet prove to be no post.
   */
  early(roots: readonly Element[], take: (post: Element, recipe: PostRecipe, spot: Spot) => void): void {
    for (const { recipe, at, slot } of this.#early) {
      // New nodes mostly come side by side: what they lie in is looked up once.
      let parent: Element | null | undefined;
      let around: Element | undefined;
      for (const root of roots) {
        const anchors = selectAll(root, at);
        if (anchors.length === 0 || !root.isConnected) continue;
        if (root.parentElement !== parent) {
          parent = root.parentElement;
          around = parent ? outermost(parent, recipe) : undefined;
        }
        for (const anchor of anchors) {
          const post = around ?? outermost(anchor, recipe, root);
          const spot = post && spotFrom(anchor, slot, post);
          if (spot) take(post, recipe, spot);
        }
      }
    }
  }

  /** Adds the posts in the place, the place itself included. */
  inside(place: Element, posts: Posts): void {
    if (!this.#starts || !(matches(place, this.#starts) || holds(place, this.#starts))) return;
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

/** Cheap to look for: a post is never without what its recipe says that it has. */
function startsOf({ find, has, climb }: PostRecipe): string[] {
  return [...(has ? [has] : find), ...(climb ? [climb.from] : [])];
}
