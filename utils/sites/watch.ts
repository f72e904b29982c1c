/** Keeps one button on every post of the page, whatever the site does to its nodes. */

import type { SiteId, Subject } from "../contract/site.ts";
import { type Button, ButtonFactory, tag } from "./button.ts";
import type { Clicked, PageMemory } from "./clicked.ts";
import { type FoundPost, lookAt, recipesFor } from "./find.ts";
import type { ButtonState } from "./icons.ts";
import type { Page } from "./page.ts";
import { candidates, closest, postAround } from "./select.ts";
import type { PostRecipe, Site } from "./site.ts";
import { findSpot, fitOf, place } from "./slot.ts";
import { isDark, watchTheme } from "./theme.ts";

export interface Mount {
  post: Element;
  found: FoundPost;
  button: Button;
  state: ButtonState;
}

export interface WatchOptions {
  site: Site;
  document: Document;
  signal: AbortSignal;
  /** Automation builds show subject and state as attributes; nothing reads them back. */
  automation: boolean;
  /** A person pressed the button of a post. */
  onClick(clicked: Clicked): void;
  /** New posts are on the page; called at most once per batch. */
  onMounted?(subjects: Subject[]): void;
}

/** Events that the site must not take for clicks on its post. */
const kept = [
  "click",
  "dblclick",
  "auxclick",
  "contextmenu",
  "mousedown",
  "mouseup",
  "pointerdown",
  "pointerup",
  "touchstart",
  "touchend",
  "keydown",
  "keypress",
  "keyup",
] as const;

export class Watch implements PageMemory {
  clicked: Clicked | undefined;
  readonly #options: WatchOptions;
  readonly #factory: ButtonFactory;
  readonly #byPost = new WeakMap<Element, Mount>();
  readonly #byHost = new WeakMap<EventTarget, Mount>();
  #recipes: PostRecipe[] = [];
  #address = "";
  #pending = new Set<Element>();
  #touched = new Set<Element>();
  #frame = 0;
  #fresh: Subject[] = [];

  constructor(options: WatchOptions) {
    this.#options = options;
    const { site, document, signal } = options;
    this.#factory = new ButtonFactory(isDark(site, document));
    watchTheme(site, document, signal, (dark) => this.#factory.setDark(dark));
    const observer = new MutationObserver((records) => this.#collect(records));
    observer.observe(document.documentElement, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["href", ...(site.recycled ?? [])],
    });
    const view = document.defaultView ?? window;
    for (const type of kept)
      view.addEventListener(type, (event) => this.#onEvent(event), { capture: true, signal });
    const moved = () => this.#schedule();
    view.addEventListener("popstate", moved, { signal });
    (view as { navigation?: EventTarget }).navigation?.addEventListener("currententrychange", moved, {
      signal,
    });
    signal.addEventListener("abort", () => {
      observer.disconnect();
      cancelAnimationFrame(this.#frame);
      for (const host of document.querySelectorAll(tag)) if (this.#byHost.has(host)) host.remove();
    });
    this.#process();
  }

  get #page(): Page {
    return { document: this.#options.document, address: this.#options.document.location.href };
  }

  #collect(records: MutationRecord[]): void {
    const { context } = this.#options.site;
    for (const record of records) {
      if (context && [record.target, ...record.addedNodes].some((node) => isInside(node, context)))
        this.#pending.add(this.#options.document.documentElement);
      if (record.type === "attributes") this.#touched.add(record.target as Element);
      else {
        for (const node of record.addedNodes)
          if (node.nodeType === 1 && !this.#byHost.has(node)) this.#pending.add(node as Element);
        for (const node of record.removedNodes)
          if (this.#byHost.has(node)) this.#touched.add(record.target as Element);
      }
    }
    if (this.#pending.size > 0 || this.#touched.size > 0) this.#schedule();
  }

  /** Before the next paint, so that a new post is never seen without its button. */
  #schedule(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#process();
    });
  }

  #process(): void {
    const page = this.#page;
    const { site, document } = this.#options;
    const [pending, touched] = [this.#pending, this.#touched];
    this.#pending = new Set();
    this.#touched = new Set();
    if (page.address !== this.#address) {
      this.#address = page.address;
      const before = this.#recipes;
      this.#recipes = recipesFor(site, page);
      const gone = before.some((recipe) => !this.#recipes.includes(recipe));
      if (gone) for (const host of document.querySelectorAll(tag)) this.#recheck(host, page);
      pending.clear();
      pending.add(document.documentElement);
    }
    const seen = new Set<Element>();
    for (const recipe of this.#recipes) {
      for (const root of pending) {
        if (!root.isConnected) continue;
        for (const post of candidates(root, recipe)) this.#visit(post, recipe, page, seen);
        const around = root.parentElement && postAround(root.parentElement, recipe);
        if (around) this.#visit(around, recipe, page, seen);
      }
      for (const element of touched) {
        const around = element.isConnected ? postAround(element, recipe) : undefined;
        if (around) this.#visit(around, recipe, page, seen);
        // What changed may lie around posts: a page that is shown again, the id of a whole page.
        else if (element.isConnected && element.localName !== "a")
          for (const post of candidates(element, recipe)) this.#visit(post, recipe, page, seen);
      }
    }
    if (this.#fresh.length > 0) this.#options.onMounted?.(this.#fresh.splice(0));
  }

  #recheck(host: Element, page: Page): void {
    const mount = this.#byHost.get(host);
    if (mount && !recipesFor(this.#options.site, page).includes(mount.found.recipe)) this.#drop(mount);
  }

  #visit(post: Element, recipe: PostRecipe, page: Page, seen: Set<Element>): void {
    if (seen.has(post)) return;
    seen.add(post);
    const found = lookAt(post, recipe, this.#options.site, page);
    const mount = this.#byPost.get(post);
    if (!found) {
      if (mount) this.#drop(mount);
      return;
    }
    if (!mount) this.#mount(found);
    else {
      if (keyOf(mount.found) !== keyOf(found)) this.#bind(mount, found);
      if (!post.contains(mount.button.host)) this.#attach(mount);
    }
  }

  #mount(found: FoundPost): void {
    const spot = findSpot(found.element, found.recipe);
    if (!spot) return;
    const state = found.question ? "unknown" : "idle";
    const button = this.#factory.make(this.#options.document, spot.slot.look, fitOf(spot), state);
    const mount: Mount = { post: found.element, found, button, state };
    this.#byPost.set(found.element, mount);
    this.#byHost.set(button.host, mount);
    this.#bind(mount, found);
    // A copy of one of ours that the site made when it copied a node of its own.
    const last = spot.anchor.lastElementChild;
    if (last?.localName === tag && !this.#byHost.has(last)) last.remove();
    place(spot, button.host);
  }

  #attach(mount: Mount): void {
    const spot = findSpot(mount.post, mount.found.recipe);
    if (spot) place(spot, mount.button.host);
  }

  /** The node shows another post now: what was said of the old one is not said of the new one. */
  #bind(mount: Mount, found: FoundPost): void {
    mount.found = found;
    if (found.identity) this.#fresh.push(found.identity.subject);
    const { host } = mount.button;
    if (this.#options.automation) {
      const key = keyOf(found);
      if (key) host.dataset.subject = key;
      else delete host.dataset.subject;
    }
    this.#show(mount, found.question ? "unknown" : "idle");
  }

  #show(mount: Mount, state: ButtonState): void {
    if (mount.state !== state) mount.button.show(state);
    mount.state = state;
    if (this.#options.automation) mount.button.host.dataset.state = state;
  }

  #drop(mount: Mount): void {
    mount.button.host.remove();
    this.#byPost.delete(mount.post);
    this.#byHost.delete(mount.button.host);
  }

  #onEvent(event: Event): void {
    const mount = event.target && this.#byHost.get(event.target);
    if (!mount) return;
    event.stopImmediatePropagation();
    if (event.type !== "click" || !event.isTrusted) return;
    const { site } = this.#options;
    const page = this.#page;
    // The site may have filled in or changed the post's identity without a change we saw.
    const found = lookAt(mount.post, mount.found.recipe, site, page);
    if (!found) {
      this.#drop(mount);
      return;
    }
    if (keyOf(found) !== keyOf(mount.found)) this.#bind(mount, found);
    this.clicked = {
      site: site.id as SiteId,
      recipe: site.posts.indexOf(found.recipe),
      post: new WeakRef(mount.post),
      ...(found.identity ? { subject: found.identity.subject } : {}),
      ...(found.question ? { question: found.question } : {}),
      state: mount.state,
    };
    this.#options.onClick(this.clicked);
  }

  setState(clicked: Clicked, state: ButtonState): void {
    const mount = this.#mountOf(clicked);
    if (mount) this.#show(mount, state);
  }

  focus(clicked: Clicked): void {
    this.#mountOf(clicked)?.button.focus();
  }

  /** Shows what this device knows of subjects; a button that is busy or says more is left alone. */
  markAll(states: ReadonlyMap<Subject, ButtonState>): void {
    for (const host of this.#options.document.querySelectorAll(tag)) {
      const mount = this.#byHost.get(host);
      const state = mount?.found.identity && states.get(mount.found.identity.subject);
      if (mount && state && mount.state === "idle") this.#show(mount, state);
    }
  }

  #mountOf(clicked: Clicked): Mount | undefined {
    const post = clicked.post.deref();
    const mount = post && this.#byPost.get(post);
    return mount && mount.found.identity?.subject === clicked.subject ? mount : undefined;
  }
}

function isInside(node: Node, selector: string): boolean {
  return node.nodeType === 1 && closest(node as Element, selector) !== null;
}

/** The subject, or what stands for it while only the chat's number is known; empty when not even that. */
function keyOf({ identity, question }: FoundPost): string {
  if (question) return `telegram:message:-100${question.channelId}/${question.messageId}`;
  return identity?.subject ?? "";
}
