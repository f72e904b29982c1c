/** Keeps one button on every post of the page, whatever the site does to its nodes. */

import type { Subject } from "../contract/site.ts";
import { Buttons, tag } from "./button.ts";
import type { ButtonState } from "./button-state.ts";
import type { Clicked, PageMemory } from "./clicked.ts";
import { lookAt, recipesFor } from "./find.ts";
import { Mounts } from "./mounts.ts";
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
  /** Posts that got a button or changed under it. */
  onMounted?(subjects: Subject[]): void;
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
  #recipes: PostRecipe[] = [];
  #address = "";
  #added: Element[] = [];
  #touched: Element[] = [];
  #frame = 0;

  constructor(options: WatchOptions) {
    this.#options = options;
    const { site, document, signal } = options;
    const buttons = new Buttons(document, isDark(site, document), site.hostAttributes ?? {});
    this.#mounts = new Mounts(document, buttons, options.automation);
    watchTheme(site, document, signal, (dark) => buttons.setDark(dark, this.#mounts.looks()));
    this.#observer = new MutationObserver((records) => this.#collect(records));
    this.#observer.observe(document, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["href", ...(site.recycled ?? [])],
    });
    const view = document.defaultView ?? window;
    const listen = (target: EventTarget, types: string, listener: (event: Event) => void) => {
      for (const type of types.split(" ")) target.addEventListener(type, listener, { capture: true, signal });
    };
    listen(view, kept, (event) => this.#onEvent(event));
    listen(view, "pointerover focusin", (event) => this.#mounts.activate(event.target));
    const moved = () => this.#schedule();
    listen(view, "popstate", moved);
    const { navigation } = view as { navigation?: EventTarget };
    if (navigation) listen(navigation, "currententrychange", moved);
    signal.addEventListener("abort", () => {
      this.#observer.disconnect();
      cancelAnimationFrame(this.#frame);
      this.#mounts.removeAll();
    });
    this.#process();
  }

  get #page(): Page {
    const { document } = this.#options;
    return { document, address: document.location.href };
  }

  #collect(records: MutationRecord[]): void {
    const { context } = this.#options.site;
    if (context && records.some((record) => isAround(record, context)))
      this.#added.push(this.#options.document.documentElement);
    for (const { type, target, addedNodes, removedNodes } of records) {
      if (type === "attributes") this.#touched.push(target as Element);
      for (let index = 0; index < addedNodes.length; index++) {
        const node = addedNodes[index] as Element;
        if (node.nodeType === 1 && node.localName !== tag) this.#added.push(node);
      }
      // Asked first, because looking at every node that leaves the page takes longer.
      if (this.#mounts.holds(target) && removedNodes.length > 0) this.#touched.push(target as Element);
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
    const page = this.#page;
    let added = this.#added;
    const touched = this.#touched;
    this.#added = [];
    this.#touched = [];
    if (page.address !== this.#address) {
      this.#address = page.address;
      this.#recipes = recipesFor(this.#options.site, page);
      for (const mount of this.#mounts.all()) {
        if (!this.#recipes.includes(mount.found.recipe)) this.#mounts.drop(mount);
      }
      added = [page.document.documentElement];
    }
    const seen = new Set<Element>();
    const visit = (post: Element | undefined, recipe: PostRecipe) => {
      if (!post || seen.has(post)) return;
      seen.add(post);
      const isForeign = foreignTo(post, recipe);
      this.#mounts.update(post, lookAt(post, recipe, this.#options.site, page, isForeign), isForeign);
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
    // Only our own buttons came meanwhile.
    this.#observer.takeRecords();
    const fresh = this.#mounts.takeFresh();
    if (fresh.length > 0) this.#options.onMounted?.(fresh);
  }

  #onEvent(event: Event): void {
    const mount = this.#mounts.of(event.target);
    if (!mount) return;
    event.stopImmediatePropagation();
    // In a form of the site, it would send that.
    if (event.type === "click") event.preventDefault();
    if (event.type !== "click" || !event.isTrusted) return;
    // The site may have filled in or changed the post's identity without a change we saw.
    const { site } = this.#options;
    const { recipe } = mount.found;
    const isForeign = foreignTo(mount.post, recipe);
    const found = lookAt(mount.post, recipe, site, this.#page, isForeign);
    this.#mounts.update(mount.post, found, isForeign);
    if (!found) return;
    const clicked: Clicked = {
      site: site.id,
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

  /** Shows what this device knows of subjects; a button that is busy or says more is left alone. */
  markAll(states: ReadonlyMap<Subject, ButtonState>): void {
    for (const mount of this.#mounts.all()) {
      const state = mount.found.identity && states.get(mount.found.identity.subject);
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
