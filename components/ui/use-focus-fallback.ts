/** Keeps the keyboard focus near when the focused element disappears: moves it to the surrounding part. */

import type { RefObject } from "preact";
import { useCallback, useRef } from "preact/hooks";

/** Pass the result as the part's `ref`. `taker` gets the focus instead of the part; it needs a tabindex. */
export function useFocusFallback(taker?: RefObject<HTMLElement | null>): (part: HTMLElement | null) => void {
  const stop = useRef<() => void>(undefined);
  return useCallback((part) => {
    stop.current?.();
    stop.current = part
      ? watchFocusLoss(part, () => (taker?.current ?? part).focus({ preventScroll: true }))
      : undefined;
  }, []);
}

/** The innermost of nested parts takes the focus if it still exists. */
const innermost = new WeakMap<Event, HTMLElement>();

function watchFocusLoss(part: HTMLElement, take: () => void): () => void {
  let last: { element: EventTarget | null; within: HTMLElement } | undefined;
  const note = (event: FocusEvent) => {
    const within = innermost.get(event) ?? part;
    innermost.set(event, within);
    last = { element: event.target, within };
  };
  const observer = new MutationObserver(() => {
    if (!last || !(last.element instanceof Element) || last.element.isConnected) return;
    const isOurs = last.within === part || !last.within.isConnected;
    last = undefined;
    // Does not steal the focus from an element that got it meanwhile.
    if (isOurs && document.activeElement === document.body) take();
  });
  part.addEventListener("focusin", note);
  observer.observe(part, { childList: true, subtree: true });
  return () => {
    part.removeEventListener("focusin", note);
    observer.disconnect();
  };
}
