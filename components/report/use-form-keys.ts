/** Keyboard control of the form: keys pick a category, Ctrl+Enter sends, Esc goes back or cancels. */

import { useLayoutEffect, useRef } from "preact/hooks";
import type { CategoryCode } from "../../utils/shared/contract/category.ts";
import { categoryOfKey } from "../../utils/shared/policy/categories.ts";

export interface FormKeys {
  onPick(code: CategoryCode): void;
  onSend(event: KeyboardEvent): void;
  onEscape(): void;
}

export function useFormKeys(keys: FormKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  // A layout effect: the listener must exist before the form is painted, so that the first key counts.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return;
      if (event.key === "Escape") {
        event.preventDefault();
        // In a text field Esc only leaves the field.
        if (isTyping(event.target)) event.target.blur();
        else latest.current.onEscape();
        return;
      }
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        if (!event.repeat) latest.current.onSend(event);
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const code = categoryOfKey(event.key);
      if (code === undefined) return;
      event.preventDefault();
      latest.current.onPick(code);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

function isTyping(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.matches("textarea, select, input:not([type=checkbox])");
}
