/**
 * In place of WXT's context of a content script, by an alias in `wxt.config.ts`: that one tells the page of our start by
 * an event with our id in its name, and weighs more than the recipes of a site.
 */

export class ContentScriptContext {
  readonly #stop = new AbortController();

  /** Aborted when the extension was reloaded or removed under the page. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  notifyInvalidated(): void {
    this.#stop.abort();
  }
}
