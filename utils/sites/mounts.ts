/** Which button stands on which post, and what it says. */

import type { Subject } from "../contract/site.ts";
import { type Buttons, tag } from "./button.ts";
import type { ButtonState } from "./button-state.ts";
import type { Clicked } from "./clicked.ts";
import type { FoundPost } from "./find.ts";
import type { IsForeign } from "./select.ts";
import type { Look, PostRecipe, Site } from "./site.ts";
import { findSpot, place, type Spot } from "./slot.ts";

export interface Mount {
  post: Element;
  recipe: PostRecipe;
  host: HTMLElement;
  look: Look;
  state: ButtonState;
  /** Absent until it was looked at for the first time. */
  found?: FoundPost;
  root?: ShadowRoot;
  /** The subject whose mark was asked for. */
  asked?: Subject;
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

  constructor(document: Document, buttons: Buttons, automation: boolean) {
    this.#document = document;
    this.#buttons = buttons;
    this.#automation = automation;
  }

  on(post: Element): Mount | undefined {
    return (post as Noted)[byPost];
  }

  /** That of the innermost post that the element lies in, or is. */
  around(element: Element): Mount | undefined {
    for (let up: Element | null = element; up; up = up.parentElement) {
      const mount = this.on(up);
      if (mount) return mount;
    }
    return undefined;
  }

  of(host: EventTarget | null): Mount | undefined {
    return (host as Noted | null)?.[byHost];
  }

  /** Whether one of ours may lie directly in the node. */
  holds(node: Node): boolean {
    return (node as Noted)[holdsHost] === true;
  }

  /** Subjects of idle buttons, each once per button: a button that returns has lost its state. */
  takeUnmarked(most: number): Subject[] {
    const taken = new Set<Subject>();
    for (const mount of this.all()) {
      const subject = mount.found?.identity?.subject;
      if (!subject || mount.state !== "idle" || mount.asked === subject || taken.size >= most) continue;
      mount.asked = subject;
      taken.add(subject);
    }
    return [...taken];
  }

  /** Those on the page now; what looks like ours and is not, such as a copy the site made, is taken away. */
  all(): Mount[] {
    const mounts: Mount[] = [];
    for (const host of this.#document.querySelectorAll(tag)) {
      const mount = this.of(host);
      if (mount) mounts.push(mount);
      else host.remove();
    }
    return mounts;
  }

  roots(): (readonly [ShadowRoot, Look])[] {
    return this.all().flatMap(({ root, look }) => (root ? [[root, look] as const] : []));
  }

  /** What a press of the button is about; undefined while its post was not looked at. */
  clickOn({ post, recipe, found, state }: Mount, site: Site): Clicked | undefined {
    return (
      found && {
        site,
        recipe: site.posts.indexOf(recipe),
        post: new WeakRef(post),
        ...(found.identity ? { subject: found.identity.subject } : {}),
        ...(found.question ? { question: found.question } : {}),
        state,
      }
    );
  }

  /** The button of a click, if it still stands on that post. */
  clicked({ post, subject }: Clicked): Mount | undefined {
    const element = post.deref();
    const mount = element && this.on(element);
    return mount?.found?.identity?.subject === subject ? mount : undefined;
  }

  /** Gives the post an empty host in its place. */
  add(post: Element, recipe: PostRecipe, spot: Spot): Mount {
    const { look } = spot.slot;
    const host = this.#buttons.host(spot);
    const mount: Mount = { post, recipe, host, look, state: "idle" };
    (post as Noted)[byPost] = mount;
    (host as Noted)[byHost] = mount;
    (place(spot, host) as Noted)[holdsHost] = true;
    return mount;
  }

  /** Brings the post's button in line with what the post is now; undefined where it has no place for one. */
  settle(post: Element, found: FoundPost, isForeign: IsForeign): Mount | undefined {
    let mount = this.on(post);
    if (mount && mount.recipe !== found.recipe) {
      this.drop(mount);
      mount = undefined;
    }
    if (!mount) {
      const spot = findSpot(post, found.recipe, isForeign);
      if (!spot) return undefined;
      mount = this.add(post, found.recipe, spot);
    }
    if (!mount.root) this.#fill(mount);
    // The node may show another post now: what was said of the old one is not said of the new one.
    if (!mount.found || keyOf(mount.found) !== keyOf(found)) this.#bind(mount, found);
    mount.found = found;
    if (!post.contains(mount.host)) {
      const spot = findSpot(post, mount.recipe, isForeign);
      if (spot) (place(spot, mount.host) as Noted)[holdsHost] = true;
    }
    return mount;
  }

  #fill(mount: Mount): void {
    // A copy of one of ours, which the site made when it copied a node of its own.
    const beside = mount.host.previousElementSibling;
    if (beside?.localName === tag && !this.of(beside)) beside.remove();
    // A page that makes our element its own would be handed our closed root.
    if (mount.host.matches(":defined")) return;
    try {
      mount.root = this.#buttons.fill(mount.host, mount.look);
    } catch {
      // The page put a root of its own there: its loss, we say nothing in it.
    }
  }

  #bind(mount: Mount, found: FoundPost): void {
    if (this.#automation) {
      const key = keyOf(found);
      if (key) mount.host.setAttribute("data-subject", key);
      else mount.host.removeAttribute("data-subject");
    }
    this.show(mount, found.question ? "unknown" : "idle");
  }

  show(mount: Mount, state: ButtonState): void {
    if (mount.root && mount.state !== state) this.#buttons.show(mount.root, state);
    mount.state = state;
    if (this.#automation) mount.host.setAttribute("data-state", state);
  }

  focus({ root }: Mount): void {
    if (root) this.#buttons.focus(root);
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
