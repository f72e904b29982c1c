/** Acts on the desk's keys, wherever the focus is. */

import { useLayoutEffect, useRef } from "preact/hooks";
import { type KeyName, keyNames } from "../../utils/review/keys.ts";

/** What each key does here; it is given the key itself, for the digits. `false`: not now, the key is the browser's. */
export type KeyActs = Partial<Record<KeyName, (key: string) => unknown>>;

/** Parts inside a page listen on the document and so come before what holds the page, which listens on the window. */
export function useKeys(acts: KeyActs, on: EventTarget = document): void {
  const latest = useRef(acts);
  latest.current = acts;
  // Before the paint: who sees a page of ours may press its keys.
  useLayoutEffect(() => {
    const listen = (given: Event) => {
      const event = given as KeyboardEvent;
      if (event.defaultPrevented || event.isComposing || event.repeat || insideDialog(event)) return;
      const name = keyNames(event, isWriting(event.target)).find((one) => latest.current[one] !== undefined);
      if (name !== undefined && latest.current[name]?.(event.key) !== false) event.preventDefault();
    };
    on.addEventListener("keydown", listen);
    return () => on.removeEventListener("keydown", listen);
  }, []);
}

/** A sheet over the page has its own keys. */
function insideDialog(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest("dialog") !== null;
}

const tickable = new Set(["checkbox", "radio", "button", "submit"]);

/** Whether letters are letters there. */
function isWriting(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !tickable.has(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
