/** Which events and changes of a page are heard. */

import type { Site } from "./site.ts";

/** Events on our button that the site must not take for acts on its post. */
export const kept =
  "click dblclick auxclick contextmenu mousedown mouseup pointerdown pointerup touchstart touchend keydown keypress keyup";

export function changesOf({ recycled = [] }: Site): MutationObserverInit {
  return { childList: true, subtree: true, attributes: true, attributeFilter: ["href", ...recycled] };
}
