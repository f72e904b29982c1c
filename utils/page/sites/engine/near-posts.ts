/** Delays the work on posts until they come near the viewport, because most posts of a long scroll are never read. */

import type { PostRecipe } from "../site.ts";
import type { Posts } from "./finder.ts";

/** Far enough that a button is drawn before its post comes into view. */
const margin = "1000px";

export class NearPosts {
  readonly #observer: IntersectionObserver;
  readonly #recipes = new WeakMap<Element, PostRecipe[]>();

  constructor(visit: (posts: Posts) => void) {
    this.#observer = new IntersectionObserver(
      (entries) => {
        const posts: Posts = new Map();
        for (const { target, isIntersecting, boundingClientRect: box } of entries) {
          // An element without a box, such as one with `display: contents`, never intersects.
          if (!isIntersecting && box.width > 0 && box.height > 0) continue;
          const recipes = this.take(target);
          if (recipes) posts.set(target, recipes);
        }
        if (posts.size > 0) visit(posts);
      },
      { rootMargin: margin },
    );
  }

  add(post: Element, recipes: PostRecipe[]): void {
    // A new observation reports the present position, also of a post that was observed before.
    if (this.#recipes.has(post)) this.#observer.unobserve(post);
    this.#recipes.set(post, recipes);
    this.#observer.observe(post);
  }

  /** Returns the recipes of a post that still waits. */
  take(post: Element): PostRecipe[] | undefined {
    const recipes = this.#recipes.get(post);
    if (recipes) {
      this.#recipes.delete(post);
      this.#observer.unobserve(post);
    }
    return recipes;
  }

  stop(): void {
    this.#observer.disconnect();
  }
}
