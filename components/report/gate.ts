/** Blocks input to the framed form while it is covered, hidden or was just disturbed (clickjacking). */

import { uncoveredMs } from "../../utils/extension/browser/delays.ts";
import { type OnDisturbed, watchVisibility } from "./feed-guard.ts";
import { createClickGuard } from "./guard.ts";

const blockedEvents =
  "pointerdown mousedown touchstart click dblclick auxclick contextmenu keydown keypress beforeinput paste drop submit";

/**
 * Esc always passes, because it only closes the form. Sets `data-input` on the root element to `open` or `waits`, for
 * tests only.
 */
export function blockUntrustedInput(app: HTMLElement, onDisturbed: OnDisturbed): void {
  const page = document.documentElement;
  const guard = createClickGuard(uncoveredMs);
  const accepts = () => guard.accepts(performance.now());
  const tell = () => {
    page.dataset.input = accepts() ? "open" : "waits";
  };
  for (const type of blockedEvents.split(" ")) {
    window.addEventListener(
      type,
      (event) => {
        if (accepts() || (event as KeyboardEvent).key === "Escape") return;
        event.preventDefault();
        event.stopImmediatePropagation();
      },
      { capture: true, passive: false },
    );
  }
  watchVisibility(guard, app, onDisturbed, tell);
  tell();
}
