/** What has the focus may go away with its own press: then the part around it takes it, and keys and readers go on from there. */

import type { RefObject } from "preact";
import { useCallback, useRef } from "preact/hooks";

/** For the part's `ref`; `taker`: what in it takes the focus, where that is not the part itself. It needs a tabindex. */
export function useHeldFocus(taker?: RefObject<HTMLElement | null>): (part: HTMLElement | null) => void {
  const stop = useRef<() => void>(undefined);
  return useCallback((part) => {
    stop.current?.();
    stop.current = part
      ? hold(part, () => (taker?.current ?? part).focus({ preventScroll: true }))
      : undefined;
  }, []);
}

/** Of parts within parts the innermost is asked, while it is there itself. */
const innermost = new WeakMap<Event, HTMLElement>();

function hold(part: HTMLElement, take: () => void): () => void {
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
    // Whoever took it meanwhile keeps it.
    if (isOurs && document.activeElement === document.body) take();
  });
  part.addEventListener("focusin", note);
  observer.observe(part, { childList: true, subtree: true });
  return () => {
    part.removeEventListener("focusin", note);
    observer.disconnect();
  };
}
