/**
 * Protects the framed form against clickjacking. Input is refused while the form is covered, hidden or was just disturbed,
 * and "send" until the form was visible and uncovered long enough.
 */

import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { uncoveredMs } from "../../utils/extension/browser/delays.ts";

export interface ClickGuard {
  /** `uncovered`: the form is entirely visible and uncovered. */
  seen(uncovered: boolean, nowMs: number): void;
  /** Something opened over the form and the form was raised again: restarts the wait. */
  disturbed(nowMs: number): void;
  /** Milliseconds until "send" is trusted: 0 if now, Infinity while covered. */
  waitMs(nowMs: number): number;
  /** Whether input other than "send" is trusted: while uncovered, but not right after a disturbance. */
  accepts(nowMs: number): boolean;
}

/** `requiredMs`: time for which the form must have been uncovered. */
export function createClickGuard(requiredMs: number): ClickGuard {
  let sinceMs: number | undefined;
  let disturbedMs = Number.NEGATIVE_INFINITY;
  return {
    seen(uncovered, nowMs) {
      if (!uncovered) sinceMs = undefined;
      else sinceMs ??= nowMs;
    },
    disturbed(nowMs) {
      disturbedMs = nowMs;
      if (sinceMs !== undefined) sinceMs = nowMs;
    },
    waitMs(nowMs) {
      return sinceMs === undefined ? Number.POSITIVE_INFINITY : Math.max(0, sinceMs + requiredMs - nowMs);
    },
    accepts: (nowMs) => sinceMs !== undefined && nowMs - disturbedMs >= requiredMs,
  };
}

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

/** Feeds browser events to a guard. Calls back after each change and when a waiting time ends. Returns a function that stops. */
function watchVisibility(
  guard: ClickGuard,
  element: HTMLElement | null,
  onDisturbed: OnDisturbed,
  onChange: () => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let uncovered = false;
  const check = () => {
    clearTimeout(timer);
    onChange();
    const waitMs = guard.waitMs(performance.now());
    if (waitMs > 0 && Number.isFinite(waitMs)) timer = setTimeout(check, waitMs);
  };
  const update = () => {
    guard.seen(uncovered && document.visibilityState === "visible", performance.now());
    check();
  };
  const stopWatching = watchOcclusion(element, (now) => {
    uncovered = now;
    update();
  });
  const disturbed = () => {
    guard.disturbed(performance.now());
    check();
  };
  const stopListening = onDisturbed(disturbed);
  // A zoom of the page can move a button under the pointer. The form shrinks itself to its receipt, where undo must work.
  window.addEventListener("resize", () => document.querySelector(".form") && disturbed());
  document.addEventListener("visibilitychange", update);
  return () => {
    clearTimeout(timer);
    stopWatching();
    stopListening();
    document.removeEventListener("visibilitychange", update);
  };
}

const blockedEvents =
  "pointerdown mousedown touchstart click dblclick auxclick contextmenu keydown keypress beforeinput paste drop submit";

/**
 * Blocks input to the framed form while the guard does not accept it. Esc always passes, because it only closes the
 * form. Sets `data-input` on the root element to `open` or `waits`, for tests only.
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

/** True once "send" is trusted; false again when the form is covered, hidden or disturbed. */
export function useGuard(form: RefObject<HTMLElement | null>, onDisturbed: OnDisturbed): boolean {
  const [ready, setReady] = useState(false);
  const guard = useRef(createClickGuard(uncoveredMs)).current;
  const subscribe = useRef(onDisturbed).current;

  useEffect(
    () =>
      watchVisibility(guard, form.current, subscribe, () => setReady(guard.waitMs(performance.now()) === 0)),
    [form, guard, subscribe],
  );

  return ready;
}
