/** Hears what changes on a page, and asks for one look at all of it before the next paint. */

import { isAround } from "./select.ts";
import type { Site } from "./site.ts";

/** More than this in one go is one look at the whole page. */
export const mostWaiting = 5_000;

export interface Changed {
  added: Element[];
  /** Whose attributes changed, or that lost a node. */
  touched: Element[];
}

export interface ChangesOptions {
  document: Document;
  /** Whether one of our buttons may lie directly in the node. */
  holds(node: Node): boolean;
  look(): void;
}

export class Changes {
  readonly #options: ChangesOptions;
  readonly #observer: MutationObserver;
  #site: Site;
  #added: Element[] = [];
  #touched: Element[] = [];
  #frame = 0;

  constructor(site: Site, options: ChangesOptions) {
    this.#options = options;
    this.#site = site;
    this.#observer = new MutationObserver((records) => this.#collect(records));
  }

  /** Until the next `take`; what we do ourselves in between is no news. */
  listen(): void {
    const attributeFilter = ["href", ...(this.#site.recycled ?? [])];
    const wanted = { childList: true, subtree: true, attributes: true, attributeFilter };
    this.#observer.observe(this.#options.document, wanted);
  }

  /** What came since the last time. */
  take(): Changed {
    this.#collect(this.#observer.takeRecords());
    this.#observer.disconnect();
    const changed = { added: this.#added, touched: this.#touched };
    this.#added = [];
    this.#touched = [];
    return changed;
  }

  /** Before the next paint, so that a new post is never seen to move for its button. */
  schedule(site = this.#site): void {
    this.#site = site;
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#options.look();
    });
  }

  stop(): void {
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  #collect(records: MutationRecord[]): void {
    const { context } = this.#site;
    let all = context !== undefined && records.some((record) => isAround(record, context));
    for (const record of records) {
      const { addedNodes } = record;
      const { length } = addedNodes;
      for (let index = 0; index < length; index++) {
        const node = addedNodes[index] as Element;
        if (node.nodeType === 1) this.#added.push(node);
      }
      if (length > 0) continue;
      // Nodes that leave are not looked at: only one that held a button can have lost it.
      const { target } = record;
      if (record.type === "attributes" || this.#options.holds(target)) this.#touched.push(target as Element);
    }
    // A page in the background paints no frames: what piles up there is one look at the whole page.
    all ||= this.#added.length + this.#touched.length > mostWaiting;
    if (all) {
      this.#added = [this.#options.document.documentElement];
      this.#touched = [];
    }
    if (this.#added.length > 0 || this.#touched.length > 0) this.schedule();
  }
}
