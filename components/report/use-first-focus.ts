/** What of the form takes keys first. */

import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

const triedFrames = 60;

/**
 * Gives an element the focus when it appears, and again when keys come to the form while nothing in it has them.
 * Firefox refuses the focus to what a frame does not show yet, and says nothing: it is asked for some frames more.
 */
export function useFirstFocus(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    let frame = 0;
    const ask = (framesLeft: number) => {
      element.current?.focus({ preventScroll: true });
      if (isFree() && framesLeft > 0) frame = requestAnimationFrame(() => ask(framesLeft - 1));
    };
    const onFocus = () => {
      cancelAnimationFrame(frame);
      if (isFree()) ask(triedFrames);
    };
    ask(triedFrames);
    addEventListener("focus", onFocus);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("focus", onFocus);
    };
  }, [element]);
}

function isFree(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
