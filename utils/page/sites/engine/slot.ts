/** Places a button by its recipe without moving any of the site's content. */

import type { PostRecipe, Slot } from "../site.ts";
import type { Fit } from "./button-style.ts";
import { closest, type IsForeign, selectAll, selectOwn } from "./select.ts";

export interface ButtonSpot {
  anchor: Element;
  slot: Slot;
}

/** Returns the first slot whose anchor exists outside the post's foreign parts. */
export function findSpot(post: Element, recipe: PostRecipe, isForeign: IsForeign): ButtonSpot | undefined {
  for (const slot of recipe.slots) {
    const match = slot.at ? selectOwn(post, slot.at, slot.sure ? () => false : isForeign) : post;
    const spot = match && spotFrom(match, slot, post);
    if (spot) return spot;
  }
  return undefined;
}

/** Resolves a slot from the match of its selector. */
export function spotFrom(match: Element, slot: Slot, post: Element): ButtonSpot | undefined {
  const reached = slot.closest ? closest(match, slot.closest) : match;
  const anchor = reached && slot.beside ? cellBeside(reached, slot.beside, post) : reached;
  if (!anchor || (anchor !== match && !post.contains(anchor))) return undefined;
  return slot.place === "after" && anchor === post ? undefined : { anchor, slot };
}

/** Returns the ancestor of the match whose parent is the smallest one that also contains `other`. */
function cellBeside(match: Element, other: string, post: Element): Element | undefined {
  let cell = match;
  // Searches small ancestors first, because the two elements are usually close together.
  for (let up = match.parentElement; up; up = up.parentElement) {
    const inside = cell;
    const first = up.querySelector(other);
    if (
      first &&
      (!inside.contains(first) || selectAll(up, other).some((element) => !inside.contains(element)))
    )
      return cell;
    if (up === post) return undefined;
    cell = up;
  }
  return undefined;
}

/**
 * Called once per slot, because reading styles is slow. In a flex or grid row the button becomes a child;
 * elsewhere it overlays the place.
 */
export function fitOf({ anchor, slot }: ButtonSpot): Fit {
  if (slot.place === "corner" || slot.place === "cover") return slot.place;
  const row = slot.place === "append" ? anchor : anchor.parentElement;
  const display = row?.ownerDocument.defaultView?.getComputedStyle(row).display ?? "";
  return /flex/.test(display) ? "flow" : "over";
}

export function insertHost({ anchor, slot }: ButtonSpot, host: Element): void {
  if (slot.place === "after") anchor.after(host);
  else if (slot.place === "cover") anchor.prepend(host);
  else anchor.append(host);
}
