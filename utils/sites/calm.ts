/** Tells when a growing page is calm, so that work for posts that only fly by is never done. */

/** A page that did not grow for this long is calm. */
const calmMs = 100;
/** While it keeps growing, nothing waits longer than this. */
const longestMs = 4_000;

export class Calm {
  readonly #work: () => void;
  #grownAtMs = Number.NEGATIVE_INFINITY;
  #waitingSinceMs: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(work: () => void) {
    this.#work = work;
  }

  /** Called after each look at the page: works at once on a calm page, later on one that is being scrolled fast. */
  grew(hasWork: boolean): void {
    if (!hasWork) return;
    const now = performance.now();
    const wasCalm = now - this.#grownAtMs > calmMs;
    this.#grownAtMs = now;
    if (wasCalm) this.#run();
    else {
      this.#waitingSinceMs ??= now;
      this.#timer ??= setTimeout(() => this.#check(), calmMs);
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #check(): void {
    this.#timer = undefined;
    if (this.#waitingSinceMs === undefined) return;
    const now = performance.now();
    const leftMs = Math.min(this.#grownAtMs + calmMs, this.#waitingSinceMs + longestMs) - now;
    if (leftMs > 0) this.#timer = setTimeout(() => this.#check(), leftMs);
    else this.#run();
  }

  #run(): void {
    this.#waitingSinceMs = undefined;
    this.#work();
  }
}
