/** Keeps one button on every post of the page, whatever the site does to its nodes. */

import type { Subject } from "../contract/site.ts";
import { Buttons } from "./button.ts";
import type { ButtonState } from "./button-state.ts";
import { Calm } from "./calm.ts";
import type { Clicked, PageMemory } from "./clicked.ts";
import { lookAt, recipesFor } from "./find.ts";
import { gateOf } from "./gates.ts";
import { type Mount, Mounts } from "./mounts.ts";
import type { Page } from "./page.ts";
import { candidates, closest, foreignTo, postAround } from "./select.ts";
import type { PostRecipe, Site } from "./site.ts";
import { isDark, watchTheme } from "./theme.ts";

export interface WatchOptions {
  site: Site;
  document: Document;
  signal: AbortSignal;
  /** Automation builds show subject and state as attributes; nothing reads them back. */
  automation: boolean;
  /** A person pressed the button of a post. */
  onClick(clicked: Clicked): void;
  /** There may be new subjects on the page. */
  onSettled?(): void;
}

/** Events on our button that the site must not take for acts on its post. */
const kept =
  "click dblclick auxclick contextmenu mousedown mouseup pointerdown pointerup touchstart touchend keydown keypress keyup";

const mostWaiting = 5_000;

export class Watch implements PageMemory {
  clicked: Clicked | undefined;
  openForm?: (memory: PageMemory) => Promise<void>;
  readonly #options: WatchOptions;
  readonly #mounts: Mounts;
  readonly #observer: MutationObserver;
  readonly #observed: MutationObserverInit;
  #recipes: PostRecipe[] = [];
  #address = "";
  #added: Element[] = [];
  #touched: Element[] = [];
  #frame = 0;
  /** Counts the looks at the page, so that none visits a post twice. */
  #round = 0;
  #waiting: Mount[] = [];
  readonly #calm = new Calm(() => this.#settleWaiting());

  constructor(options: WatchOptions) {
    this.#options = options;
    const { site, document, signal } = options;
    const buttons = new Buttons(document, isDark(site, document), site.hostAttributes ?? {});
    this.#mounts = new Mounts(document, buttons, options.automation);
    watchTheme(site, document, signal, (dark) => buttons.setDark(dark, this.#mounts.roots()));
    this.#observed = {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["href", ...(site.recycled ?? [])],
    };
    this.#observer = new MutationObserver((records) => this.#collect(records));
    const view = document.defaultView ?? window;
    const listen = (target: EventTarget, types: string, listener: (event: Event) => void) => {
      for (const type of types.split(" ")) target.addEventListener(type, listener, { capture: true, signal });
    };
    listen(view, kept, (event) => this.#onEvent(event));
    const moved = () => this.#schedule();
    listen(view, "popstate", moved);
    const { navigation } = view as { navigation?: EventTarget };
    if (navigation) listen(navigation, "currententrychange", moved);
    signal.addEventListener("abort", () => {
      this.#observer.disconnect();
      cancelAnimationFrame(this.#frame);
      this.#calm.stop();
      this.#mounts.removeAll();
    });
    this.#process();
  }

  get #page(): Page {
    const { document } = this.#options;
    return { document, address: document.URL };
  }

  #observe(): void {
    this.#observer.observe(this.#options.document, this.#observed);
  }

  #collect(records: MutationRecord[]): void {
    const { context } = this.#options.site;
    if (context && records.some((record) => isAround(record, context)))
      this.#added.push(this.#options.document.documentElement);
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
      if (record.type === "attributes" || this.#mounts.holds(target)) this.#touched.push(target as Element);
    }
    // A page in the background paints no frames: what piles up there is one look at the whole page.
    if (this.#added.length + this.#touched.length > mostWaiting) {
      this.#added = [this.#options.document.documentElement];
      this.#touched = [];
    }
    if (this.#added.length > 0 || this.#touched.length > 0) this.#schedule();
  }

  /** Before the next paint, so that a new post is never seen without its button. */
  #schedule(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#process();
    });
  }

  #process(): void {
    this.#collect(this.#observer.takeRecords());
    // Our own buttons are no news.
    this.#observer.disconnect();
    const page = this.#page;
    let added = this.#added;
    const touched = this.#touched;
    this.#added = [];
    this.#touched = [];
    if (page.address !== this.#address) {
      this.#address = page.address;
      this.#recipes = recipesFor(this.#options.site, page);
      for (const mount of this.#mounts.all()) {
        if (!this.#recipes.includes(mount.recipe)) this.#mounts.drop(mount);
      }
      added = [page.document.documentElement];
    }
    this.#round++;
    const visit = (post: Element | undefined, recipe: PostRecipe) => {
      if (post && this.#mounts.on(post)?.round !== this.#round) this.#visit(post, recipe, page);
    };
    for (const recipe of this.#recipes) {
      let parent: Element | null = null;
      for (const root of added) {
        if (!root.isConnected) continue;
        for (const post of candidates(root, recipe)) visit(post, recipe);
        // New nodes mostly come side by side: what they lie in is looked up once.
        if (root.parentElement === parent || !root.parentElement) continue;
        parent = root.parentElement;
        visit(postAround(parent, recipe), recipe);
      }
      for (const element of touched) {
        if (!element.isConnected) continue;
        const around = postAround(element, recipe);
        if (around) visit(around, recipe);
        // What changed may lie around posts: a page that is shown again, the id of a whole page.
        else if (element.localName !== "a")
          for (const post of candidates(element, recipe)) visit(post, recipe);
      }
    }
    this.#calm.grew(this.#waiting.length > 0);
    this.#options.onSettled?.();
    this.#observe();
  }

  /** A new host keeps its place at once; which post it is on is looked up when the page is calm. */
  #visit(post: Element, recipe: PostRecipe, page: Page): void {
    const isForeign = foreignTo(post, recipe);
    const known = this.#mounts.on(post);
    if (!known && !gateOf(this.#options.site.id, page)) {
      const mount = this.#mounts.add(post, recipe, isForeign);
      if (!mount) return;
      mount.round = this.#round;
      this.#waiting.push(mount);
      return;
    }
    const found = lookAt(post, recipe, this.#options.site, page, isForeign);
    const mount = known ?? (found && this.#mounts.add(post, recipe, isForeign));
    if (!mount) return;
    mount.recipe = recipe;
    mount.round = this.#round;
    this.#mounts.settle(mount, found, isForeign);
  }

  #settleWaiting(): void {
    const page = this.#page;
    for (const { post, recipe } of this.#waiting) {
      // What only flew by needs nothing more; should it come back, it is visited again.
      if (post.isConnected && this.#mounts.on(post)) this.#visit(post, recipe, page);
    }
    this.#waiting = [];
  }

  #onEvent(event: Event): void {
    const mount = this.#mounts.of(event.target);
    if (!mount) return;
    event.stopImmediatePropagation();
    // In a form of the site, it would send that.
    if (event.type === "click") event.preventDefault();
    if (event.type !== "click" || !event.isTrusted) return;
    // The site may have filled in or changed the post's identity without a change we saw.
    this.#visit(mount.post, mount.recipe, this.#page);
    const { found, recipe } = mount;
    if (!found || this.#mounts.on(mount.post) !== mount) return;
    const { site } = this.#options;
    const clicked: Clicked = {
      site,
      recipe: site.posts.indexOf(recipe),
      post: new WeakRef(mount.post),
      ...(found.identity ? { subject: found.identity.subject } : {}),
      ...(found.question ? { question: found.question } : {}),
      state: mount.state,
    };
    this.clicked = clicked;
    this.#options.onClick(clicked);
  }

  setState(clicked: Clicked, state: ButtonState): void {
    const mount = this.#mounts.clicked(clicked);
    if (mount) this.#mounts.show(mount, state);
  }

  focus(clicked: Clicked): void {
    const mount = this.#mounts.clicked(clicked);
    if (mount) this.#mounts.focus(mount);
  }

  /** Subjects on the page of which nothing is said yet. */
  unmarked(): Subject[] {
    const idle = this.#mounts.all().filter(({ state }) => state === "idle");
    return idle.flatMap(({ found }) => found?.identity?.subject ?? []);
  }

  /** Shows what this device knows of subjects; a button that is busy or says more is left alone. */
  markAll(states: ReadonlyMap<Subject, ButtonState>): void {
    for (const mount of this.#mounts.all()) {
      const state = mount.found?.identity && states.get(mount.found.identity.subject);
      if (state && mount.state === "idle") this.#mounts.show(mount, state);
    }
  }
}

/** Whether something changed in, or came as, an element of the selector. */
function isAround({ target, addedNodes }: MutationRecord, selector: string): boolean {
  return [target, ...addedNodes].some(
    (node) => node.nodeType === 1 && closest(node as Element, selector) !== null,
  );
}
