/** Delays the work on posts until they come near the viewport, because most posts of a long scroll are never read. */

import { farPostsMs } from "../../../extension/browser/delays.ts";
import type { PostRecipe } from "../site.ts";
import type { MountedButton, MountedButtons } from "./mounted-buttons.ts";
import type { Posts } from "./post-finder.ts";

/** Far enough that a button is drawn before its post comes into view. */
const margin = "1000px";

/** Posts, or elements from which they are found, in one slice of idle time. */
export const maxPerSlice = 20;

/** A busy page may have no idle time. */
export const longestIdleMs = 1_000;

export class NearPosts {
  readonly #observer: IntersectionObserver;
  readonly #mounts: MountedButtons;
  readonly #visit: (posts: Posts) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #slice: number | undefined;
  /** The page has grown since the timer was set. Setting the timer again each time would cost more. */
  #hasGrown = false;

  constructor(mounts: MountedButtons, visit: (posts: Posts) => void) {
    this.#mounts = mounts;
    this.#visit = visit;
    this.#observer = new IntersectionObserver((entries) => this.#report(entries), { rootMargin: margin });
  }

  add(mount: MountedButton, recipes: PostRecipe[]): void {
    if (!mount.waiting) this.#observer.observe(mount.post);
    mount.waiting = recipes;
  }

  /** Returns the recipes of a post that still waits. */
  take(mount: MountedButton | undefined): PostRecipe[] | undefined {
    const recipes = mount?.waiting;
    if (mount && recipes) {
      mount.waiting = undefined;
      this.#observer.unobserve(mount.post);
    }
    return recipes;
  }

  /** Call when the page has grown. After a pause, far posts are visited in idle time. */
  grew(): void {
    this.#hasGrown = true;
    this.#timer ??= setTimeout(() => this.#rest(), farPostsMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (this.#slice !== undefined) cancelIdleCallback(this.#slice);
    this.#observer.disconnect();
  }

  #rest(): void {
    this.#timer = undefined;
    if (this.#hasGrown) {
      this.grew();
      this.#hasGrown = false;
    } else this.#visitFar(this.#mounts.all());
  }

  #report(entries: readonly IntersectionObserverEntry[]): void {
    this.#visitAll(
      entries.flatMap(({ target, isIntersecting, boundingClientRect: box }) => {
        // An element without a box, such as one with `display: contents`, never intersects.
        const isNear = isIntersecting || box.width === 0 || box.height === 0;
        return (isNear && this.#mounts.on(target)) || [];
      }),
    );
  }

  #visitFar(mounts: readonly MountedButton[]): void {
    const waiting = mounts.filter((mount) => mount.waiting && mount.post.isConnected);
    if (waiting.length === 0) return;
    this.#slice = requestIdleCallback(
      () => {
        if (this.#hasGrown) return;
        this.#visitAll(waiting.slice(0, maxPerSlice));
        this.#visitFar(waiting.slice(maxPerSlice));
      },
      { timeout: longestIdleMs },
    );
  }

  #visitAll(mounts: readonly MountedButton[]): void {
    const posts: Posts = new Map();
    for (const mount of mounts) {
      const recipes = this.take(mount);
      if (recipes) posts.set(mount.post, recipes);
    }
    if (posts.size > 0) this.#visit(posts);
  }
}
