/** Arrow keys walk the rows of a list, also from what stands above it, and from a page that nothing has the focus on. */

import type { RefObject } from "preact";
import { useKeys } from "../shared/use-keys.ts";

/** The handler goes on what holds the list and its search field. */
export function useRowKeys(list: RefObject<HTMLElement | null>): (event: KeyboardEvent) => void {
  const fromNowhere = (step: number) =>
    document.activeElement === document.body ? walk(list.current, ".row", step) : false;
  useKeys({ up: () => fromNowhere(-1), down: () => fromNowhere(1) });
  return (event) => walkOn(event, list.current, ".row, [type=search]");
}

/** Goes on from the row that the key was pressed on, where `from` fits it. */
export function walkOn(event: KeyboardEvent, list: HTMLElement | null, from: string, rows = ".row"): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || !(event.target instanceof HTMLElement && event.target.matches(from))) return;
  event.preventDefault();
  walk(list, rows, step);
}

/** From outside the list, first to the row that is open. */
function walk(list: HTMLElement | null, selector: string, step: number): void {
  const rows = [...(list?.querySelectorAll<HTMLElement>(selector) ?? [])];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const open = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
  rows[at === -1 ? Math.max(open, 0) : at + step]?.focus();
}
