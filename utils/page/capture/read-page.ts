/** The content for a form, read from the page at the moment of the request. */

import type { Opening } from "../../shared/contract/draft.ts";
import type { Problem } from "../../shared/contract/problem.ts";
import type { TakenSnapshot } from "../snapshot/snapshot.ts";

export interface PageReading {
  opening: Opening;
  /**
   * Call once the page is drawn. Returns the post's position after scrolling it into view as far as it fits.
   * `restore` undoes the scrolling.
   */
  show?(hideButtons: () => void): Promise<{ opening: Opening; restore(): void }>;
  /** Inert copies of the posts' markup, by index; made while the picture is cropped. */
  copies(): (TakenSnapshot | null)[];
  /** Indexes of the posts that have changed since they were read. */
  changed(): number[];
}

export function refusedReading(problem: Problem): PageReading {
  return { opening: { state: "refused", problem }, copies: () => [], changed: () => [] };
}
