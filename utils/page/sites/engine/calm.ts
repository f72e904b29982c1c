/** Detects when a growing page has settled, to avoid work for posts that only scroll past. */

/** A page that did not grow for this long has settled. */
const calmMs = 100;
/** Maximum delay while the page keeps growing. */
const longestMs = 4_000;

export class Calm {
  readonly #work: () => void;
  #grownAtMs = Number.NEGATIVE_INFINITY;
  #waitingSinceMs: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(work: () => void) {
    this.#work = work;
  }

  /** Call after each scan of the page. Runs the work at once on a settled page, and later during fast scrolling. */
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
