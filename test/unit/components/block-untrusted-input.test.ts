/** @vitest-environment happy-dom */
/** The framed form accepts no input while it is covered or was just disturbed, and its timers stay bounded. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { blockUntrustedInput } from "../../../components/report/click-guard.ts";

let look: (entries: { intersectionRatio: number; isVisible: boolean }[]) => void;
let disturb: () => void;
let observed: number;
const clicked = vi.fn();
const says = () => document.documentElement.dataset.input;
const see = (isVisible: boolean) => look([{ intersectionRatio: 1, isVisible }]);

beforeEach(() => {
  vi.useFakeTimers();
  class Observer {
    constructor(seen: typeof look) {
      look = seen;
    }
    observe() {
      observed += 1;
    }
    disconnect() {}
  }
  observed = 0;
  vi.stubGlobal("IntersectionObserver", Observer);
  vi.stubGlobal("IntersectionObserverEntry", { prototype: { isVisible: true } });
  clicked.mockReset();
  document.body.addEventListener("click", clicked);
  blockUntrustedInput(document.body, (listener) => {
    disturb = listener;
    return () => undefined;
  });
});

afterEach(() => {
  document.body.removeEventListener("click", clicked);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("accepts a click while uncovered, and only some time after a disturbance", () => {
  expect(says()).toBe("waits");
  see(true);
  expect(says()).toBe("open");
  document.body.click();
  expect(clicked).toHaveBeenCalledOnce();
  disturb();
  document.body.click();
  expect([says(), clicked.mock.calls.length]).toEqual(["waits", 1]);
  vi.advanceTimersByTime(500);
  expect(says()).toBe("open");
});

test("keeps at most one timer on a page that disturbs endlessly or stays covered", () => {
  // The polling timer always runs.
  const always = vi.getTimerCount();
  see(true);
  for (let times = 0; times < 50; times++) disturb();
  expect(vi.getTimerCount()).toBe(always + 1);
  see(false);
  for (let times = 0; times < 50; times++) disturb();
  expect(vi.getTimerCount()).toBe(always);
  expect(says()).toBe("waits");
});

test("polls a browser that reports no visibility changes, while the form is open", () => {
  expect(observed).toBe(1);
  vi.advanceTimersByTime(1_000);
  expect(observed).toBe(5);
});
