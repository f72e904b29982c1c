/** Stands in for the browser's viewport and idle time, which happy-dom does not have. */

import { vi } from "vitest";

type Report = (entries: Partial<IntersectionObserverEntry>[]) => void;

/** The same data as the browser's, as far as the page script reads it. */
function entryOf(target: Element, isIntersecting: boolean, sidePx = 10): Partial<IntersectionObserverEntry> {
  return { target, isIntersecting, boundingClientRect: { width: sidePx, height: sidePx } as DOMRect };
}

/** Every element is near the viewport, and the page is idle at once. */
export function placeAllNear(): void {
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      readonly #report: Report;
      constructor(report: Report) {
        this.#report = report;
      }
      observe = (element: Element) => queueMicrotask(() => this.#report([entryOf(element, true)]));
      unobserve = () => undefined;
      disconnect = () => undefined;
    },
  );
  stubIdleTime();
  vi.stubGlobal("requestIdleCallback", (act: () => void) => {
    queueMicrotask(act);
    return 1;
  });
}

/**
 * No element is near until a test reports it. Returns the observed elements, those whose observation was requested
 * again meanwhile, which browsers do not answer, a function that reports one's place, and one that lets the page be idle.
 */
export function placeByHand() {
  const observed = new Set<Element>();
  const unheard: Element[] = [];
  let tell: Report = () => undefined;
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(report: Report) {
        tell = report;
      }
      observe = (element: Element) => {
        if (observed.has(element)) unheard.push(element);
        observed.add(element);
      };
      unobserve = (element: Element) => observed.delete(element);
      disconnect = () => observed.clear();
    },
  );
  const rest = stubIdleTime();
  const report = (target: Element | undefined, isIntersecting: boolean, sidePx?: number) =>
    target && tell([entryOf(target, isIntersecting, sidePx)]);
  return { observed, unheard, report, rest };
}

/** Returns a function that runs what waits for idle time, in order, and what that adds. */
function stubIdleTime(): () => void {
  const waiting: (() => void)[] = [];
  vi.stubGlobal("requestIdleCallback", (act: () => void) => waiting.push(act));
  vi.stubGlobal("cancelIdleCallback", (number: number) => {
    waiting[number - 1] = () => undefined;
  });
  let done = 0;
  return () => {
    while (done < waiting.length) waiting[done++]?.();
  };
}

/** Waits in steps: a stall of a busy machine then takes the time of one step, and not the page's time between two. */
export async function pauseInSteps(waitMs: number): Promise<void> {
  const stepMs = 10;
  for (let passedMs = 0; passedMs < waitMs; passedMs += stepMs)
    await new Promise((resolve) => setTimeout(resolve, stepMs));
}

/** Waits longer than a page takes to be calm. */
export const calm = () => pauseInSteps(250);
