import { expect, test } from "vitest";
import { type Page, type SitePage, until } from "./drivers/driver.ts";
import { receiptOf, untilClosed, untilInFront, untilReady } from "./file-report.ts";
import { stageForTest } from "./stage-for-test.ts";

/** Reports asked for from outside the page: by keys, and by the popup for the page itself. */
const stage = await stageForTest();
const officer = await stage.person("officer", "Petugas Contoh");
const key = await stage.intake.apiKey();

const watch = "https://www.youtube.com/watch?v=S4y0rL0d3h1";
const comment = "youtube:comment:UgzDapurLodeh00000000001AaABAg";

/** A page and, as the toolbar would open it, the popup over it: its own tab is behind the page's all along. */
async function openBoth(address: string): Promise<{ page: SitePage; popup: Page }> {
  const popup = await officer.extensionPage("popup.html", { width: 400, height: 600 });
  const page = await officer.open(address);
  await page.bringToFront();
  await popup.evaluate(() => location.reload());
  await popup.waitFor("report-page");
  return { page, popup };
}

/** The popup closes by itself, and the form is over the page. */
async function pressReport(popup: Page, page: SitePage): Promise<void> {
  await popup.click("report-page");
  await until("the form", async () => (await page.formOpen()) || undefined);
}

async function evidenceOf(subject: string) {
  const headers = { Authorization: `Bearer ${key}` };
  const at = `${stage.intake.address}/v1/cases`;
  const { cases } = await (await fetch(at, { headers })).json();
  const found = cases.find((row: { subject: string }) => row.subject === subject);
  const stored = await (await fetch(`${at}/${found.id}`, { headers })).json();
  return stored.reportList[0].evidence;
}

test("the keys report the post that has the focus", async () => {
  const page = await officer.open(watch);
  await page.waitForState(comment, "idle");
  await page.showHost(comment);
  await page.evaluate((subject) => {
    const host = document.querySelector(`lapor-kominfo[data-subject="${subject}"]`);
    host?.closest("ytd-comment-view-model")?.querySelector("a")?.focus();
  }, comment);
  await page.bringToFront();
  await officer.pressKeys();
  await untilInFront(page);
  expect(await page.hostState(comment)).toBe("opening");
  await page.form.press("Escape");
  await page.waitForState(comment, "idle");
  await page.close();
});

test("the menu reports the post that it was opened on", async () => {
  const page = await officer.open(watch);
  await page.waitForState(comment, "idle");
  await page.showHost(comment);
  await page.bringToFront();
  await page.openMenu(`ytd-comment-view-model:has([data-subject="${comment}"]) #content-text`);
  // A menu takes a moment to open.
  await until("the menu's post", () =>
    officer.chooseInMenu("Laporkan ke Kominfo").then(
      () => true,
      () => undefined,
    ),
  );
  await untilInFront(page);
  expect(await page.hostState(comment)).toBe("opening");
  await page.form.press("Escape");
  await page.waitForState(comment, "idle");
  await page.close();
});

test("where no post is, the keys say so and capture nothing", async () => {
  const page = await officer.open(watch);
  await page.waitForState(comment, "idle");
  await page.evaluate(() => {
    const field = document.createElement("input");
    document.body.prepend(field);
    field.focus();
  });
  await page.bringToFront();
  await officer.pressKeys();
  expect(await page.form.attribute("problem", "data-code")).toBe("no-post-here");
  await page.form.click("cancel");
  await untilClosed(page);
  await page.close();
});

test("the popup reports the page itself, with what is selected on it", async () => {
  const { page, popup } = await openBoth(watch);
  await page.waitForState(comment, "idle");
  await page.evaluate(() => {
    const title = document.querySelector("ytd-watch-metadata h1");
    if (title) getSelection()?.selectAllChildren(title);
  });
  await pressReport(popup, page);
  await untilInFront(page);
  const shown = await page.form.text("preview");
  expect(shown).not.toBe("");
  await page.form.click("category-JUDI");
  await untilReady(page);
  await page.form.click("send");
  await receiptOf(page);
  const subject = "youtube:video:S4y0rL0d3h1";
  const evidence = await until("the page's case", () => evidenceOf(subject).catch(() => undefined), 30_000);
  expect(evidence.fields.permalink).toEqual({ value: watch, source: "page address" });
  expect(evidence.fields.text.source).toBe("selection");
  expect(evidence.picture.state).toBe("none");
  await page.close();
});

test.each([
  ["https://www.youtube.com/results?search_query=lodeh", "subject-unknown"],
  ["https://web.telegram.org/a/#-1001700000001", "page-not-public"],
])("a page that names nothing public is refused: %s", async (address, code) => {
  const { page, popup } = await openBoth(address);
  await pressReport(popup, page);
  expect(await page.form.attribute("problem", "data-code")).toBe(code);
  await page.close();
});
