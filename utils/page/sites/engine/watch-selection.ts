/** The element that a menu command or keyboard shortcut refers to: under the context menu, focused, or hovered. */

import type { SelectionSource } from "./post-ref.ts";

/** Most likely element first. A frame handles its own content, because its hovered element is unknown here. */
export function watchSelection(signal: AbortSignal): (by: SelectionSource) => Element[] {
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
