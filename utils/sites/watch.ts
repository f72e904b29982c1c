/** Keeps one button on every post of the page, whatever the site does to its nodes. */

import type { Subject } from "../contract/site.ts";
import { Buttons } from "./button.ts";
import type { ButtonState } from "./button-state.ts";
import { Calm } from "./calm.ts";
import { Changes, mostWaiting } from "./changes.ts";
import type { Choosing, Clicked, PageMemory } from "./clicked.ts";
import { lookAt } from "./find.ts";
import { Finder, type Posts } from "./finder.ts";
import { heldShift } from "./held-shift.ts";
import { type Mount, Mounts } from "./mounts.ts";
import type { Page } from "./page.ts";
import { foreignTo } from "./select.ts";
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

/** What gives way to what becomes known of a post. */
const says = /^(idle|reported|approved|rejected|closed)$/;

export class Watch implements PageMemory {
  presses: Clicked[] = [];
  choosing: Choosing | undefined;
  openForm?: (memory: PageMemory) => Promise<void>;
  #options: WatchOptions;
  readonly #mounts: Mounts;
  readonly #changes: Changes;
  readonly #lookAtTheme: () => void;
  #finder: Finder;
  #address = "";
  /** What came while the page grew fast, to be looked at when it is calm. */
  #waiting: Element[] = [];
  /** Hosts that were placed before it was known what their posts are. */
  #unsure: Mount[] = [];
  readonly #calm = new Calm(() => this.#lookAtWaiting());

  constructor(options: WatchOptions) {
    this.#options = options;
    const { site, document, signal } = options;
    this.#finder = new Finder(site, this.#page);
    const buttons = new Buttons(document, isDark(site, document), site.hostAttributes ?? {});
    this.#mounts = new Mounts(document, buttons, options.automation);
    const setDark = (dark: boolean) => buttons.setDark(dark, this.#mounts.roots());
    this.#lookAtTheme = watchTheme(() => this.#options.site, document, signal, setDark);
    this.#changes = new Changes(site, {
      document,
      holds: (node) => this.#mounts.holds(node),
      look: () => this.#process(),
    });
    const view = document.defaultView ?? window;
    const listen = (target: EventTarget, types: string, listener: (event: Event) => void) => {
      for (const type of types.split(" ")) target.addEventListener(type, listener, { capture: true, signal });
    };
    listen(view, kept, (event) => this.#onEvent(event));
    const moved = () => this.#changes.schedule();
    listen(view, "popstate", moved);
    const { navigation } = view as { navigation?: EventTarget };
    if (navigation) listen(navigation, "currententrychange", moved);
    signal.addEventListener("abort", () => {
      this.#changes.stop();
      this.#calm.stop();
      this.#mounts.removeAll();
    });
    this.#process();
  }

  /** Other recipes count from now on: buttons whose recipe left go, and the whole page is looked at again. */
  use(site: Site): void {
    this.#options = { ...this.#options, site };
    this.#address = "";
    this.#lookAtTheme();
    this.#changes.schedule(site);
  }

  /** With its recipes as they count now. */
  get site(): Site {
    return this.#options.site;
  }

  get #page(): Page {
    const { document } = this.#options;
    return { document, address: document.URL };
  }

  #process(): void {
    let { added, touched } = this.#changes.take();
    const page = this.#page;
    if (page.address !== this.#address) {
      this.#address = page.address;
      this.#finder = new Finder(this.#options.site, page);
      for (const mount of this.#mounts.all()) {
        if (!this.#finder.recipes.includes(mount.recipe)) this.#mounts.drop(mount);
      }
      added = [page.document.documentElement];
      touched = [];
    }
    this.#finder.early(added, (post, recipe, spot) => {
      if (!this.#mounts.on(post)) this.#unsure.push(this.#mounts.add(post, recipe, spot));
    });
    // A node that is used again must not go on saying what was said of its old post.
    const changed: Posts = new Map();
    for (const element of touched) if (element.isConnected) this.#touch(element, changed);
    this.#look(changed, page);
    this.#waiting = this.#waiting.length > mostWaiting ? [page.document.documentElement] : this.#waiting;
    this.#waiting.push(...added);
    this.#calm.grew(this.#waiting.length > 0);
    this.#changes.listen();
  }

  /** Adds the posts that an attribute, or a button gone, is about. */
  #touch(element: Element, posts: Posts): void {
    if (this.#finder.around(element, posts)) return;
    // Posts without an element of their own are known by their button only; any other is a post no more.
    const mount = this.#mounts.around(element);
    if (mount) posts.set(mount.post, mount.recipe.climb ? [mount.recipe] : []);
    // What changed may lie around posts: a page that is shown again, the id of a whole page.
    else if (element.localName !== "a") this.#finder.inside(element, posts);
  }

  /** Which posts the new nodes hold, or lie in, and which each of them is. */
  #lookAtWaiting(): void {
    const posts: Posts = new Map();
    let parent: Element | null = null;
    for (const root of this.#waiting) {
      if (!root.isConnected) continue;
      this.#finder.inside(root, posts);
      // New nodes mostly come side by side: what they lie in is looked up once.
      if (root.parentElement === parent || !root.parentElement) continue;
      parent = root.parentElement;
      this.#finder.around(parent, posts);
    }
    this.#waiting = [];
    this.#look(posts, this.#page);
    for (const mount of this.#unsure) {
      // What only flew by needs nothing more; should it come back, it is looked at again.
      if (!mount.found && mount.post.isConnected && this.#mounts.on(mount.post) === mount)
        this.#mounts.drop(mount);
    }
    this.#unsure = [];
  }

  #look(posts: Posts, page: Page): void {
    for (const [post, recipes] of posts) this.#visit(post, recipes, page);
    if (posts.size > 0) this.#options.onSettled?.();
  }

  /** Gives the post the button that the first fitting recipe says, or none. */
  #visit(post: Element, recipes: readonly PostRecipe[], page: Page): Mount | undefined {
    for (const recipe of recipes) {
      const isForeign = foreignTo(post, recipe);
      const found = lookAt(post, recipe, this.#options.site, page, isForeign);
      if (found) return this.#mounts.settle(post, found, isForeign);
    }
    const known = this.#mounts.on(post);
    if (known) this.#mounts.drop(known);
    return undefined;
  }

  #onEvent(event: Event): void {
    const mount = this.#mounts.of(event.target);
    if (!mount) return;
    event.stopImmediatePropagation();
    const { type } = event;
    const shift = heldShift(event as MouseEvent);
    // In a form of the site, a click would send that; with Shift, the mouse would select the text up to here.
    if (type === "click" || (type === "mousedown" && shift)) event.preventDefault();
    if (type === "keydown") this.choosing?.key(event as KeyboardEvent);
    if (type === "click" && event.isTrusted) this.#press(mount, shift);
  }

  /** As if the button of the post that the element lies in had been pressed; false when it has none. */
  press(element: Element): boolean {
    const mount = this.#mounts.around(element);
    return mount !== undefined && this.#press(mount);
  }

  #press(mount: Mount, withShift = false): boolean {
    // The site may have filled in or changed the post's identity without a change we saw.
    if (this.#visit(mount.post, [mount.recipe], this.#page) !== mount) return false;
    const clicked = this.#mounts.clickOn(mount, this.#options.site);
    if (!clicked) return false;
    if (withShift) clicked.several = true;
    if (this.choosing) this.choosing.press(clicked);
    else {
      this.#await(clicked, mount);
      this.#options.onClick(clicked);
    }
    return true;
  }

  /** Until the capture script is there, other buttons can be pressed too, and the same one again. */
  #await(clicked: Clicked, mount: Mount): void {
    const before = this.presses.find((one) => this.#mounts.clicked(one) === mount);
    if (before) {
      clicked.state = before.state;
      if (before.several) clicked.several = true;
    }
    this.presses = [...this.presses.filter((one) => one !== before), clicked];
  }

  /** Nothing comes of the press: its button says again what it said. */
  giveUp(clicked: Clicked): void {
    this.presses = this.presses.filter((one) => one !== clicked);
    this.setState(clicked, clicked.state);
  }

  posts(): Clicked[] {
    return this.#mounts.all().flatMap((mount) => this.#mounts.clickOn(mount, this.#options.site) ?? []);
  }

  setState(clicked: Clicked, state: ButtonState): void {
    const mount = this.#mounts.clicked(clicked);
    if (mount) this.#mounts.show(mount, state);
  }

  focus(clicked: Clicked): void {
    const mount = this.#mounts.clicked(clicked);
    if (mount) this.#mounts.focus(mount);
  }

  takeUnmarked(most: number): Subject[] {
    return this.#mounts.takeUnmarked(most);
  }

  markAll(states: ReadonlyMap<Subject, ButtonState>): void {
    for (const mount of this.#mounts.all()) {
      const state = mount.found?.identity && states.get(mount.found.identity.subject);
      if (state && says.test(mount.state)) this.#mounts.show(mount, state);
    }
  }
}
