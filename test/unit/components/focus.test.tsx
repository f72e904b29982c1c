/** @vitest-environment happy-dom */
/** Initial focus where a browser refuses it until it shows the frame. */

import { useRef } from "preact/hooks";
import { afterEach, expect, test, vi } from "vitest";
import { useFirstFocus } from "../../../components/report/use-first-focus.ts";
import { find, show } from "../../support/components-kit.tsx";

function Asker() {
  const button = useRef<HTMLButtonElement>(null);
  useFirstFocus(button);
  return (
    <>
      <button type="button" data-testid="first" ref={button} />
      <button type="button" data-testid="other" />
    </>
  );
}

afterEach(() => vi.restoreAllMocks());

/** Like a frame that is not shown. */
function refuse(times: number) {
  const real = HTMLElement.prototype.focus;
  let left = times;
  vi.spyOn(HTMLElement.prototype, "focus").mockImplementation(function focus(this: HTMLElement) {
    if (left-- <= 0) real.call(this);
  });
}

const shown = () => show(<Asker />);

test("requests the focus until the browser grants it", async () => {
  refuse(3);
  shown();
  expect(document.activeElement).toBe(document.body);
  await vi.waitFor(() => expect(document.activeElement).toBe(find("first")));
});

test("after many failed frames waits until keys reach the form", async () => {
  refuse(61);
  vi.stubGlobal("requestAnimationFrame", (run: () => void) => {
    run();
    return 1;
  });
  shown();
  vi.unstubAllGlobals();
  expect(document.activeElement).toBe(document.body);
  dispatchEvent(new Event("focus"));
  expect(document.activeElement).toBe(find("first"));
});

test("leaves the focus on another element that has it", () => {
  shown();
  find("other").focus();
  dispatchEvent(new Event("focus"));
  expect(document.activeElement).toBe(find("other"));
});
