/**
 * Compares the outcome at an address with the request. Removed, withheld here and private are different
 * outcomes.
 */

import type { ActionCode } from "../contract/category.ts";
import type { Effect } from "../contract/outcome-check.ts";
import type { ContentState, RequestKind } from "../contract/request-state.ts";

export interface RequestedAction {
  kind: RequestKind;
  action: ActionCode;
}

/**
 * `more` or `less` than requested. `hidden`: by its owner, who can show it again. `none`: unchanged.
 * `not-visible`: for reduced distribution, which cannot be observed from outside.
 */
export function effectOf({ kind, action }: RequestedAction, seen: ContentState): Effect {
  if (kind === "restore") return seen === "available" ? "as-asked" : seen === "unknown" ? "unknown" : "none";
  if (action === "TURUNKAN_JANGKAUAN")
    return seen === "available" || seen === "unknown" ? "not-visible" : "more";
  if (seen === "unknown") return "unknown";
  if (seen === "available") return "none";
  if (seen === "private") return "hidden";
  if (action === "BATAS_WILAYAH") return seen === "withheld" ? "as-asked" : "more";
  return seen === "removed" ? "as-asked" : "less";
}

/** Private content does not count: its owner can show it again. */
export function isAsRequested(requested: RequestedAction, seen: ContentState): boolean {
  const effect = effectOf(requested, seen);
  return effect === "as-asked" || (effect === "more" && seen !== "private");
}
