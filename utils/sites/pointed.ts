/** Which element a person means who asks by the menu or by keys: the one under the menu, with the focus, or hovered. */

import type { Pointing } from "./clicked.ts";

/** The likeliest first. A frame within the page answers for itself: what the pointer is on there is unknown here. */
export function watchPointing(signal: AbortSignal): (by: Pointing) => Element[] {
  let menuOn: WeakRef<Element> | undefined;
  window.addEventListener(
    "contextmenu",
    ({ isTrusted, target }) => {
      if (isTrusted) menuOn = new WeakRef(target as Element);
    },
    { capture: true, signal },
  );
  return (by) => {
    const hovered = document.querySelectorAll(":hover");
    const focused = document.hasFocus() ? document.activeElement : null;
    const elements = by === "menu" ? [menuOn?.deref()] : [focused, hovered[hovered.length - 1]];
    return elements.filter((element) => element != null && element.localName !== "iframe") as Element[];
  };
}
