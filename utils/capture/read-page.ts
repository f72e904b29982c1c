/** What a form is about, as it is on the page at the moment it was asked for. */

import type { Opening } from "../contract/draft.ts";
import type { Problem } from "../contract/problem.ts";
import type { TakenSnapshot } from "./snapshot/snapshot.ts";

export interface ReadPage {
  opening: Opening;
  /** Once the page is drawn: where its post is, scrolled into view as far as it fits; `restore` puts the page back. */
  show?(hideButtons: () => void): Promise<{ opening: Opening; restore(): void }>;
  /** Inert copies of its posts' markup, by their places in the opening; made while the picture is cut. */
  copies(): (TakenSnapshot | null)[];
  /** Places in the opening of the posts that read otherwise by now. */
  changed(): number[];
}

export function refusedPage(problem: Problem): ReadPage {
  return { opening: { state: "refused", problem }, copies: () => [], changed: () => [] };
}
