/** @vitest-environment happy-dom */
/** Keyboard focus after a screen opens, and when new parts appear while a person types. */

import { useRef } from "preact/hooks";
import { afterEach, expect, test, vi } from "vitest";
import { useFirstFocus } from "../../../components/report/use-first-focus.ts";
import { KeysHelp } from "../../../components/ui/KeysHelp.tsx";
import { ZoomedPicture } from "../../../components/ui/ZoomedPicture.tsx";
import { fail, type Result } from "../../../utils/shared/contract/result.ts";
import { Intake, whole } from "../../support/case-kit.tsx";
import { address, click, find, paint, press, settle, show, type } from "../../support/components-kit.tsx";
import { Desk, rowOf } from "../../support/queue-kit.tsx";

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

/** Presses a key and waits for no frame, as a fast typist does. */
async function pressAtOnce(key: string): Promise<void> {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  (document.activeElement ?? document.body).dispatchEvent(event);
  await Promise.resolve();
}

test("a key that opens a field is followed by words, not by acts", async () => {
  await new Intake({ ...whole, notes: [] }).open();
  await pressAtOnce("c");
  expect(document.activeElement).toBe(find("note-text"));
  (document.activeElement as HTMLElement).blur();
  await pressAtOnce("s");
  expect(document.activeElement?.closest("[data-testid=decide]")).not.toBeNull();
  await pressAtOnce("u");
  expect(document.activeElement).toBe(find("decide-reason"));
  // The reason field must still have the focus after the next frame.
  await settle();
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(document.activeElement).toBe(find("decide-reason"));
});

test("a case that arrives late leaves the focus in the search", async () => {
  const desk = new Desk([rowOf("a")]);
  const arrival = Promise.withResolvers<void>();
  desk.waitForCase = { b: arrival.promise };
  address.navigate("/cases/b");
  await desk.open();
  find("queue-search").focus();
  arrival.resolve();
  await settle();
  expect(find("case-view").dataset.state).toBe("open");
  expect(document.activeElement).toBe(find("queue-search"));
});

test("Esc leads from a case that is not in the list to a row of the list", async () => {
  address.navigate("/cases/b");
  await new Desk([rowOf("a")]).open();
  await press("Escape");
  await vi.waitFor(() => expect(document.activeElement).toBe(find("case-row")));
});

test("sheets are modal, and take keys, as soon as they are painted", async () => {
  const ignored = () => undefined;
  paint(<KeysHelp places={["case"]} onClose={ignored} />);
  expect((find("keys-help") as HTMLDialogElement).open).toBe(true);
  const picture = { title: "Gambar", address: "blob:x", widthPx: 60, grey: false };
  paint(<ZoomedPicture pictures={[picture]} first={0} onClose={ignored} />);
  expect((find("zoomed") as HTMLDialogElement).open).toBe(true);
  await pressAtOnce("+");
  expect(find("zoomed").dataset.zoom).not.toBe("fit");
});

test("a sent question leaves the focus at the case's acts", async () => {
  await new Intake({ ...whole, can: ["ask"] }).open();
  await press("p");
  await type("decide-reason", "Dari mana tautannya?");
  find("decide-ask").focus();
  await click("decide-ask");
  expect(find("decide").dataset.open).toBeUndefined();
  expect(document.activeElement).toBe(find("decide"));
});

test("a pressed button that goes away leaves the focus in the case", async () => {
  const intake = new Intake();
  await intake.open();
  find("assign-me").focus();
  intake.view = { ...whole, assigned: { to: "Saya", own: true, by: "Saya", at: whole.lastAt } };
  await click("assign-me");
  expect(document.activeElement).toBe(find("case-view").querySelector("h2"));
});

test("a decision that could not be sent leaves the focus on its button", async () => {
  const intake = new Intake({ ...whole, can: ["ask"] });
  await intake.open();
  await press("p");
  await type("decide-reason", "Dari mana tautannya?");
  const answer = Promise.withResolvers<Result<unknown>>();
  intake.answer = answer.promise as never;
  find("decide-ask").focus();
  await click("decide-ask");
  expect((find("decide-ask") as HTMLButtonElement).disabled).toBe(false);
  answer.resolve(fail("offline"));
  await settle();
  expect(find("problem").dataset.code).toBe("offline");
  expect(document.activeElement).toBe(find("decide-ask"));
});

test("a decision that could not be sent shows why above the panel's foot", async () => {
  const seen: Element[] = [];
  const scroll = vi.spyOn(HTMLElement.prototype, "scrollIntoView").mockImplementation(function scroll(
    this: HTMLElement,
  ) {
    seen.push(this);
  });
  const intake = new Intake({ ...whole, can: ["ask"] });
  await intake.open();
  await press("p");
  await type("decide-reason", "Dari mana tautannya?");
  intake.answer = fail("offline");
  seen.length = 0;
  await click("decide-ask");
  expect(seen.some((part) => part.contains(find("problem")))).toBe(true);
  scroll.mockRestore();
});
