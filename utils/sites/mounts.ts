/** Which button stands on which post, and what it says. */

import type { Subject } from "../contract/site.ts";
import { type Buttons, tag } from "./button.ts";
import type { ButtonState } from "./button-state.ts";
import type { Clicked } from "./clicked.ts";
import type { FoundPost } from "./find.ts";
import type { IsForeign } from "./select.ts";
import type { Look } from "./site.ts";
import { findSpot, fitOf, place, type Spot } from "./slot.ts";

export interface Mount {
  post: Element;
  host: HTMLElement;
  look: Look;
  found: FoundPost;
  state: ButtonState;
}

/**
 * Notes on nodes, in our isolated world's own view of them, which the page does not share: they live as long as the
 * node, like entries of a WeakMap, and are written in a fraction of the time.
 */
const byPost = Symbol();
const byHost = Symbol();
const holdsHost = Symbol();

interface Noted {
  [byPost]?: Mount | undefined;
  [byHost]?: Mount | undefined;
  [holdsHost]?: true;
}

export class Mounts {
  readonly #document: Document;
  readonly #buttons: Buttons;
  readonly #automation: boolean;
  #fresh: Subject[] = [];

  constructor(document: Document, buttons: Buttons, automation: boolean) {
    this.#document = document;
    this.#buttons = buttons;
    this.#automation = automation;
  }

  of(host: EventTarget | null): Mount | undefined {
    return (host as Noted | null)?.[byHost];
  }

  /** Whether one of ours may lie directly in the node. */
  holds(node: Node): boolean {
    return (node as Noted)[holdsHost] === true;
  }

  /** Those on the page now. */
  all(): Mount[] {
    return [...this.#document.querySelectorAll(tag)].flatMap((host) => this.of(host) ?? []);
  }

  looks(): (readonly [Element, Look])[] {
    return this.all().map(({ host, look }) => [host, look] as const);
  }

  /** The button of a click, if it still stands on that post. */
  clicked({ post, subject }: Clicked): Mount | undefined {
    const element = post.deref();
    const mount = (element as Noted | undefined)?.[byPost];
    return mount?.found.identity?.subject === subject ? mount : undefined;
  }

  /** Subjects that came since the last call. */
  takeFresh(): Subject[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  /** Brings a post's button in line with what the post is now; `undefined`: it gets none. */
  update(post: Element, found: FoundPost | undefined, isForeign: IsForeign): void {
    const mount = (post as Noted)[byPost];
    if (!mount) {
      if (found) this.#mount(found, isForeign);
    } else if (!found) this.drop(mount);
    else {
      if (keyOf(mount.found) !== keyOf(found)) this.#bind(mount, found);
      if (post.contains(mount.host)) return;
      const spot = findSpot(post, found.recipe, isForeign);
      if (spot) this.#place(spot, mount.host);
    }
  }

  #mount(found: FoundPost, isForeign: IsForeign): void {
    const spot = findSpot(found.element, found.recipe, isForeign);
    if (!spot) return;
    const { look } = spot.slot;
    const host = this.#buttons.make(look, fitOf(spot));
    const mount: Mount = { post: found.element, host, look, found, state: "idle" };
    (found.element as Noted)[byPost] = mount;
    (host as Noted)[byHost] = mount;
    this.#bind(mount, found);
    // A copy of one of ours that the site made when it copied a node of its own.
    const last = spot.slot.place === "after" ? spot.anchor.nextElementSibling : spot.anchor.lastElementChild;
    if (last?.localName === tag && !this.of(last)) last.remove();
    this.#place(spot, host);
  }

  #place(spot: Spot, host: Element): void {
    place(spot, host);
    if (host.parentNode) (host.parentNode as Noted)[holdsHost] = true;
  }

  /** The node shows another post now: what was said of the old one is not said of the new one. */
  #bind(mount: Mount, found: FoundPost): void {
    mount.found = found;
    if (found.identity) this.#fresh.push(found.identity.subject);
    if (this.#automation) {
      const key = keyOf(found);
      if (key) mount.host.setAttribute("data-subject", key);
      else mount.host.removeAttribute("data-subject");
    }
    this.show(mount, found.question ? "unknown" : "idle");
  }

  show(mount: Mount, state: ButtonState): void {
    if (mount.state !== state) this.#buttons.show(mount.host, mount.look, state);
    mount.state = state;
    if (this.#automation) mount.host.setAttribute("data-state", state);
  }

  focus({ host }: Mount): void {
    this.#buttons.focus(host);
  }

  activate(target: EventTarget | null): void {
    const mount = this.of(target);
    if (mount) this.#buttons.activate(mount.host, mount.look);
  }

  drop({ post, host }: Mount): void {
    host.remove();
    (post as Noted)[byPost] = undefined;
    (host as Noted)[byHost] = undefined;
  }

  removeAll(): void {
    for (const mount of this.all()) this.drop(mount);
  }
}

/** The subject, or what stands for it while only the chat's number is known; empty when not even that. */
function keyOf({ identity, question }: FoundPost): string {
  if (question) return `telegram:message:-100${question.channelId}/${question.messageId}`;
  return identity?.subject ?? "";
}
