/** Keyboard: the desk's shortcuts, independent of focus, and Escape. */

import { useLayoutEffect, useRef } from "preact/hooks";
import { type KeyName, keyNames } from "../../utils/extension/desk/keyboard-shortcuts.ts";

/** Handlers by key name; they get the typed key and where it was typed. Returning `false` leaves the key to the browser. */
export type KeyActs = Partial<Record<KeyName, (key: string, target: EventTarget | null) => unknown>>;

/** Components inside a page listen on the document and so precede the page's container, which listens on the window. */
export function useKeys(acts: KeyActs, on: EventTarget = document): void {
  const latest = useRef(acts);
  latest.current = acts;
  // A layout effect: keys must work as soon as the page is painted.
  useLayoutEffect(() => {
    const listen = (given: Event) => {
      const event = given as KeyboardEvent;
      if (event.defaultPrevented || event.isComposing || event.repeat || isDialogOpen()) return;
      const name = keyNames(event, isWriting(event.target)).find(
        (keyName) => latest.current[keyName] !== undefined,
      );
      if (name !== undefined && latest.current[name]?.(event.key, event.target) !== false)
        event.preventDefault();
    };
    on.addEventListener("keydown", listen);
    return () => on.removeEventListener("keydown", listen);
  }, []);
}

/**
 * Handles keys on the document, except those of an open dialog. `handle` returns true if it used the key. A layout
 * effect: the listener must exist before the page is painted, so that the first key counts.
 */
export function useKeyDown(handle: (event: KeyboardEvent) => boolean): void {
  const latest = useRef(handle);
  latest.current = handle;
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || isDialogOpen()) return;
      if (latest.current(event)) event.preventDefault();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

/** An open dialog has its own keys. All are modal: a key pressed while nothing in it has the focus is still the dialog's. */
function isDialogOpen(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

/** Ctrl+Enter in a field outside a panel, such as a note or the search, must not send what the panel holds. */
export function isInOtherField(target: EventTarget | null, panel: HTMLElement | null): boolean {
  const isField = target instanceof HTMLElement && target.matches("textarea, select, input");
  return isField && !panel?.contains(target);
}

const tickable = new Set(["checkbox", "radio", "button", "submit"]);

/** True for elements in which letter keys type text. */
export function isWriting(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !tickable.has(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

export function useEscape(onEscape: () => void): void {
  const latest = useRef(onEscape);
  latest.current = onEscape;
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
