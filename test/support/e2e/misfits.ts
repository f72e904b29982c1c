/** Checks that a screen fits: nothing is cut off or scrolls sideways, and all controls can be pressed. */

import { setTimeout } from "node:timers/promises";
import { test } from "@playwright/test";
import type { Page, Surface } from "../../../scripts/dev/drivers/driver.ts";

/** From a narrow phone to a large desktop; 640 is a window of 1280 at 200 % zoom. */
export const widths = [320, 400, 640, 800, 1024, 1280, 1440, 1920] as const;

/** Annotation of a test with the number of screens looked at, each at one width, and of misfits in them. */
export const misfitsNote = "misfits";
export interface MisfitsNote {
  looked: number;
  found: number;
}

/** Checks each width. `buttons` are test ids of controls that must be usable. */
export async function misfitsAtAllWidths(
  page: Page,
  buttons: readonly string[],
  { surface = page, at = widths }: { surface?: Surface; at?: readonly number[] } = {},
): Promise<string[]> {
  const lines: string[] = [];
  for (const width of at) {
    await page.resize({ width, height: 720 });
    await untilDrawn(surface);
    for (const misfit of await surface.evaluate(misfits, [...buttons])) lines.push(`${width}: ${misfit}`);
  }
  const note: MisfitsNote = { looked: at.length, found: lines.length };
  test.info().annotations.push({ type: misfitsNote, description: JSON.stringify(note) });
  return lines;
}

const mostDrawMs = 150;

/** A new width is laid out in the next frame. A page whose policy forbids scripts never answers. */
async function untilDrawn(surface: Surface): Promise<void> {
  const drawn = surface.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );
  await Promise.race([drawn.catch(() => undefined), setTimeout(mostDrawMs)]);
}

/** Runs in the page. */
function misfits(buttons: string[]): string[] {
  const lines: string[] = [];
  const nameOf = (element: Element) => {
    const { testid } = (element as HTMLElement).dataset ?? {};
    return `<${element.localName} class="${element.getAttribute("class") ?? ""}"${testid ? ` ${testid}` : ""}>`;
  };
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) lines.push(`the page is ${root.scrollWidth} px wide`);
  const all = [...document.querySelectorAll<HTMLElement>("body *")];
  // Text truncated by an ellipsis is cut off on purpose.
  const inDotted = new Set(
    all
      .filter(
        (element) =>
          getComputedStyle(element).textOverflow === "ellipsis" &&
          element.getBoundingClientRect().right <= innerWidth,
      )
      .flatMap((element) => [element, ...element.querySelectorAll("*")]),
  );
  const parts = all.filter(
    (element) =>
      element.checkVisibility() &&
      !element.closest(".hidden-text, .hidden, svg, select, input, textarea") &&
      !inDotted.has(element),
  );
  for (const element of parts) {
    const { overflowX } = getComputedStyle(element);
    const { right, width, left } = element.getBoundingClientRect();
    const isControl = element.matches("button, a.button, [role=radio], [role=tab]");
    if (isControl && element.scrollWidth > element.clientWidth + 1)
      lines.push(`${nameOf(element)} is narrower than its text`);
    const isCut = overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
    if (isCut) lines.push(`${nameOf(element)} shows ${element.clientWidth} of ${element.scrollWidth} px`);
    if (width > 1 && (right > innerWidth + 1 || left < -1))
      lines.push(`${nameOf(element)} goes from ${Math.round(left)} to ${Math.round(right)}`);
  }
  const scrollerOf = (element: Element): Element => {
    const up = element.parentElement;
    if (!up) return element;
    return getComputedStyle(up).overflowY === "visible" ? scrollerOf(up) : up;
  };
  // Sticky and floating parts cover others on purpose.
  const floats = (element: Element): boolean =>
    ["sticky", "fixed", "absolute"].includes(getComputedStyle(element).position) ||
    (element.parentElement !== null && floats(element.parentElement));
  const controls = all
    .filter((element) => element.matches("button, a, input:not(.hidden-text), select, textarea, summary"))
    // A link that wraps within a sentence has a box around all its lines.
    .filter((element) => getComputedStyle(element).display !== "inline")
    .filter((element) => element.checkVisibility() && !element.closest(".hidden-text") && !floats(element))
    .map((element) => ({ element, box: element.getBoundingClientRect(), scroller: scrollerOf(element) }));
  for (const [at, one] of controls.entries())
    for (const other of controls.slice(at + 1)) {
      if (one.scroller !== other.scroller || one.element.contains(other.element)) continue;
      const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (width > 2 && height > 2) lines.push(`${nameOf(one.element)} overlaps ${nameOf(other.element)}`);
    }
  for (const button of buttons) {
    const element = document.querySelector<HTMLElement>(`[data-testid="${button}"]`);
    element?.scrollIntoView({ block: "center" });
    const box = element?.getBoundingClientRect();
    const top = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (!element || !top || !(element.contains(top) || top.contains(element)))
      lines.push(`${button} is out of view`);
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const inNode =
      node instanceof Element
        ? ["title", "aria-label", "alt"].map((name) => (node as Element).getAttribute(name) ?? "").join()
        : (node.nodeValue ?? "");
    // Allows our own isolates (FSI and PDI). Controls in text by others must have been removed.
    if (/[\u061C\u200E\u200F\u202A-\u202E\u2066\u2067]|⟨FSI⟩/u.test(inNode))
      lines.push(`a direction control acts in ${node.parentElement ? nameOf(node.parentElement) : ""}`);
  }
  return [...new Set(lines)].slice(0, 12);
}
