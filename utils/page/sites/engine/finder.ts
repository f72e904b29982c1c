/** A page's recipes, prepared for fast scans of newly added nodes. */

import type { PostRecipe, Site, Slot } from "../site.ts";
import { recipesFor } from "./find-posts.ts";
import type { Page } from "./page.ts";
import { candidates, closest, containsMatch, isPost, matches, outermost, selectAll } from "./select.ts";
import { type ButtonSpot, spotFrom } from "./slot.ts";

/** Posts with their candidate recipes in order. An empty list means that the element is no longer a post. */
export type Posts = Map<Element, PostRecipe[]>;

/** A slot in one of the site's rows, where adding a button later would cause a visible shift. */
interface EarlySlot {
  recipe: PostRecipe;
  at: string;
  slot: Slot;
}

type TakeSpot = (post: Element, recipe: PostRecipe, spot: ButtonSpot) => void;

function findEarly({ recipe, at, slot }: EarlySlot, roots: readonly Element[], take: TakeSpot): void {
  // New nodes are usually siblings, so their parent is looked up once.
  let parent: Element | null | undefined;
  let around: Element | null | undefined;
  for (const root of roots) {
    const anchors = selectAll(root, at);
    if (anchors.length === 0 || !root.isConnected) continue;
    if (root.parentElement !== parent) {
      parent = root.parentElement;
      around = parent && outermost(parent, recipe);
    }
    for (const anchor of anchors) {
      const post = around ?? outermost(anchor, recipe, root);
      const spot = post && spotFrom(anchor, slot, post);
      if (spot) take(post, recipe, spot);
    }
  }
}

export class Finder {
  readonly recipes: readonly PostRecipe[];
  /** Matches every post and possibly other elements. */
  readonly #any: string;
  /** Matches elements that posts contain, or posts themselves. */
  readonly #starts: string;
  readonly #early: readonly EarlySlot[];

  constructor(site: Site, page: Page) {
    this.recipes = recipesFor(site, page);
    this.#any = [...new Set(this.recipes.flatMap(({ find }) => find))].join();
    this.#starts = [...new Set(this.recipes.flatMap(startSelectorsOf))].join();
    this.#early = this.recipes.flatMap((recipe) => {
      const [slot] = recipe.slots;
      return slot?.sure && slot.at ? [{ recipe, at: slot.at, slot }] : [];
    });
  }

  /**
   * Finds posts whose button belongs in a row of the site and needs a host before the first paint. One query
   * per slot; some results may turn out not to be posts.
   */
  early(roots: readonly Element[], take: TakeSpot): void {
    for (const early of this.#early) findEarly(early, roots, take);
  }

  /** Adds the posts inside the given element, and the element itself. */
  inside(place: Element, posts: Posts): void {
    if (!this.#starts || !(matches(place, this.#starts) || containsMatch(place, this.#starts))) return;
    for (const recipe of this.recipes) {
      for (const post of candidates(place, recipe)) addRecipe(posts, post, recipe);
    }
  }

  /** Adds the posts that contain the element, including those that the change turned into non-posts. */
  around(element: Element, posts: Posts): boolean {
    if (!this.#any || !closest(element, this.#any)) return false;
    let any = false;
    for (const recipe of this.recipes) {
      const post = outermost(element, recipe);
      if (!post) continue;
      any = true;
      addRecipe(posts, post, isPost(post, recipe) ? recipe : undefined);
    }
    return any;
  }
}

function addRecipe(posts: Posts, post: Element, recipe: PostRecipe | undefined): void {
  const known = posts.get(post);
  if (!known) posts.set(post, recipe ? [recipe] : []);
  else if (recipe && !known.includes(recipe)) known.push(recipe);
}

/** Cheap selectors: a post always contains what its recipe requires. */
function startSelectorsOf({ find, has, climb }: PostRecipe): string[] {
  return [...(has ? [has] : find), ...(climb ? [climb.from] : [])];
}
