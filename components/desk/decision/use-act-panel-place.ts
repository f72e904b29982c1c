/** The panel of an open act: focused, in view, and in a narrow window a sheet over the case. */

import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useFocusFallback } from "../../ui/use-focus.ts";
import { useWide } from "../../ui/use-wide.ts";
import type { KeyedAct } from "./act-keys.ts";

export interface ActPanelPlace {
  panel: RefObject<HTMLElement | null>;
  /** The panel lies over the lower part of the window (`decide.css`). */
  isSheet: boolean;
}

/** `busy`: the act that is being sent. */
export function useActPanelPlace(open: KeyedAct | undefined, busy: KeyedAct | undefined): ActPanelPlace {
  const panel = useRef<HTMLElement>(null);
  const holdFocus = useFocusFallback();
  const wasUsed = useRef(false);
  const isWide = useWide();
  const isSheet = !isWide && open !== undefined;
  useLayoutEffect(() => (isSheet ? inertBehind(panel.current) : undefined), [isSheet]);
  // A layout effect: later it would take the focus from the reason that the person writes already.
  useLayoutEffect(() => {
    if (!open) return;
    if (isWide) panel.current?.scrollIntoView({ block: "nearest" });
    panel.current?.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  }, [open]);
  useLayoutEffect(() => {
    holdFocus(panel.current);
    return () => holdFocus(null);
  }, []);
  useLayoutEffect(() => {
    // The button that sent it was disabled meanwhile.
    if (!open && !busy && document.activeElement === document.body && wasUsed.current)
      panel.current?.focus({ preventScroll: true });
    wasUsed.current = open !== undefined || busy !== undefined;
  }, [open, busy]);
  return { panel, isSheet };
}

/**
 * Makes the case behind the sheet inert, so that neither Tab nor a press leads there. The evidence stays usable: its words
 * are selected to be quoted, and its files are opened, while the decision is written. Returns the undo.
 */
function inertBehind(panel: HTMLElement | null): () => void {
  const view = panel?.closest(".case");
  if (!panel || !view) return () => undefined;
  const live = [panel, ...view.querySelectorAll(".evidence")];
  const changed = [...partsWithout(view, live)].filter((part) => !part.inert);
  for (const part of changed) part.inert = true;
  return () => {
    for (const part of changed) part.inert = false;
  };
}

/** The largest parts of an element that contain none of the live ones. */
function* partsWithout(element: Element, live: readonly Element[]): Generator<HTMLElement> {
  for (const child of element.children) {
    if (live.includes(child)) continue;
    if (live.some((node) => child.contains(node))) yield* partsWithout(child, live);
    else if (child instanceof HTMLElement) yield child;
  }
}
