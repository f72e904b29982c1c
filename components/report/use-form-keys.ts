/** Keyboard control of the form: keys pick a category, Ctrl+Enter sends, Esc goes back or cancels. */

import type { CategoryCode } from "../../utils/shared/contract/category.ts";
import { categoryOfKey } from "../../utils/shared/policy/categories.ts";
import { useKeyDown } from "../ui/use-keys.ts";

export interface FormKeys {
  onPick(code: CategoryCode): void;
  onSend(event: KeyboardEvent): void;
  onEscape(): void;
}

export function useFormKeys(keys: FormKeys): void {
  useKeyDown((event) => handle(event, keys));
}

/** Returns true if the form uses the key. */
function handle(event: KeyboardEvent, { onPick, onSend, onEscape }: FormKeys): boolean {
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
  const code = modified || event.altKey || isTyping(event.target) ? undefined : categoryOfKey(event.key);
  if (code === undefined) return false;
  onPick(code);
  return true;
}

function isTyping(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.matches("textarea, select, input:not([type=checkbox])");
}
