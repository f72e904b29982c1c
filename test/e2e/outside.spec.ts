/** Reports that start outside the post's button: by keys, the context menu and the popup. */

import type { Driver, Page, SitePage } from "../../scripts/dev/drivers/driver.ts";
import { sendForm, untilClosed, untilInFront } from "../../scripts/dev/drivers/file-report.ts";
import { apiReader } from "../support/e2e/api-reader.ts";
import { caseOf } from "../support/e2e/case-of.ts";
import { chooseInMenu } from "../support/e2e/context-menu.ts";
import { readCaptured } from "../support/e2e/draft.ts";
import { expect, pollFor, test } from "../support/e2e/fixtures.ts";
import { commentAt, openWatch, watch } from "../support/e2e/watch-page.ts";

let officer: Driver;
test.beforeAll(async ({ stage }) => {
  officer = await stage.person("officer", "Petugas Contoh");
});

const comment = commentAt(1);

/** Opens a page and the popup for it. The popup's tab stays in the background, so the page's tab is the active one. */
async function openWithPopup(address: string): Promise<{ page: SitePage; popup: Page }> {
  const popup = await officer.extensionPage("popup.html", { width: 400, height: 600 });
  const page = await officer.open(address);
  await page.bringToFront();
  await popup.evaluate(() => location.reload());
  await popup.waitFor("report-page");
  return { page, popup };
}

/** Presses the popup's report button, which closes the popup and opens the form over the page. */
async function pressReport(popup: Page, page: SitePage): Promise<void> {
  await popup.click("report-page");
  await expect.poll(() => page.formOpen(), "the form").toBe(true);
}

async function expectFormOpensAndCloses(page: SitePage): Promise<void> {
  await untilInFront(page);
  expect(await page.hostState(comment)).toBe("opening");
  await page.form.press("Escape");
  await page.waitForState(comment, "idle");
  await page.close();
}

test("opens the form for the focused post by the keyboard shortcut", { tag: "@firefox-keys" }, async () => {
  const page = await openWatch(officer);
  await page.showHost(comment);
  await page.evaluate((subject) => {
    const host = document.querySelector(`lapor-kominfo[data-subject="${subject}"]`);
    host?.closest("ytd-comment-view-model")?.querySelector("a")?.focus();
  }, comment);
  await page.bringToFront();
  await officer.pressKeys();
  await expectFormOpensAndCloses(page);
});

test("opens the form for the post under the context menu", { tag: "@firefox-keys" }, async () => {
  const page = await openWatch(officer);
  await page.showHost(comment);
  await page.bringToFront();
  await page.openMenu(`ytd-comment-view-model:has([data-subject="${comment}"]) #content-text`);
  await chooseInMenu(officer, "Laporkan ke Kominfo");
  await expectFormOpensAndCloses(page);
});

test("refuses the keyboard shortcut where no post has the focus", { tag: "@firefox-keys" }, async () => {
  const page = await openWatch(officer);
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

test("reports the page and its selected text from the popup", { tag: "@firefox-messages" }, async ({
  stage,
}) => {
  const { page, popup } = await openWithPopup(watch);
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
  await sendForm(page);
  const read = await apiReader(stage.intake);
  const { reportList } = await pollFor("the page's case", () => caseOf(read, "youtube:video:S4y0rL0d3h1"));
  const { evidence } = reportList[0];
  expect(evidence.fields.permalink).toEqual({ value: watch, source: "page address" });
  expect(evidence.fields.text.source).toBe("selection");
  expect(evidence.picture.state).toBe("none");
  await page.close();
});

test("captures no other page again that the site has gone on to", { tag: "@chromium" }, async () => {
  const { page, popup } = await openWithPopup(watch);
  // A weakness, for which the form offers another capture.
  await page.evaluate(() => document.documentElement.classList.add("translated-ltr"));
  await pressReport(popup, page);
  await untilInFront(page);
  await page.evaluate(() => history.pushState(null, "", "/watch?v=B1cycl3Mlg9"));
  await page.form.click("capture-again");
  expect(await page.form.attribute("problem", "data-code")).toBe("post-changed");
  expect((await readCaptured(page)).evidence.subject).toBe("youtube:video:S4y0rL0d3h1");
  await page.evaluate(() => history.back());
  await expect.poll(() => page.address()).toBe(watch);
  await page.form.click("capture-again");
  await expect.poll(() => page.form.text("captured-again")).not.toBe("");
  await page.close();
});

const refusals = [
  ["https://www.youtube.com/results?search_query=lodeh", "subject-unknown"],
  ["https://web.telegram.org/a/#-1001700000001", "page-not-public"],
] as const;
for (const [address, code] of refusals)
  test(`refuses to report ${address} from the popup: ${code}`, { tag: "@chromium" }, async () => {
    const { page, popup } = await openWithPopup(address);
    await pressReport(popup, page);
    expect(await page.form.attribute("problem", "data-code")).toBe(code);
    await page.close();
  });
