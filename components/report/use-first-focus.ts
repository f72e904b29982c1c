import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

const maxFrames = 60;

/**
 * Focuses an element when it appears, and again when the frame gets the focus while none of its elements has it.
 * Firefox silently refuses to focus inside a frame that is not rendered yet, so the call is repeated for some frames.
 */
export function useFirstFocus(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    let frame = 0;
    const ask = (framesLeft: number) => {
      element.current?.focus({ preventScroll: true });
      if (isFocusFree() && framesLeft > 0) frame = requestAnimationFrame(() => ask(framesLeft - 1));
    };
    const onFocus = () => {
      cancelAnimationFrame(frame);
      if (isFocusFree()) ask(maxFrames);
    };
    ask(maxFrames);
    addEventListener("focus", onFocus);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("focus", onFocus);
    };
  }, [element]);
}

function isFocusFree(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
