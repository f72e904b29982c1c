/** @vitest-environment happy-dom */
/** The page's address names the open item of the desk. */

import { act } from "preact/test-utils";
import { beforeEach, expect, test, vi } from "vitest";
import { CaseLink } from "../../../components/desk/case/CasePane.tsx";
import { IntakeContext } from "../../../components/ui/use-place.ts";
import { address, click, find, press, seek, settle, show } from "../../support/components-kit.tsx";
import { caseOpen, Desk, rowOf } from "../../support/queue-kit.tsx";

/** Follows an address, as the browser does for Back, a bookmark or a typed address. */
async function visit(path: string): Promise<void> {
  await act(async () => address.navigate(path));
  await settle();
}

const written = vi.fn(async (_: string) => undefined);
beforeEach(() => {
  written.mockReset();
  Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: written } });
});

test("opening a case changes the address and adds a history entry", async () => {
  await new Desk([rowOf("a"), rowOf("b")]).open();
  await click("case-row");
  expect(caseOpen()).toBe("a");
  await press("n");
  expect(caseOpen()).toBe("b");
  expect(address.history).toEqual(["/", "/cases/a", "/cases/b"]);
  await press("Escape");
  expect(address.history.at(-1)).toBe("/cases");
});

test("an address opens its case, also one that the list does not show", async () => {
  await visit("/cases/z");
  await new Desk([rowOf("a")]).open();
  expect(caseOpen()).toBe("z");
  await visit("/cases/a");
  expect(caseOpen()).toBe("a");
  await visit("/cases");
  expect(seek("case-view")).toBeNull();
});

test("a receipt number leads to its case, and Back does not return to the number", async () => {
  const desk = new Desk([rowOf("a"), rowOf("b")]);
  desk.numbers = { "LK-5Y5TB-0A1B2": "b" };
  await desk.open();
  await visit("/cases/LK-5Y5TB-0A1B2");
  expect(caseOpen()).toBe("b");
  expect(address.history).toEqual(["/", "/cases/b"]);
});

test("shows a problem for an unknown receipt number and opens nothing", async () => {
  const desk = new Desk([rowOf("a")]);
  await visit("/cases/LK-00000-00000");
  await desk.open();
  expect(desk.opened).toEqual([]);
  expect(document.body.textContent).toContain("Yang diminta tidak ada");
});

test("copies the case's address at the intake, and shows it if the browser refuses", async () => {
  const link = "https://lapor.example.go.id/buka#/cases/LK-5Y5TB-0A1B2";
  await show(
    <IntakeContext value="https://lapor.example.go.id">
      <CaseLink id="LK-5Y5TB-0A1B2" />
    </IntakeContext>,
  );
  await press("y");
  expect(written).toHaveBeenCalledWith(link);
  expect(find("case-link-said").textContent).toContain("tersalin");
  written.mockRejectedValue(new Error("refused"));
  await click("copy-case-link");
  expect(find("case-link-said").textContent).toContain("lapor.example.go.id/buka#/cases/LK-5Y5TB-0A1B2");
});

test("the next two cases are read while the open one is looked at, each once, and again if it changed since", async () => {
  const desk = new Desk(["a", "b", "c", "d", "e"].map((id) => rowOf(id)));
  await desk.open();
  await click("case-row");
  expect(desk.opened).toEqual(["a", "b", "c"]);
  await press("n");
  expect(caseOpen()).toBe("b");
  expect(desk.opened).toEqual(["a", "b", "c", "d"]);
  desk.pages = [["a", "b", "c", "d", "e"].map((id) => rowOf(id, id === "c" ? { version: 9 } : {}))];
  await click("queue-refresh");
  await press("n");
  expect(caseOpen()).toBe("c");
  expect(desk.opened).toEqual(["a", "b", "c", "d", "c", "e"]);
});

test("a case that is still being read ahead is not asked for again", async () => {
  const answer = Promise.withResolvers<void>();
  const desk = new Desk(["a", "b", "c"].map((id) => rowOf(id)));
  desk.waitForCase = { b: answer.promise };
  await desk.open();
  await click("case-row");
  await press("n");
  expect(caseOpen()).toBe("b");
  expect(seek("facts")).toBeNull();
  answer.resolve();
  await settle();
  expect(seek("facts")).not.toBeNull();
  expect(desk.opened).toEqual(["a", "b", "c"]);
});

test("reading ahead claims and reveals nothing, and leaves out groups", async () => {
  const group = { id: "g", cases: 2, why: "text" } as const;
  const desk = new Desk([rowOf("a"), rowOf("g1", { group }), rowOf("g2", { group }), rowOf("b"), rowOf("c")]);
  await desk.open();
  await click("case-row");
  expect(desk.opened).toEqual(["a", "b"]);
  expect(desk.claims).toEqual(["take a"]);
  expect(desk.revealed).toEqual([]);
});
