/**
 * Replaces WXT's content script context through an alias in `wxt.config.ts`. WXT's version reveals our start to
 * the page by an event with our id in its name, and is larger than the recipes of a site.
 */

export class ContentScriptContext {
  readonly #stop = new AbortController();

  /** Aborted when the extension is reloaded or removed while the page stays open. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  notifyInvalidated(): void {
    this.#stop.abort();
  }
}
