/** Acts on the desk's keys, wherever the focus is. */

import { useEffect, useRef } from "preact/hooks";
import { type KeyName, keyNames } from "../../utils/review/keys.ts";

/** What each key does here; it is given the key itself, for the digits. */
export type KeyActs = Partial<Record<KeyName, (key: string) => void>>;

/** Of several parts of a page that act on the same key, the one that was drawn first has it. */
export function useKeys(acts: KeyActs): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat || insideDialog(event)) return;
      const name = keyNames(event, isWriting(event.target)).find((one) => latest.current[one] !== undefined);
      if (name === undefined) return;
      event.preventDefault();
      latest.current[name]?.(event.key);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
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
