/** Keeps exactly one button on every post of the page while the site changes its nodes. */

import type { Subject } from "../../../shared/contract/site.ts";
import type { PostRecipe, Site } from "../site.ts";
import { type ButtonState, Buttons } from "./button.ts";
import { Changes } from "./dom-changes.ts";
import { audienceGateOf, inspectPost } from "./find-posts.ts";
import { type MountedButton, MountedButtons, subjectOf } from "./mounted-buttons.ts";
import { longestIdleMs, maxPerSlice, NearPosts } from "./near-posts.ts";
import type { Page } from "./page.ts";
import { Finder, type Posts } from "./post-finder.ts";
import type { PageScriptState, PostRef, SelectionMode } from "./post-ref.ts";
import { foreignTo, hasNeeded, selectOwn } from "./select.ts";
import { findSpot, spotFrom } from "./slot.ts";
import { isDarkTheme, watchTheme } from "./theme.ts";

export interface WatchOptions {
  site: Site;
  document: Document;
  signal: AbortSignal;
  /** Automation builds expose subject and state as attributes. The extension never reads them back. */
  automation: boolean;
  /** Called when a person presses a post's button. */
  onClick(clicked: PostRef): void;
  /** Called when the page may have new subjects. */
  onSettled?(): void;
}

/** Events on our button that must not reach the site's handlers for the post. */
const ownEvents =
  "click dblclick auxclick contextmenu mousedown mouseup pointerdown pointerup touchstart touchend keydown keypress keyup";

/** States that newly known ones may replace. */
const replaceableStates = /^(idle|reported|approved|rejected|closed)$/;

let isShiftDown = false;

/**
 * Tracks the Shift key for button presses: Firefox omits it from clicks that the keyboard triggers. Must
 * be called for every event on our buttons.
 */
function trackShift({ type, shiftKey, detail }: MouseEvent): boolean {
  if (type === "keydown") isShiftDown = shiftKey;
  // A click triggered by the keyboard has `detail` 0.
  return shiftKey || (!detail && isShiftDown);
}

/** Time from the first frame without growth until the page counts as settled. */
const settledMs = 100;

/** Maximum delay while the page keeps growing. */
const longestMs = 4_000;

/** Above this number of elements that wait for a search, the whole page is searched instead. */
const maxUnscanned = 5_000;

/**
 * Detects when a growing page has settled, to avoid work for posts that only scroll past. Waits for a frame without
 * growth first, because one frame of a busy page may take longer than `settledMs`.
 */
class SettleScheduler {
  readonly #work: () => void;
  #hasGrown = false;
  #waitingSinceMs: number | undefined;
  /** Set while the page grows. */
  #frame: number | undefined;
  /** Set after a frame without growth, until the page counts as settled. */
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(work: () => void) {
    this.#work = work;
  }

  /** Call when there is work. Runs it at once on a settled page, and later during fast scrolling. */
  grew(): void {
    this.#hasGrown = true;
    if (this.#frame === undefined && this.#timer === undefined) this.#work();
    else this.#waitingSinceMs ??= performance.now();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#frame ??= requestAnimationFrame(() => this.#onFrame());
  }

  get isWaiting(): boolean {
    return this.#waitingSinceMs !== undefined;
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
  }

  #onFrame(): void {
    this.#frame = undefined;
    if (this.#hasGrown) {
      this.#hasGrown = false;
      this.#frame = requestAnimationFrame(() => this.#onFrame());
      const isLate =
        this.#waitingSinceMs !== undefined && performance.now() - this.#waitingSinceMs >= longestMs;
      if (isLate) this.#run();
    } else this.#timer = setTimeout(() => this.#onSettled(), settledMs);
  }

  #onSettled(): void {
    this.#timer = undefined;
    if (this.#waitingSinceMs !== undefined) this.#run();
  }

  #run(): void {
    this.#waitingSinceMs = undefined;
    this.#work();
  }
}

export class ButtonWatcher implements PageScriptState {
  presses: PostRef[] = [];
  selectionMode: SelectionMode | undefined;
  openForm?: (memory: PageScriptState) => Promise<void>;
  structure?: (site: Site) => Site;
  #options: WatchOptions;
  readonly #mounts: MountedButtons;
  readonly #changes: Changes;
  readonly #lookAtTheme: () => void;
  #finder: Finder;
  #address = "";
  /** The page may show private chats. Their posts must not keep a button until the page has settled. */
  #isGated = false;
  /** Posts found during fast growth, handled once the page has settled. */
  #waiting: Posts = new Map();
  /** Elements in and around which posts are searched once the page has settled. */
  #unscanned = new Set<Element>();
  /** Elements around which posts by structure are searched in idle time. */
  readonly #starts = new Set<Element>();
  #slice: number | undefined;
  readonly #near: NearPosts;
  readonly #calm: SettleScheduler;

  constructor(options: WatchOptions) {
    this.#options = options;
    const { site, document, signal } = options;
    this.#finder = new Finder(site, this.#page);
    const buttons = new Buttons(document, isDarkTheme(site, document), site);
    this.#mounts = new MountedButtons(document, buttons, options.automation);
    const setDark = (dark: boolean) => buttons.setDark(dark, this.#mounts.roots());
    this.#lookAtTheme = watchTheme(() => this.#options.site, document, signal, setDark);
    this.#changes = new Changes(site, {
      document,
      isButton: (node) => this.#mounts.of(node),
      scan: () => this.#unrecorded(() => this.#process()),
    });
    this.#near = new NearPosts(this.#mounts, (posts) =>
      this.#unrecorded(() => this.#look(this.#stillFound(posts), this.#page)),
    );
    this.#calm = new SettleScheduler(() => this.#unrecorded(() => this.#lookAtWaiting()));
    const view = document.defaultView ?? window;
    const listen = (target: EventTarget, types: string, listener: (event: Event) => void) => {
      for (const type of types.split(" ")) target.addEventListener(type, listener, { capture: true, signal });
    };
    listen(view, ownEvents, (event) => this.#onEvent(event));
    listen(view, "pointerover focusin", ({ target }) => this.#mounts.point(target as Element));
    const moved = () => this.#changes.schedule();
    listen(view, "popstate", moved);
    const { navigation } = view as { navigation?: EventTarget };
    if (navigation) listen(navigation, "currententrychange", moved);
    signal.addEventListener("abort", () => {
      this.#changes.stop();
      this.#calm.stop();
      this.#near.stop();
      this.#starts.clear();
      this.#mounts.removeAll();
    });
    this.#unrecorded(() => this.#process());
  }

  /** Switches to other recipes. Removes the buttons of dropped recipes and scans the whole page again. */
  use(served: Site): void {
    const site = this.structure?.(served) ?? served;
    this.#options = { ...this.#options, site };
    this.#address = "";
    this.#lookAtTheme();
    this.#changes.schedule(site);
  }

  /** The site with its current recipes. */
  get site(): Site {
    return this.#options.site;
  }

  get isBehind(): boolean {
    return this.#calm.isWaiting || this.#starts.size > 0;
  }

  get #page(): Page {
    const { document } = this.#options;
    return { document, address: document.URL };
  }

  #unrecorded(work: () => void): void {
    this.#changes.unrecorded(work);
  }

  #process(): void {
    let { added, touched } = this.#changes.take();
    const page = this.#page;
    if (page.address !== this.#address) {
      this.#address = page.address;
      this.#finder = new Finder(this.#options.site, page);
      this.#isGated = audienceGateOf(this.#options.site.id, page) !== undefined;
      for (const mount of this.#mounts.all()) {
        if (!this.#finder.recipes.includes(mount.recipe)) this.#remove(mount);
      }
      added = [page.document.documentElement];
      touched = [];
      this.#waiting.clear();
      this.#unscanned.clear();
      this.#starts.clear();
    }
    const changed: Posts = new Map();
    this.#takeAdded(added, changed);
    this.#takeTouched(touched, changed);
    this.#look(changed, page);
    if (this.#unscanned.size > maxUnscanned) this.#unscanned = new Set([page.document.documentElement]);
    if (this.#waiting.size + this.#unscanned.size === 0) return;
    this.#near.grew();
    this.#calm.grew();
  }

  /** New elements of a row get their hosts before they are painted. Elements that come again have theirs. */
  #takeAdded(added: readonly Element[], changed: Posts): void {
    const fresh: Element[] = [];
    const roots = added.filter(({ isConnected }) => isConnected);
    this.#outdateAround(roots, changed);
    for (const root of roots) {
      const mounts = this.#mounts.inside(root);
      for (const mount of mounts) this.#outdate(mount, changed);
      const isFresh = this.#finder.hasRows && (mounts.length === 0 || root.parentElement === null);
      if (isFresh) fresh.push(root);
      if (!isFresh || this.#finder.isStructural) this.#unscanned.add(root);
    }
    const posts: Posts = new Map();
    this.#find(fresh, posts);
    for (const [post, recipes] of posts) {
      if (!this.#mounts.on(post)) this.#reserve(post, recipes);
      this.#waiting.set(post, recipes);
    }
  }

  /** New nodes in a post may make it another one. */
  #outdateAround(roots: readonly Element[], changed: Posts): void {
    let parent: Element | null = null;
    for (const { parentElement } of roots) {
      // New nodes are usually siblings, so their parent is looked up once.
      if (!parentElement || parentElement === parent) continue;
      parent = parentElement;
      const mount = this.#mounts.around(parent);
      if (mount && !this.#canWait(mount)) this.#outdate(mount, changed);
    }
  }

  #takeTouched(touched: readonly Element[], changed: Posts): void {
    for (const element of touched) {
      if (!element.isConnected) continue;
      const mount = this.#mounts.around(element);
      if (mount) {
        if (this.#outdate(mount, changed)) this.#unscanned.add(mount.post);
      }
      // The change may affect posts inside the element: a page shown again, or the id of a whole page.
      else if (element.localName !== "a") this.#unscanned.add(element);
      else this.#finder.around(element, this.#waiting);
    }
  }

  /** A recycled node must not keep the state of its previous post. One without a state can wait. */
  #canWait({ key, state }: MountedButton): boolean {
    return !this.#isGated && (key === undefined || state === "idle");
  }

  /** Returns true if the post can wait; otherwise it is added to the changed ones. */
  #outdate(mount: MountedButton, changed: Posts): boolean {
    const { post, recipe, key, isOutdated } = mount;
    // Posts without their own element are known only by their button. Any other element is no longer a post.
    const recipes = recipe.climb ? [recipe] : [];
    const canWait = this.#canWait(mount);
    if (!canWait) {
      this.#finder.around(post, changed);
      if (!changed.has(post)) changed.set(post, recipes);
    } else {
      if (!this.#waiting.has(post)) this.#waiting.set(post, recipes);
      if (key !== undefined && !isOutdated) this.#mounts.outdate(mount);
    }
    return canWait;
  }

  /** Adds the posts in and around the elements. */
  #find(roots: Iterable<Element>, posts: Posts): void {
    let parent: Element | null = null;
    let isOutermost = true;
    for (const root of roots) {
      if (!root.isConnected) continue;
      const { parentElement } = root;
      // New nodes are usually siblings, so their parent is looked up once.
      if (parentElement && parentElement !== parent) {
        parent = parentElement;
        isOutermost = !this.#finder.around(parent, posts);
      }
      this.#finder.inside(root, posts, isOutermost);
    }
  }

  /**
   * Adds a host before the first paint where adding a button later would cause a visible shift: in a row of the site.
   * The element may turn out not to be a post.
   */
  #reserve(post: Element, recipes: readonly PostRecipe[]): void {
    for (const recipe of recipes) {
      const [slot] = recipe.slots;
      const anchor = slot?.sure && slot.at && selectOwn(post, slot.at, () => false);
      const spot = anchor && slot && spotFrom(anchor, slot, post);
      if (spot) {
        this.#mounts.add(post, recipe, spot);
        return;
      }
    }
  }

  #lookAtWaiting(): void {
    const page = this.#page;
    const [posts, roots] = [this.#waiting, this.#unscanned];
    this.#waiting = new Map();
    this.#unscanned = new Set();
    this.#find(roots, posts);
    for (const root of roots) if (root.isConnected) this.#finder.addStarts(root, this.#starts);
    this.#searchStarts();
    // A post that left during scrolling needs no work. If it returns, it is found again.
    for (const post of posts.keys()) if (!post.isConnected) posts.delete(post);
    // A host before the audience is known would show which private chats have posts.
    if (this.#isGated) this.#look(this.#stillFound(posts), page);
    else for (const [post, recipes] of posts) this.#wait(post, recipes);
  }

  /** Searches around the elements from which posts by structure are found, in idle time: it reads much of the page. */
  #searchStarts(): void {
    if (this.#starts.size === 0) return;
    this.#slice ??= requestIdleCallback(
      () => {
        this.#slice = undefined;
        const posts: Posts = new Map();
        let budget = maxPerSlice;
        for (const start of this.#starts) {
          if (budget-- === 0) break;
          this.#starts.delete(start);
          if (start.isConnected) this.#finder.byStructure(start, posts);
        }
        this.#unrecorded(() => {
          for (const [post, recipes] of posts) this.#wait(post, recipes);
        });
        if (posts.size > 0) this.#near.grew();
        this.#searchStarts();
      },
      { timeout: longestIdleMs },
    );
  }

  /** Drops recipes that no longer find the post: the page may have changed it since. */
  #stillFound(posts: Posts): Posts {
    for (const [post, recipes] of posts) posts.set(post, this.#fitting(post, recipes));
    return posts;
  }

  #fitting(post: Element, recipes: readonly PostRecipe[]): PostRecipe[] {
    return recipes.filter((recipe) => this.#finder.fits(post, recipe));
  }

  /** Reserves the button's place; its post is identified once it comes near the viewport. */
  #wait(post: Element, recipes: PostRecipe[]): void {
    const mount = this.#mounts.on(post) ?? this.#place(post, recipes);
    if (!mount) return;
    if (!post.contains(mount.host)) this.#mounts.restore(mount);
    this.#near.add(mount, recipes);
  }

  #place(post: Element, recipes: readonly PostRecipe[]): MountedButton | undefined {
    for (const recipe of this.#fitting(post, recipes)) {
      const isForeign = foreignTo(post, recipe);
      const spot = hasNeeded(post, recipe, isForeign) && findSpot(post, recipe, isForeign);
      if (spot) return this.#mounts.add(post, recipe, spot);
    }
    return undefined;
  }

  #look(posts: Posts, page: Page): void {
    for (const [post, recipes] of posts) this.#visit(post, recipes, page);
    if (posts.size > 0) this.#options.onSettled?.();
  }

  /** Gives the post a button by the first recipe that fits, or removes it. */
  #visit(post: Element, recipes: readonly PostRecipe[], page: Page): MountedButton | undefined {
    const mounted = this.#mounts.on(post);
    // An observer does not report an element again that it still observes.
    this.#near.take(mounted);
    // Selectors do not find a post by structure again.
    const more = mounted?.recipe.structure ? [mounted.recipe] : [];
    for (const recipe of [...recipes, ...more]) {
      const isForeign = foreignTo(post, recipe);
      if (!hasNeeded(post, recipe, isForeign)) continue;
      const inspected = inspectPost({ post, recipe, site: this.#options.site, page }, isForeign);
      const mount = inspected && this.#mounts.settle(post, inspected, isForeign);
      if (mount) return mount;
    }
    if (mounted) this.#mounts.remove(mounted);
    return undefined;
  }

  /** Visits a post before its turn. */
  #inspect(mount: MountedButton): MountedButton | undefined {
    return this.#visit(mount.post, this.#near.take(mount) ?? [mount.recipe], this.#page);
  }

  #remove(mount: MountedButton): void {
    this.#near.take(mount);
    this.#mounts.remove(mount);
  }

  #onEvent(event: Event): void {
    const mount = this.#mounts.of(event.target);
    if (!mount) return;
    event.stopImmediatePropagation();
    const { type } = event;
    const shift = trackShift(event as MouseEvent);
    // Prevents a click from submitting the site's form, and a Shift-click from selecting text.
    if (type === "click" || (type === "mousedown" && shift)) event.preventDefault();
    if (type === "keydown") this.selectionMode?.key(event as KeyboardEvent);
    if (type === "click" && event.isTrusted) this.#press(mount, shift);
  }

  /** Returns true if the element is in a post with a button. A post that is the whole page contains others. */
  isFound(element: Element): boolean {
    const mount = this.#mounts.around(element);
    return mount !== undefined && !mount.recipe.page;
  }

  /** Presses the button of the post that contains the element. Returns false if it has none. */
  press(element: Element): boolean {
    const mount = this.#mounts.around(element);
    return mount !== undefined && this.#press(mount);
  }

  #press(pressed: MountedButton, withShift = false): boolean {
    // The site may have changed the post's identity without an observed mutation.
    const mount = this.#inspect(pressed);
    const clicked = mount && this.#mounts.postRefOf(mount, this.#options.site);
    if (!clicked) return false;
    if (withShift) clicked.several = true;
    if (this.selectionMode) this.selectionMode.press(clicked);
    else {
      this.#await(clicked, mount);
      this.#options.onClick(clicked);
    }
    return true;
  }

  /** Until the capture script has loaded, other buttons can be pressed, and so can the same one again. */
  #await(clicked: PostRef, mount: MountedButton): void {
    const before = this.presses.find((press) => this.#mounts.buttonOfRef(press) === mount);
    if (before) {
      clicked.state = before.state;
      if (before.several) clicked.several = true;
    }
    this.presses = [...this.presses.filter((press) => press !== before), clicked];
  }

  /** Restores the button's previous state, because the press had no effect. */
  giveUp(clicked: PostRef): void {
    this.presses = this.presses.filter((press) => press !== clicked);
    this.setState(clicked, clicked.state);
  }

  posts(): PostRef[] {
    for (const mount of this.#mounts.all())
      if (mount.waiting || mount.isOutdated || mount.key === undefined) this.#inspect(mount);
    return this.#mounts.all().flatMap((mount) => this.#mounts.postRefOf(mount, this.#options.site) ?? []);
  }

  setState(clicked: PostRef, state: ButtonState): void {
    const mount = this.#mounts.buttonOfRef(clicked);
    if (mount) this.#showFor(clicked.subject, mount, state);
  }

  focus(clicked: PostRef): void {
    const mount = this.#mounts.buttonOfRef(clicked);
    if (mount) this.#mounts.focus(mount);
  }

  boxOf(clicked: PostRef): DOMRect | undefined {
    return this.#mounts.buttonOfRef(clicked)?.host.getBoundingClientRect();
  }

  takeUnmarked(most: number): Subject[] {
    return this.#mounts.takeUnmarked(most);
  }

  markAll(states: ReadonlyMap<Subject, ButtonState>): void {
    for (const mount of this.#mounts.all()) {
      const subject = subjectOf(mount);
      const state = subject && states.get(subject);
      if (state && replaceableStates.test(mount.state)) this.#showFor(subject, mount, state);
    }
  }

  /** A changed post may show another subject by now. */
  #showFor(subject: Subject | undefined, mount: MountedButton, state: ButtonState): void {
    const current = mount.isOutdated ? this.#inspect(mount) : mount;
    if (current && subjectOf(current) === subject) this.#mounts.show(current, state);
  }
}
