/** The buttons on the page's posts and their states. */

import type { LinkQuestion } from "../../../shared/contract/draft.ts";
import type { Subject } from "../../../shared/contract/site.ts";
import type { Look, PostRecipe, Site, Slot } from "../site.ts";
import { type ButtonState, type Buttons, tag } from "./button.ts";
import type { FoundPost } from "./find-posts.ts";
import type { PostRef } from "./post-ref.ts";
import { foreignTo, type IsForeign } from "./select.ts";
import { type ButtonSpot, findSpot, insertHost } from "./slot.ts";

export interface MountedButton {
  post: Element;
  recipe: PostRecipe;
  host: HTMLElement;
  slot: Slot;
  state: ButtonState;
  /** The subject, or a substitute of a post with a question; empty if none is known. Undefined until inspected. */
  key: string | undefined;
  question: LinkQuestion | undefined;
  /** The post changed since it was inspected. It waits, because its button shows no state that could be wrong. */
  isOutdated: boolean;
  /** Candidate recipes of a post that waits until it comes near the viewport. */
  waiting: PostRecipe[] | undefined;
  root: ShadowRoot | undefined;
  /** The subject's mark was requested. */
  isAsked: boolean;
  /** The page showed the post's address only while the person pointed at the post. */
  isShownByPointer: boolean;
}

/**
 * Properties on nodes in our isolated world, which the page cannot see. They live as long as the node, like
 * WeakMap entries, but are much faster to write.
 */
const byPost = Symbol();
const byHost = Symbol();

interface MarkedNode {
  [byPost]?: MountedButton | undefined;
  [byHost]?: MountedButton | undefined;
}

export class MountedButtons {
  readonly #document: Document;
  readonly #buttons: Buttons;
  readonly #automation: boolean;
  #pointed: MountedButton | undefined;
  /** Idle buttons whose mark may not have been requested. Searching the page for them costs far more. */
  readonly #unmarked = new Set<MountedButton>();

  constructor(document: Document, buttons: Buttons, automation: boolean) {
    this.#document = document;
    this.#buttons = buttons;
    this.#automation = automation;
  }

  on(post: Element): MountedButton | undefined {
    return (post as MarkedNode)[byPost];
  }

  /** Returns the mount of the innermost post that contains the element. */
  around(element: Element): MountedButton | undefined {
    for (let up: Element | null = element; up; up = up.parentElement) {
      const mount = this.on(up);
      if (mount) return mount;
    }
    return undefined;
  }

  /** Returns the mounts inside the element. */
  inside(element: Element): MountedButton[] {
    // Most elements contain none, and looking for one is faster than for all.
    if (!element.querySelector(tag)) return [];
    return [...element.querySelectorAll(tag)].flatMap((host) => this.of(host) ?? []);
  }

  of(host: EventTarget | null): MountedButton | undefined {
    return (host as MarkedNode | null)?.[byHost];
  }

  /** Returns subjects of idle buttons, once per button. A button that returns to the page has lost its state. */
  takeUnmarked(most: number): Subject[] {
    const taken = new Set<Subject>();
    for (const mount of this.#unmarked) {
      if (taken.size >= most) break;
      this.#unmarked.delete(mount);
      const { key } = mount;
      // An outdated or removed one is added again once it is inspected.
      if (!key || mount.isAsked || mount.isOutdated || mount.state !== "idle" || !mount.host.isConnected)
        continue;
      mount.isAsked = true;
      taken.add(key);
    }
    return [...taken];
  }

  /**
   * Returns the mounts on the page. Removes foreign elements that resemble ours, such as copies made by the
   * site.
   */
  all(): MountedButton[] {
    const mounts: MountedButton[] = [];
    for (const host of this.#document.querySelectorAll(tag)) {
      const mount = this.of(host);
      if (mount) mounts.push(mount);
      else host.remove();
    }
    return mounts;
  }

  roots(): (readonly [ShadowRoot, Look])[] {
    return this.all().flatMap(({ root, slot }) => (root ? [[root, slot.look] as const] : []));
  }

  /** Returns the click data for a press. Undefined if the post has not been scanned yet. */
  postRefOf(mount: MountedButton, site: Site): PostRef | undefined {
    const { post, recipe, key, question, state, isShownByPointer } = mount;
    return key === undefined
      ? undefined
      : {
          site,
          recipe: site.posts.indexOf(recipe),
          post: new WeakRef(post),
          subject: subjectOf(mount),
          question,
          isShownByPointer: isShownByPointer || undefined,
          state,
        };
  }

  /** Returns the mount of a click, if it still belongs to that post. */
  buttonOfRef({ post, subject }: PostRef): MountedButton | undefined {
    const element = post.deref();
    const mount = element && this.on(element);
    return mount && subjectOf(mount) === subject ? mount : undefined;
  }

  add(post: Element, recipe: PostRecipe, spot: ButtonSpot): MountedButton {
    const host = this.#buttons.host(spot);
    const mount: MountedButton = {
      post,
      recipe,
      host,
      slot: spot.slot,
      state: "idle",
      key: undefined,
      question: undefined,
      isOutdated: false,
      waiting: undefined,
      root: undefined,
      isAsked: false,
      isShownByPointer: false,
    };
    (post as MarkedNode)[byPost] = mount;
    (host as MarkedNode)[byHost] = mount;
    insertHost(spot, host);
    return mount;
  }

  /** Updates the post's button to the post's current state. Undefined if the post has no place for a button. */
  settle(post: Element, found: FoundPost, isForeign: IsForeign): MountedButton | undefined {
    let mount = this.on(post);
    if (mount?.recipe !== found.recipe) {
      const spot = findSpot(post, found.recipe, isForeign);
      if (!spot) return undefined;
      if (mount) this.remove(mount);
      mount = this.add(post, found.recipe, spot);
    }
    if (!mount.root) this.#fill(mount);
    const before = mount.key;
    mount.key = keyOf(found);
    mount.question = found.question;
    const isOther = before !== mount.key;
    // The node may now show another post, whose button must not inherit the old state.
    if (mount.isOutdated || isOther) this.#bind(mount);
    if (isOther) {
      mount.isShownByPointer = before === "" && mount === this.#pointed;
      mount.isAsked = false;
    }
    mount.isOutdated = false;
    if (mount.state === "idle") this.#unmarked.add(mount);
    if (!post.contains(mount.host)) this.restore(mount, isForeign);
    return mount;
  }

  /** Puts back a host that the site removed. */
  restore({ post, recipe, host }: MountedButton, isForeign = foreignTo(post, recipe)): void {
    const spot = findSpot(post, recipe, isForeign);
    if (spot) insertHost(spot, host);
  }

  /** Call when the post of an idle button changed. Until it is inspected again, the button belongs to no post. */
  outdate(mount: MountedButton): void {
    mount.isOutdated = true;
    if (this.#automation) for (const name of ["data-subject", "data-state"]) mount.host.removeAttribute(name);
  }

  #fill(mount: MountedButton): void {
    // The site copied one of its nodes together with our host.
    const beside = mount.host.previousElementSibling;
    if (beside?.localName === tag && !this.of(beside)) beside.remove();
    // If the page defines our element's name as a custom element, it could get hold of our closed root.
    if (mount.host.matches(":defined")) return;
    try {
      mount.root = this.#buttons.fill(mount.host, mount.slot);
    } catch {
      // The page attached its own root to the host. The button then stays empty.
    }
  }

  #bind(mount: MountedButton): void {
    if (this.#automation) {
      if (mount.key) mount.host.setAttribute("data-subject", mount.key);
      else mount.host.removeAttribute("data-subject");
    }
    this.show(mount, mount.question ? "unknown" : "idle");
  }

  show(mount: MountedButton, state: ButtonState): void {
    if (mount.root && mount.state !== state) this.#buttons.show(mount.root, state);
    mount.state = state;
    if (state === "idle") this.#unmarked.add(mount);
    if (this.#automation) mount.host.setAttribute("data-state", state);
  }

  /** Shows the button of the post that is pointed at or has the focus. */
  point(at: Element): void {
    const mount = this.around(at);
    if (mount === this.#pointed) return;
    if (this.#pointed?.root) this.#buttons.setShown(this.#pointed.root, false);
    if (mount?.root) this.#buttons.setShown(mount.root, true);
    this.#pointed = mount;
  }

  focus({ root }: MountedButton): void {
    if (root) this.#buttons.focus(root);
  }

  remove(mount: MountedButton): void {
    const { post, host } = mount;
    this.#unmarked.delete(mount);
    host.remove();
    (post as MarkedNode)[byPost] = undefined;
    (host as MarkedNode)[byHost] = undefined;
  }

  /** Leaves a button that offers to reload the page. */
  removeAll(): void {
    for (const mount of this.all()) if (mount.state !== "ended") this.remove(mount);
  }
}

/** Undefined for a post whose subject is not known. */
export function subjectOf({ key, question }: MountedButton): Subject | undefined {
  return question ? undefined : key || undefined;
}

/** Returns the subject, or a substitute while only the chat's number is known; empty if neither is known. */
function keyOf({ identity, question }: FoundPost): string {
  if (question) return `telegram:message:-100${question.channelId}/${question.messageId}`;
  return identity?.subject ?? "";
}
