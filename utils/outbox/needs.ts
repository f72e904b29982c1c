/** What a row says that its report still has to send, beside the files that it lists. */

import type { StoredRow } from "../contract/outbox.ts";

/** Its text goes out until the intake has acknowledged it; after that only its id and its files do. */
export function needsBody({ state, received }: StoredRow): boolean {
  return !received && state !== "undone";
}
