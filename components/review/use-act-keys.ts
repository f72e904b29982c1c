/** A case by keyboard: the keys of the open panel first, then one key for each act; never while somebody types. */

import { useLayoutEffect, useRef } from "preact/hooks";
import type { CaseAct } from "../../utils/contract/case.ts";
import { actOfKey, type KeyedAct } from "./act-keys.ts";

export interface ActKeys {
  can: readonly CaseAct[];
  /** True when the open panel took the key. */
  onPanelKey(key: string): boolean;
  onAct(act: KeyedAct): void;
  /** False when there was nothing to send. */
  onSend(): boolean;
  /** False when there was nothing to leave. */
  onEscape(): boolean;
}

export function useActKeys(keys: ActKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  // Before the panel is seen: the first key a person presses counts.
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
