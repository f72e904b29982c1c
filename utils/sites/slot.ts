/** Puts a button where a recipe says, in a way that moves nothing of the site's. */

import type { Fit } from "./button-style.ts";
import { closest, type IsForeign, selectAll, selectOwn } from "./select.ts";
import type { PostRecipe, Slot } from "./site.ts";

export interface Spot {
  anchor: Element;
  slot: Slot;
}

/** The first slot whose anchor the post has outside its foreign parts. */
export function findSpot(post: Element, recipe: PostRecipe, isForeign: IsForeign): Spot | undefined {
  for (const slot of recipe.slots) {
    const match = slot.at ? selectOwn(post, slot.at, slot.sure ? () => false : isForeign) : post;
    const spot = match && spotFrom(match, slot, post);
    if (spot) return spot;
  }
  return undefined;
}

/** Where the slot is, when this is what its selector found. */
export function spotFrom(match: Element, slot: Slot, post: Element): Spot | undefined {
  const reached = slot.closest ? closest(match, slot.closest) : match;
  const anchor = reached && slot.beside ? cellBeside(reached, slot.beside, post) : reached;
  if (!anchor || (anchor !== match && !post.contains(anchor))) return undefined;
  return slot.place === "after" && anchor === post ? undefined : { anchor, slot };
}

/** The ancestor of the match whose parent is the smallest one that also holds `other`. */
function cellBeside(match: Element, other: string, post: Element): Element | undefined {
  let cell = match;
  // Small places first: the two mostly lie near each other.
  for (let up = match.parentElement; up; up = up.parentElement) {
    const inside = cell;
    const first = up.querySelector(other);
    if (first && (!inside.contains(first) || selectAll(up, other).some((one) => !inside.contains(one))))
      return cell;
    if (up === post) return undefined;
    cell = up;
  }
  return undefined;
}

/** Asked once per slot, since styles are slow to read: a row that lays out its children takes the button as one of them; elsewhere it lies over the place. */
export function fitOf({ anchor, slot }: Spot): Fit {
  if (slot.place === "corner" || slot.place === "cover") return slot.place;
  const row = slot.place === "append" ? anchor : anchor.parentElement;
  const display = row?.ownerDocument.defaultView?.getComputedStyle(row).display ?? "";
  return /flex/.test(display) ? "flow" : "over";
}

/** Puts the host there; returns the element it lies in. */
export function place({ anchor, slot }: Spot, host: Element): Element {
  if (slot.place === "after") anchor.after(host);
  else if (slot.place === "cover") anchor.prepend(host);
  else anchor.append(host);
  return slot.place === "after" ? (anchor.parentElement ?? anchor) : anchor;
}
