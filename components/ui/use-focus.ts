/** Moves the keyboard focus before the browser paints: a key that comes earlier would act elsewhere. */

import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
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
