/** Feeds browser events to a guard: covering, page visibility and disturbances. */

import type { Guard } from "./guard.ts";
import { watchCover } from "./watch-cover.ts";

/** Subscribes to "the form was raised above something else". Returns a function that unsubscribes. */
export type OnDisturbed = (listener: () => void) => () => void;

/** Calls back after each change and when a waiting time ends. Returns a function that stops. */
export function feedGuard(
  guard: Guard,
  element: HTMLElement | null,
  onDisturbed: OnDisturbed,
  onChange: () => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let uncovered = false;
  const look = () => {
    clearTimeout(timer);
    onChange();
    const waitMs = guard.waitMs(performance.now());
    if (waitMs > 0 && Number.isFinite(waitMs)) timer = setTimeout(look, waitMs);
  };
  const update = () => {
    guard.seen(uncovered && document.visibilityState === "visible", performance.now());
    look();
  };
  const stopWatching = watchCover(element, (now) => {
    uncovered = now;
    update();
  });
  const stopListening = onDisturbed(() => {
    guard.disturbed(performance.now());
    look();
  });
  document.addEventListener("visibilitychange", update);
  return () => {
    clearTimeout(timer);
    stopWatching();
    stopListening();
    document.removeEventListener("visibilitychange", update);
  };
}
