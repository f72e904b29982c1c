/** The key "?" on screens without keys of their own. Does not need the table of keys, which most people never open. */

import { useEffect, useRef } from "preact/hooks";

/** `onHelp` returns false if the screen has its own list. Not called while the person types or in a dialog. */
export function useHelpKey(onHelp: () => unknown): void {
  const latest = useRef(onHelp);
  latest.current = onHelp;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { target, key, defaultPrevented } = event;
      const isElsewhere = target instanceof Element && target.closest("input, textarea, select, dialog");
      if (key !== "?" || defaultPrevented || isElsewhere) return;
      if (latest.current() !== false) event.preventDefault();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}
