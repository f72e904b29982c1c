/**
 * State that the button script shares with the capture script. Both run in the same isolated world and share
 * globals.
 */

import { extensionAlive } from "../../../extension/browser/browser.ts";
import { send } from "../../../extension/messages/send.ts";
import type { LinkQuestion } from "../../../shared/contract/draft.ts";
import type { Mend } from "../../../shared/contract/recipe-proposal.ts";
import type { Subject } from "../../../shared/contract/site.ts";
import type { Site } from "../site.ts";
import type { ButtonState } from "./button.ts";

export interface PostRef {
  /** The site as the button script uses it: built-in, or with recipes from a pack. */
  site: Site;
  recipe: number;
  post: WeakRef<Element>;
  /** Subject at the time of the click. Absent if the page did not reveal it. */
  subject?: Subject | undefined;
  /** Replaces the subject if the post is not known to be public. */
  question?: LinkQuestion | undefined;
  /** The page showed the post's address only while the person pointed at the post. */
  isShownByPointer?: true | undefined;
  /** Pressed with Shift: selects the post, to be reported together with others. */
  several?: true;
  /** State of the button before the click, restored if the press has no effect. */
  state: ButtonState;
}

/** Ways to select a post from outside the page: its context menu, or a keyboard shortcut while it has the focus. */
export type SelectionSource = "menu" | "keys";

/** A request without a post: to report the page itself, or to say that no post was found. */
export type PageRequest = "page" | "no-post";

/** Selection mode for several posts. Set by the capture script while it lasts. */
export interface SelectionMode {
  /** Handles a button press, which selects the post instead of opening the form. */
  press(clicked: PostRef): void;
  /** Handles a key press on one of our buttons, which the page does not receive. */
  key(event: KeyboardEvent): void;
}

export interface PageScriptState {
  /** The page's site: built-in, or with recipes from a pack. */
  readonly site: Site;
  selectionMode?: SelectionMode | undefined;
  /** Requested from outside the page. The capture script resets it. */
  selectionRequested?: boolean;
  /** Pending presses in order, at most one per button. The capture script removes them. */
  presses: PostRef[];
  /** Requested from outside the page. The capture script resets it. */
  pageRequest?: PageRequest | undefined;
  /** Presses the button of the selected post. Returns false if it has no button. */
  pressSelected?: ((by: SelectionSource) => boolean) | undefined;
  /** Switches to other recipes. */
  use(site: Site): void;
  /** Set by the structural finder: adds to the site what its recipes miss. */
  structure?: ((site: Site) => Site) | undefined;
  /** Requested from the desk: tries a mended recipe, or ends the trial. The repair script resets it. */
  trial?: Mend | "end" | undefined;
  /** Entry point of the capture script, set by its first run. Later runs find the form that is already open. */
  openForm?: (memory: PageScriptState) => Promise<void>;
  /** Shows a state on the clicked post's button, if the button still belongs to that post. */
  setState(clicked: PostRef, state: ButtonState): void;
  /** Shows states by subject on idle buttons. */
  markAll(states: ReadonlyMap<Subject, ButtonState>): void;
  /** Every post with a button, in page order. */
  posts(): PostRef[];
  focus(clicked: PostRef): void;
  /** Position in the window of the clicked post's button, if it still belongs to that post. */
  boxOf(clicked: PostRef): DOMRect | undefined;
}

declare global {
  /** Exists only in our isolated world; the page has separate globals. */
  var laporKominfo: PageScriptState | undefined;
}

/**
 * The element that a menu command or keyboard shortcut refers to: under the context menu, focused, or
 * hovered. Most likely element first. A frame handles its own content, because its hovered element is
 * unknown here.
 */
export function watchSelection(signal: AbortSignal): (by: SelectionSource) => Element[] {
  let menuOn: WeakRef<Element> | undefined;
  window.addEventListener(
    "contextmenu",
    ({ isTrusted, target }) => {
      if (isTrusted) menuOn = new WeakRef(target as Element);
    },
    { capture: true, signal },
  );
  return (by) => {
    const hovered = document.querySelectorAll(":hover");
    const focused = document.hasFocus() ? document.activeElement : null;
    const elements = by === "menu" ? [menuOn?.deref()] : [focused, hovered[hovered.length - 1]];
    return elements.filter((element) => element != null && element.localName !== "iframe") as Element[];
  };
}

/**
 * Returns a function that passes each press to the capture script. It resolves to false if the script cannot be
 * loaded.
 */
export function captureOpener(): (memory: PageScriptState) => Promise<boolean> {
  let loading: ReturnType<typeof send<"open-capture">> | undefined;
  return async (memory) => {
    loading ??= send("open-capture", {});
    const { ok } = await loading;
    if (!ok) loading = undefined;
    if (!ok || !extensionAlive()) return false;
    // A newly loaded script takes the press itself. One that was already loaded does not.
    if (memory.presses.length > 0) void memory.openForm?.(memory);
    return true;
  };
}
