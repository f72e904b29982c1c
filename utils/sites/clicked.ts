/** What the button's script leaves for the capture script: both run in the same isolated world and share globals. */

import type { LinkQuestion } from "../contract/draft.ts";
import type { Subject } from "../contract/site.ts";
import type { ButtonState } from "./button-state.ts";
import type { Site } from "./site.ts";

export interface Clicked {
  /** As the button's script knows it: built in, or as a served pack has mended it. */
  site: Site;
  /** Place of the recipe in the site's list. */
  recipe: number;
  post: WeakRef<Element>;
  /** Which post it was when clicked; absent where the page did not tell. */
  subject?: Subject;
  /** In place of the subject where the post is not shown to be public. */
  question?: LinkQuestion;
  /** Pressed with Shift: to be marked, and reported with others. */
  several?: true;
  /** What the button said before the click, and says again when nothing comes of it. */
  state: ButtonState;
}

/** How a person points at a post from outside the page: by the menu on it, or by keys while it has the focus. */
export type Pointing = "menu" | "keys";

/** Without a post: the page itself is reported, or the form says that none was where the person pointed. */
export type Ask = "page" | "no-post";

/** Several posts are being marked: the capture script's, for as long as it lasts. */
export interface Choosing {
  /** A button was pressed; in place of its form. */
  press(clicked: Clicked): void;
  /** A key was pressed on one of our buttons, where nobody else hears it. */
  key(event: KeyboardEvent): void;
}

export interface PageMemory {
  /** The page's site: built in, or as a served pack has mended it. */
  readonly site: Site;
  choosing?: Choosing | undefined;
  /** Asked for from outside the page; the capture script takes it away. */
  several?: boolean;
  /** Presses that nothing has come of yet, in their order, one for each button; the capture script takes them away. */
  presses: Clicked[];
  /** Asked for from outside the page; the capture script takes it away. */
  asked?: Ask | undefined;
  /** As if the button of the post pointed at had been pressed; false when no button stands there. */
  pressPointed?: ((by: Pointing) => boolean) | undefined;
  /** The capture script's own entry, left by its first run: later runs find the form that is already open. */
  openForm?: (memory: PageMemory) => Promise<void>;
  /** Shows a state on the clicked post's button, if it still stands on that post. */
  setState(clicked: Clicked, state: ButtonState): void;
  /** Shows states by subject, on the buttons that say nothing of their posts yet. */
  markAll(states: ReadonlyMap<Subject, ButtonState>): void;
  /** Every post with a button, in the order of the page. */
  posts(): Clicked[];
  /** Gives the focus back to the clicked post's button. */
  focus(clicked: Clicked): void;
}

declare global {
  /** Only in our isolated world; the page has its own globals. */
  var laporKominfo: PageMemory | undefined;
}
