/** Arrow keys move through the rows of a list, also from the controls above it and from a page without focus. */

import type { RefObject } from "preact";
import { useKeys } from "../../ui/use-keys.ts";

/** Attach the handler to the element that contains the list and its search field. `rows` selects the rows. */
export function useRowKeys(
  list: RefObject<HTMLElement | null>,
  rows = ".row",
): (event: KeyboardEvent) => void {
  const fromNowhere = (step: number) =>
    document.activeElement === document.body ? moveFocus(list.current, rows, step) : false;
  useKeys({ up: () => fromNowhere(-1), down: () => fromNowhere(1) });
  return (event) => moveFocusFrom(event, list.current, `${rows}, [type=search]`, rows);
}

/** Moves on from the focused row if the event target matches `from`. */
export function moveFocusFrom(
  event: KeyboardEvent,
  list: HTMLElement | null,
  from: string,
  rows = ".row",
): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || !(event.target instanceof HTMLElement && event.target.matches(from))) return;
  event.preventDefault();
  moveFocus(list, rows, step);
}

/** Coming from outside the list, focuses the open row first. */
function moveFocus(list: HTMLElement | null, selector: string, step: number): void {
  const rows = [...(list?.querySelectorAll<HTMLElement>(selector) ?? [])];
  const index = rows.indexOf(document.activeElement as HTMLElement);
  const open = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
  rows[index === -1 ? Math.max(open, 0) : index + step]?.focus();
}
