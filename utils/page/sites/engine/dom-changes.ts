/** Collects DOM mutations and schedules one scan before the next paint. */

import type { Site } from "../site.ts";
import { areAround } from "./select.ts";

/** Above this number of pending elements the whole page is scanned instead. */
const maxPending = 5_000;

export interface DomChanges {
  added: Element[];
  /** Elements whose attributes changed, or that lost a child node. */
  touched: Element[];
}

export interface ChangesOptions {
  document: Document;
  /** Returns a truthy value for the element of one of our buttons. */
  isButton(node: Node): unknown;
  scan(): void;
}

export class Changes {
  readonly #options: ChangesOptions;
  readonly #observer: MutationObserver;
  #site: Site;
  #added: Element[] = [];
  #touched: Element[] = [];
  /** The last added element. Changes inside it are not collected: it is scanned as it is then. */
  #last: Element | undefined;
  #frame = 0;
  #isUnrecorded = false;

  constructor(site: Site, options: ChangesOptions) {
    this.#options = options;
    this.#site = site;
    this.#observer = new MutationObserver((records) => this.#collect(records));
    this.#observe();
  }

  #observe(): void {
    const attributeFilter = ["href", ...(this.#site.recycled ?? [])];
    const wanted = { childList: true, subtree: true, attributes: true, attributeFilter };
    this.#observer.observe(this.#options.document, wanted);
  }

  /** Returns the changes since the last call. */
  take(): DomChanges {
    this.#collect(this.#observer.takeRecords());
    const changed = { added: this.#added, touched: this.#touched };
    this.#added = [];
    this.#touched = [];
    this.#last = undefined;
    return changed;
  }

  /** Runs work whose own changes are not recorded. Dropping records costs less than to stop and start observing. */
  unrecorded(work: () => void): void {
    const isNested = this.#isUnrecorded;
    // Changes recorded since the outer work began are its own.
    if (!isNested) this.#collect(this.#observer.takeRecords());
    this.#isUnrecorded = true;
    try {
      work();
    } finally {
      this.#isUnrecorded = isNested;
      if (!isNested) this.#observer.takeRecords();
    }
  }

  /** Schedules a scan before the next paint, so that inserting a button never moves a visible post. */
  schedule(site = this.#site): void {
    if (site !== this.#site) {
      this.#site = site;
      this.#observe();
    }
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#options.scan();
    });
  }

  stop(): void {
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  #collect(records: MutationRecord[]): void {
    const { context } = this.#site;
    let all = context !== undefined && areAround(records, context);
    for (const record of records) {
      // Removed nodes are ignored, except our buttons.
      if (
        record.type === "attributes" ||
        (!this.#add(record.addedNodes) && [...record.removedNodes].some(this.#options.isButton))
      )
        this.#touch(record.target as Element);
    }
    // A background tab paints no frames. What accumulates there is handled by one scan of the whole page.
    all ||= this.#added.length + this.#touched.length > maxPending;
    if (all) {
      this.#last = this.#options.document.documentElement;
      this.#added = [this.#last];
      this.#touched = [];
    }
    if (this.#added.length > 0 || this.#touched.length > 0) this.schedule();
  }

  /** Returns false if there are none. */
  #add(nodes: NodeList): boolean {
    const { length } = nodes;
    for (let index = 0; index < length; index++) {
      const node = nodes[index] as Element;
      if (node.nodeType !== 1 || this.#last?.contains(node)) continue;
      this.#added.push(node);
      this.#last = node;
    }
    return length > 0;
  }

  #touch(element: Element): void {
    if (!this.#last?.contains(element)) this.#touched.push(element);
  }
}
