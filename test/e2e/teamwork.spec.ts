/** Work of several people on one desk: notes with a mention, assignment, the end of a shift, and the first steps. */

import type { Driver, Page } from "../../scripts/dev/drivers/driver.ts";
import { fillDesk } from "../../scripts/dev/drivers/fill-desk.ts";
import { apiReader, type ReadApi } from "../support/e2e/api-reader.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { askBackground } from "../support/e2e/hostile-site.ts";

test.describe.configure({ mode: "serial" });

let rini: Driver;
let budi: Driver;
let desk: Page;
let read: ReadApi;
let caseId: string;

test.beforeAll(async ({ stage }) => {
  await fillDesk(await stage.device("officer", "Petugas Contoh"), { count: 2, alike: 0 });
  rini = await stage.person("supervisor", "Rini Contoh");
  budi = await stage.person("supervisor", "Budi Contoh");
  read = await apiReader(stage.intake);
  desk = await rini.extensionPage("desk.html");
});

const actsOf = async (): Promise<string[]> =>
  (await read(`/v1/cases/${caseId}`)).log.map(({ act }: { act: string }) => act);

test("a note mentions a colleague, whose queue then lists the case", { tag: "@chromium" }, async () => {
  await desk.click("case-row");
  caseId = (await desk.attribute("case-view", "data-case")) ?? "";
  await desk.waitFor("context-notes");
  await desk.press("c");
  await desk.type("note-text", "Tolong lihat tautannya");
  await desk.select("note-mention", await colleague("note-mention", "Budi Contoh"));
  await expect.poll(() => desk.text("note-text")).toBe("Tolong lihat tautannya @Budi Contoh ");
  await desk.press("Control+Enter");
  await desk.waitFor("note");
  expect(await desk.text("note")).toContain("@Budi Contoh");
  await expect.poll(actsOf).toContain("note-added");

  const other = await budi.extensionPage("desk.html");
  await other.click("queue-mine");
  await other.click(`case-row[data-case="${caseId}"]`);
  // A case with a mention opens at its notes.
  await other.waitFor('context-notes[aria-selected="true"]');
  expect(await other.text("note")).toContain("Tolong lihat tautannya");
  await other.close();
});

test("a case is taken, assigned to a colleague, and handed over at the end of a shift", {
  tag: "@chromium",
}, async () => {
  await desk.click("assign-me");
  await expect.poll(() => desk.text("assignment")).toContain("Anda");
  await desk.click("assign-open");
  await desk.select("assign-whom", await colleague("assign-whom", "Budi Contoh"));
  await desk.click("assign-save");
  await expect.poll(() => desk.text("assignment")).toContain("Budi Contoh");

  const other = await budi.extensionPage("desk.html");
  await other.click("queue-mine");
  await other.waitFor(`case-row[data-case="${caseId}"]`);
  await other.click("hand-over-open");
  await expect.poll(() => other.text("hand-over-count")).toContain("1");
  // Without a word about the state of the work nothing is handed over.
  expect(await other.attribute("hand-over-save", "aria-disabled")).toBe("true");
  await other.select("hand-over-to", await colleague("hand-over-to", "Rini Contoh", other));
  await other.type("hand-over-note", "Tinggal unsur kedua.");
  await other.click("hand-over-save");
  await other.waitFor("hand-over-done");
  await other.close();

  await expect.poll(actsOf).toContain("case-handed-over");
  await desk.select("queue-view", "mine");
  await desk.click("queue-refresh");
  await desk.waitFor(`case-row[data-case="${caseId}"]`);
});

test("the first steps lead from enrolment to a practice report that sends nothing", {
  tag: "@chromium",
}, async ({ stage }) => {
  const beginner = await stage.person("officer", "Petugas Baru");
  const options = await beginner.extensionPage("options.html");
  await options.waitFor('welcome-pictures[data-done="false"]');
  await options.click("welcome-try");
  const form = await beginner.opened("form.html");
  await options.waitFor('welcome-practice[data-done="true"]');
  await form.bringToFront();
  // Otherwise the practice ends with its time for undo, perhaps before its receipt is read.
  await form.evaluate(() => {
    window.close = () => undefined;
  });
  await form.click("category-JUDI");
  await expect.poll(() => form.attribute("send", "aria-disabled")).toBe("false");
  await form.click("send");
  expect(await form.text("receipt")).toContain("LK-00000-00000");
  const popup = await beginner.extensionPage("popup.html");
  expect(await askBackground(popup, "list-outbox")).toEqual({ rows: [], damaged: [] });
  await options.click("welcome-done");
  await expect.poll(() => options.count("welcome")).toBe(0);
  await options.goto(await options.address());
  await options.waitFor("enrolled-as");
  expect(await options.count("welcome")).toBe(0);
});

/** The value of the colleague's option. */
async function colleague(list: string, name: string, on: Page = desk): Promise<string> {
  const find = () =>
    on.evaluate(
      ([testId, wanted]) =>
        [...document.querySelectorAll<HTMLOptionElement>(`[data-testid="${testId}"] option`)].find(
          ({ text }) => text.trim() === wanted,
        )?.value ?? "",
      [list, name] as const,
    );
  await expect.poll(find).not.toBe("");
  return find();
}
