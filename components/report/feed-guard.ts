/** Feeds browser events to a guard: covering, page visibility and disturbances. */

import type { ClickGuard } from "./guard.ts";

/** Subscribes to "the form was raised above something else". Returns a function that unsubscribes. */
export type OnDisturbed = (listener: () => void) => () => void;

/** IntersectionObserver v2 also detects covering elements. Only Chromium has it. */
interface EntryV2 extends IntersectionObserverEntry {
  isVisible?: boolean;
}

interface InitV2 extends IntersectionObserverInit {
  trackVisibility: true;
  /** Milliseconds between notifications; the minimum is 100. */
  delay: number;
}

/**
 * Chromium sometimes does not notify a frame of a change within `delay` of the last notification. "Send" would then stay
 * disabled, or enabled under a cover. Observing again at this interval forces a notification.
 */
const observeAgainMs = 250;

/**
 * Observes whether an element of the framed form is entirely visible and, where the browser supports it,
 * uncovered.
 */
function watchOcclusion(element: HTMLElement | null, tell: (uncovered: boolean) => void): () => void {
  if (!element) return () => undefined;
  const v2 = "isVisible" in IntersectionObserverEntry.prototype;
  const options: InitV2 | IntersectionObserverInit = v2
    ? ({ threshold: [0, 0.5, 0.95, 1], trackVisibility: true, delay: 100 } satisfies InitV2)
    : { threshold: [0, 0.5, 0.95, 1] };
  const observer = new IntersectionObserver((entries) => {
    const last: EntryV2 | undefined = entries.at(-1);
    if (!last) return;
    tell(last.intersectionRatio >= 0.95 && (!v2 || last.isVisible === true));
  }, options);
  observer.observe(element);
  const again = setInterval(() => {
    observer.disconnect();
    observer.observe(element);
  }, observeAgainMs);
  return () => {
    clearInterval(again);
    observer.disconnect();
  };
}

/** Calls back after each change and when a waiting time ends. Returns a function that stops. */
export function watchVisibility(
  guard: ClickGuard,
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
  const stopWatching = watchOcclusion(element, (now) => {
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
