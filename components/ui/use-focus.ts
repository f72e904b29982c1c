/** Keeps the keyboard focus where the next key belongs: before the browser paints, because a key may come at once. */

import type { RefObject } from "preact";
import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";
import { isWriting } from "./use-keys.ts";

/** Returns a function that focuses what `find` returns once the state that was set beside it is drawn. */
export function useFocusNext(): (find: () => HTMLElement | null | undefined) => void {
  const wanted = useRef<() => HTMLElement | null | undefined>(undefined);
  const [, draw] = useState(0);
  useLayoutEffect(() => {
    const find = wanted.current;
    wanted.current = undefined;
    find?.()?.focus();
  });
  return (find) => {
    wanted.current = find;
    draw((count) => count + 1);
  };
}

/**
 * Focuses the heading of what was opened, whenever a part of `opened` changes. Not while the person types elsewhere: the
 * rest of the word would become commands.
 */
export function useHeadingFocus(
  heading: RefObject<HTMLElement | null>,
  opened: readonly unknown[],
  options?: FocusOptions,
): void {
  useLayoutEffect(() => {
    if (!isWriting(document.activeElement)) heading.current?.focus(options);
  }, opened);
}

/**
 * Moves the focus to the surrounding part when the focused element disappears. Pass the result as the part's `ref`.
 * `taker` gets the focus instead of the part; it needs a tabindex.
 */
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
