/** A page's recipes, prepared for fast scans of newly added nodes. */

import type { PostRecipe, Site } from "../site.ts";
import { recipesFor } from "./find-posts.ts";
import type { Page } from "./page.ts";
import {
  candidates,
  climbed,
  closest,
  isMatch,
  isPlace,
  matches,
  outermost,
  selectAll,
  selectEach,
} from "./select.ts";

/**
 * Elements that may be posts, with their candidate recipes in order. An empty list means that the element is no longer a
 * post.
 */
export type Posts = Map<Element, PostRecipe[]>;

export class Finder {
  readonly recipes: readonly PostRecipe[];
  /** Whether a button that is added later would cause a visible shift: in a row of the site. */
  readonly hasRows: boolean;
  /** Recipes of the structural finder, which reads much more of the page than selectors do. */
  readonly #structural: readonly PostRecipe[];
  /** Matches every post with its own element, and possibly other elements. */
  readonly #any: string;
  /** Matches elements from which posts by structure are found. */
  readonly #starts: string;

  constructor(site: Site, page: Page) {
    this.recipes = recipesFor(site, page);
    this.hasRows = this.recipes.some(({ slots: [slot] }) => slot?.sure);
    this.#structural = this.recipes.filter(({ structure }) => structure);
    this.#any = [...new Set(this.recipes.flatMap(({ find }) => find))].join();
    this.#starts = this.#structural.flatMap(({ climb }) => climb?.from ?? []).join();
  }

  get isStructural(): boolean {
    return this.#structural.length > 0;
  }

  /** Adds the element and those inside it that selectors find. `isOutermost`: no post is around the element. */
  inside(place: Element, posts: Posts, isOutermost = false): void {
    if (!this.#any) return;
    const isMatched = matches(place, this.#any);
    if (!isMatched && !place.firstElementChild) return;
    for (const recipe of this.recipes)
      if (!recipe.structure) addFound(place, recipe, { posts, isMatched, isOutermost });
  }

  /** Whether a recipe that found the post earlier still does. One that climbs is not asked again. */
  fits(post: Element, recipe: PostRecipe): boolean {
    if (!this.recipes.includes(recipe)) return false;
    return recipe.climb !== undefined || (isMatch(post, recipe) && isPlace(post, recipe));
  }

  /** Adds the element and those inside it from which only the structural finder finds posts. */
  addStarts(place: Element, starts: Set<Element>): void {
    if (!this.#starts) return;
    if (matches(place, this.#starts)) starts.add(place);
    for (const start of selectAll(place, this.#starts)) starts.add(start);
  }

  /** Adds the posts that only the structural finder finds, from one of its starts. */
  byStructure(start: Element, posts: Posts): void {
    for (const recipe of this.#structural) {
      if (!recipe.climb || !matches(start, recipe.climb.from)) continue;
      for (const post of candidates(start, recipe)) addRecipe(posts, post, recipe);
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
      addRecipe(posts, post, isPlace(post, recipe) ? recipe : undefined);
    }
    return any;
  }
}

function addFound(
  place: Element,
  recipe: PostRecipe,
  { posts, isMatched, isOutermost }: { posts: Posts; isMatched: boolean; isOutermost: boolean },
): void {
  const isItself = isMatched && isMatch(place, recipe);
  if (isItself && recipe.find.length > 1) {
    // Posts of a recipe with several selectors do not nest, and nothing is left to climb from.
    if (isPlace(place, recipe, isOutermost ? [] : undefined)) addRecipe(posts, place, recipe);
    return;
  }
  const elements = selectEach(place, recipe.find);
  if (isItself) elements.unshift(place);
  const among = isOutermost ? elements : undefined;
  for (const element of elements) if (isPlace(element, recipe, among)) addRecipe(posts, element, recipe);
  for (const post of climbed(place, recipe, elements)) addRecipe(posts, post, recipe);
}

function addRecipe(posts: Posts, post: Element, recipe: PostRecipe | undefined): void {
  const candidates = posts.get(post);
  if (!candidates) posts.set(post, recipe ? [recipe] : []);
  else if (recipe && !candidates.includes(recipe)) candidates.push(recipe);
}
