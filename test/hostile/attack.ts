/** What one attack of a hostile page is. */

/** What the test tells an act: more than a page could ever find out. */
export interface Stolen {
  /** The form's true address, with the id of the draft that is open, or of none. */
  form: string;
  /** The extension's true id. */
  extension: string;
}

/**
 * `form`: a press of the button still opens the form. `dead`: it does nothing, which is the page's own loss.
 * `waits`: the open form notices and takes nothing. `deaf`: the open form gets nothing of what the person does.
 * `unmoved`: the open form stays as it is and takes input. `gone`: it is gone, and the next press opens another.
 */
export type Outcome = "form" | "dead" | "waits" | "deaf" | "unmoved" | "gone";

export interface Attack {
  name: string;
  outcome: Outcome;
  /**
   * Self-contained. Gives whether its own effect was seen; what it found out it adds to `loot`, what keeps going it
   * ends when `stopped` is set.
   */
  act(stolen: Stolen): unknown;
}

/** Globals of the test in the page. */
declare global {
  var loot: unknown[];
  var stopped: boolean;
}
