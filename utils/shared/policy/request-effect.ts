/**
 * Compares the outcome at an address with the request. Removed, withheld here and private are different
 * outcomes.
 */

import type { ActionCode } from "../contract/category.ts";
import type { Effect, PageState } from "../contract/outcome-check.ts";
import type { ContentState, ItemOutcome, RequestKind } from "../contract/request-state.ts";

export interface RequestedAction {
  kind: RequestKind;
  action: ActionCode;
}

/**
 * `more` or `less` than requested. `hidden`: by its owner, who can show it again. `none`: unchanged.
 * `not-visible`: for reduced distribution, which cannot be observed from outside.
 */
const effects = {
  restore: {
    available: "as-asked",
    removed: "none",
    withheld: "none",
    private: "none",
    unknown: "unknown",
  },
  reduceReach: {
    available: "not-visible",
    removed: "more",
    withheld: "more",
    private: "more",
    unknown: "not-visible",
  },
  withholdHere: {
    available: "none",
    removed: "more",
    withheld: "as-asked",
    private: "hidden",
    unknown: "unknown",
  },
  remove: {
    available: "none",
    removed: "as-asked",
    withheld: "less",
    private: "hidden",
    unknown: "unknown",
  },
} as const satisfies Record<string, Record<ContentState, Effect>>;

export function effectOf({ kind, action }: RequestedAction, seen: ContentState): Effect {
  if (kind === "restore") return effects.restore[seen];
  if (action === "TURUNKAN_JANGKAUAN") return effects.reduceReach[seen];
  return action === "BATAS_WILAYAH" ? effects.withholdHere[seen] : effects.remove[seen];
}

/** Private content does not count: its owner can show it again. */
export function isAsRequested(requested: RequestedAction, seen: ContentState): boolean {
  const effect = effectOf(requested, seen);
  return effect === "as-asked" || (effect === "more" && seen !== "private");
}

/** If a geoblock was requested, "restricted in Indonesia" means that the platform complied. */
export function answerAbout<T extends ItemOutcome>({ kind, action }: RequestedAction, said: T): T | "acted" {
  return kind === "order" && action === "BATAS_WILAYAH" && said === "restricted" ? "acted" : said;
}

/** A person states only what the page leaves open, and nothing of a page that asks to sign in. */
export function mayState({ seen, names }: Pick<PageState, "seen" | "names">): boolean {
  return seen === "unknown" && names.length > 0;
}
