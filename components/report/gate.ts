/** Keeps everything a person does from the framed form while it is covered, hidden or was just disturbed. */

import { limits } from "../../utils/contract/limits.ts";
import { createGuard } from "./guard.ts";
import type { OnDisturbed } from "./use-guard.ts";
import { watchCover } from "./watch-cover.ts";

const acts =
  "pointerdown mousedown touchstart click dblclick auxclick contextmenu keydown keypress beforeinput paste drop submit";
/** How often a wait is looked at. */
const lookMs = 50;

/**
 * Esc always counts: it only closes. `data-input` on the page's root says `open` or `waits`, for tests; nothing reads
 * it back.
 */
export function gateInput(app: HTMLElement, onDisturbed: OnDisturbed): void {
  const page = document.documentElement;
  const guard = createGuard(limits.uncoveredMs);
  let uncovered = false;
  const accepts = () => guard.accepts(performance.now());
  const tell = () => {
    page.dataset.input = accepts() ? "open" : "waits";
  };
  const update = () => {
    guard.seen(uncovered && document.visibilityState === "visible", performance.now());
    tell();
  };
  watchCover(app, (now) => {
    uncovered = now;
    update();
  });
  document.addEventListener("visibilitychange", update);
  onDisturbed(() => {
    guard.disturbed(performance.now());
    tell();
    const timer = setInterval(() => {
      tell();
      if (accepts()) clearInterval(timer);
    }, lookMs);
  });
  for (const type of acts.split(" ")) {
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
  tell();
}
