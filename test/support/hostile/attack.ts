/** One attack by a hostile page. */

/** Facts given to an attack, more than a page could find out itself. */
export interface StolenAddresses {
  /** The form's true address, with the id of the open draft or an unknown one. */
  form: string;
  extension: string;
}

/**
 * `form`: pressing the button still opens the form. `dead`: it does nothing, which only harms the page itself.
 * `waits`: the open form notices and accepts no input. `deaf`: the open form receives no input from the person.
 * `unmoved`: the open form stays as it is and accepts input. `gone`: it disappears, and the next press opens another.
 */
export type Outcome = "form" | "dead" | "waits" | "deaf" | "unmoved" | "gone";

export interface Attack {
  name: string;
  outcome: Outcome;
  /**
   * Must be self-contained. Returns whether the attack had its own effect. It adds what it found out to `loot`, and ends
   * continuous activity when `stopped` is set.
   */
  act(stolen: StolenAddresses): unknown;
}

/** Globals of the test in the page. */
declare global {
  var loot: unknown[];
  var stopped: boolean;
}
