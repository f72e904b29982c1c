/** Keyboard control of the form: keys pick a category or a sub-reason, Ctrl+Enter sends, Esc goes back or cancels. */

import type { CategoryCode } from "../../utils/shared/contract/category.ts";
import { categoryOfKey } from "../../utils/shared/policy/categories.ts";
import { useKeyDown } from "../ui/use-keys.ts";

export interface FormKeys {
  onPick(code: CategoryCode): void;
  /** Receives every other key without a modifier. Returns true if it is that of a sub-reason. */
  onLetter(key: string): boolean;
  onSend(event: KeyboardEvent): void;
  onEscape(): void;
}

export function useFormKeys(keys: FormKeys): void {
  useKeyDown((event) => handle(event, keys));
}

/** Returns true if the form uses the key. */
function handle(event: KeyboardEvent, { onPick, onLetter, onSend, onEscape }: FormKeys): boolean {
  if (event.key === "Escape") {
    // In a text field Esc only leaves the field.
    if (isTyping(event.target)) event.target.blur();
    else onEscape();
    return true;
  }
  const modified = event.ctrlKey || event.metaKey;
  if (event.key === "Enter" && modified) {
    if (!event.repeat) onSend(event);
    return true;
  }
  if (modified || event.altKey || isTyping(event.target)) return false;
  const code = categoryOfKey(event.key);
  if (code === undefined) return onLetter(event.key);
  onPick(code);
  return true;
}

function isTyping(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.matches("textarea, select, input:not([type=checkbox])");
}
