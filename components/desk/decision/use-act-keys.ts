/** Keyboard control of a case: keys of the open panel first, then one key per act. Ignored in text fields. */

import { useLayoutEffect, useRef } from "preact/hooks";
import type { CaseAct } from "../../../utils/shared/contract/case.ts";
import { actOfKey, type KeyedAct } from "./act-keys.ts";

export interface ActKeys {
  can: readonly CaseAct[];
  /** Returns true if the open panel used the key. */
  onPanelKey(key: string): boolean;
  onAct(act: KeyedAct): void;
  /** Returns false if there was nothing to send. */
  onSend(): boolean;
  /** Returns false if there was nothing to close. */
  onEscape(): boolean;
}

export function useActKeys(keys: ActKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  // A layout effect: the listener must exist before the panel is painted, so that the first key counts.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return;
      const { current } = latest;
      if (event.key === "Escape") {
        if (current.onEscape()) event.preventDefault();
        return;
      }
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        if (event.repeat || current.onSend()) event.preventDefault();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
      if (current.onPanelKey(event.key)) return event.preventDefault();
      const act = actOfKey(current.can, event.key);
      if (act === undefined) return;
      event.preventDefault();
      current.onAct(act);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.matches("textarea, select, input:not([type=checkbox], [type=radio])") ||
      target.closest("dialog, [role=menu]") !== null)
  );
}
