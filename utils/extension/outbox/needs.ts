/** Decides whether a row still has to send its text, besides its listed files. */

import type { StoredRow } from "../../shared/contract/outbox.ts";

/** The text is needed until the intake has acknowledged it; afterwards only the id and the files are. */
export function needsBody({ state, received }: StoredRow): boolean {
  return !received && state !== "undone";
}
