/** Marking several posts and reporting them together as a set. */

import { automationBuildWithRealWaits } from "../../scripts/dev/drivers/builds.ts";
import type { Driver, SitePage } from "../../scripts/dev/drivers/driver.ts";
import { untilClosed, untilInFront, untilReady } from "../../scripts/dev/drivers/file-report.ts";
import { pressBar, readBar, untilMarked } from "../../scripts/dev/drivers/selection-bar.ts";
import { apiReader } from "../support/e2e/api-reader.ts";
import { caseOf } from "../support/e2e/case-of.ts";
import { chooseInMenu } from "../support/e2e/context-menu.ts";
import { expect, pollFor, test } from "../support/e2e/fixtures.ts";
import { readAfter } from "../support/e2e/receipt.ts";
import { commentAt, openWatch } from "../support/e2e/watch-page.ts";

let officer: Driver;
test.beforeAll(async ({ stage }) => {
  officer = await stage.person("officer", "Petugas Contoh");
});

/** Waits until what must not appear would be there. */
const waitForAbsence = () => new Promise((resolve) => setTimeout(resolve, 500));

/** Focuses a post's button with Tab, from the site's own button before it. */
async function focusHost(page: SitePage, subject: string): Promise<void> {
  await page.showHost(subject);
  await page.evaluate((wanted) => {
    const host = document.querySelector(`lapor-kominfo[data-subject="${wanted}"]`);
    host?.parentElement?.querySelector<HTMLElement>("#reply-button-end button")?.focus();
  }, subject);
  await page.press("Tab");
}

const untilBarGone = (page: SitePage) => expect.poll(() => readBar(page), "the bar").toBeUndefined();

const marked = async (page: SitePage) =>
  (await page.hosts()).filter(({ state }) => state === "selected").map(({ subject }) => subject);

test("marks posts by mouse and keyboard and ends by Escape or the bar", {
  tag: "@firefox-keys",
}, async () => {
  const page = await openWatch(officer);
  await page.clickHost(commentAt(1), "Shift");
  await untilMarked(page, 1);
  await page.waitForState(commentAt(1), "selected");
  // While posts are being marked, a plain press marks and a second one unmarks.
  await page.clickHost(commentAt(2));
  await untilMarked(page, 2);
  await page.clickHost(commentAt(2));
  await untilMarked(page, 1);
  await page.waitForState(commentAt(2), "idle");
  // Shift marks everything in between in page order, as in a list of files.
  await page.clickHost(commentAt(4), "Shift");
  const between = (await page.hosts()).map(({ subject }) => subject);
  const wanted = between.slice(between.indexOf(commentAt(1)), between.indexOf(commentAt(4)) + 1);
  await expect
    .poll(() => marked(page), "marked posts")
    .toEqual(wanted.filter((subject) => subject.startsWith("youtube:comment:")));
  expect(await page.evaluate(() => String(getSelection()))).toBe("");
  await pressBar(page, "cancel");
  await untilBarGone(page);
  await expect.poll(() => marked(page), "marked posts").toEqual([]);

  await focusHost(page, commentAt(5));
  await page.press("Shift+Enter");
  await untilMarked(page, 1);
  await focusHost(page, commentAt(6));
  await page.press(" ");
  await untilMarked(page, 2);
  await page.press(" ");
  await untilMarked(page, 1);
  await page.press("Shift+ ");
  await untilMarked(page, 2);
  await page.press("Escape");
  await untilBarGone(page);
  await expect.poll(() => marked(page), "marked posts").toEqual([]);
  await page.close();
});

test("starts from popup and context menu with nothing marked", { tag: "@firefox-keys" }, async () => {
  const popup = await officer.extensionPage("popup.html", { width: 400, height: 600 });
  const page = await openWatch(officer);
  await page.bringToFront();
  await popup.evaluate(() => location.reload());
  await popup.waitFor("choose-several");
  await popup.click("choose-several");
  await untilMarked(page, 0);
  await page.clickHost(commentAt(1));
  await untilMarked(page, 1);
  await expect.poll(() => marked(page), "marked posts").toEqual([commentAt(1)]);
  await page.press("Escape");
  await untilBarGone(page);

  await page.openMenu("#content-text");
  await chooseInMenu(officer, "Pilih beberapa kiriman");
  await untilMarked(page, 0);
  await pressBar(page, "cancel");
  await untilBarGone(page);
  await page.close();
});

test("reports a marked post after its element shows another post", { tag: "@chromium" }, async () => {
  const page = await openWatch(officer);
  await page.clickHost(commentAt(2), "Shift");
  await untilMarked(page, 1);
  await page.evaluate((subject) => {
    const host = document.querySelector(`lapor-kominfo[data-subject="${subject}"]`);
    const link = host?.closest("ytd-comment-view-model")?.querySelector<HTMLAnchorElement>('a[href*="lc="]');
    if (link) link.href = link.href.replace(/lc=[^&]+/, "lc=UgzKomentarLain0000000001AaABAg");
  }, commentAt(2));
  await page.waitForState("youtube:comment:UgzKomentarLain0000000001AaABAg", "idle");
  // The mark must not move to the new post.
  await waitForAbsence();
  expect(await marked(page)).toEqual([]);
  await untilMarked(page, 1);
  await pressBar(page, "report");
  await untilInFront(page);
  expect(await page.form.attribute("set-post", "data-subject")).toBe(commentAt(2));
  await page.form.press("Escape");
  await untilClosed(page);
  await untilMarked(page, 1);
  await page.close();
});

test("leaves out a post that changed since it was marked and reports that", {
  tag: "@chromium",
}, async () => {
  const page = await openWatch(officer);
  await page.clickHost(commentAt(1), "Shift");
  await page.clickHost(commentAt(2));
  await untilMarked(page, 2);
  await page.evaluate((subject) => {
    const host = document.querySelector(`lapor-kominfo[data-subject="${subject}"]`);
    const text = host?.closest("ytd-comment-view-model")?.querySelector("#content-text");
    if (text) text.textContent = "Kalimat yang sama sekali lain.";
  }, commentAt(2));
  await pressBar(page, "report");
  await untilInFront(page);
  await expect.poll(() => page.form.count("set-post"), "posts of the set").toBe(1);
  expect(await page.form.text("set-dropped")).toContain("1 kiriman tidak ikut");
  await page.close();
});

test("undoes a whole set; sent again, each post becomes its own case of the same set", {
  tag: "@firefox-outbox",
}, async ({ stage }) => {
  // The short hold may be over before a busy machine presses the button for undo.
  const extension = automationBuildWithRealWaits(stage.browser);
  const other = await stage.person("officer", "Petugas Kedua", { extension });
  const page = await openWatch(other);
  const chosen = [commentAt(3), commentAt(4), commentAt(5)];
  await page.clickHost(commentAt(3), "Shift");
  await page.clickHost(commentAt(4));
  await focusHost(page, commentAt(5));
  await page.press("Shift+Enter");
  const all = await pollFor("the marks of all chosen posts", async () => {
    const now = await marked(page);
    return chosen.every((subject) => now.includes(subject)) ? now : undefined;
  });
  await untilMarked(page, all.length);

  await page.press("Control+Enter");
  await untilInFront(page);
  await page.form.press("3");
  await untilReady(page);
  await page.form.type("note", "Banjir komentar promosi judi.");
  await page.form.click("send");
  await readAfter(page, "undone", () => page.form.click("undo"));
  await untilClosed(page);
  await untilMarked(page, all.length);

  await pressBar(page, "report");
  await untilInFront(page);
  await expect.poll(() => page.form.count("set-post"), "posts of the set").toBe(all.length);
  await page.form.click("category-JUDI");
  await untilReady(page);
  const receipt = await readAfter(page, "receipt", () => page.form.click("send"));
  expect(receipt.text).toContain(`${all.length} laporan tersimpan`);
  expect(receipt.rows).toBe(all.length);
  for (const subject of all) await page.waitForState(subject, "sent");
  await untilBarGone(page);
  await other.close();

  const read = await apiReader(stage.intake);
  const numbers = new Set<string>();
  for (const subject of all) {
    const { reportList: reports } = await caseOf(read, subject);
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject({ category: "JUDI", sentWith: all.length - 1 });
    expect(reports[0].evidence.subject).toBe(subject);
    expect(reports[0].note).toBeUndefined();
    numbers.add(reports[0].number);
  }
  expect(numbers.size).toBe(all.length);
});

test("ignores marks and bar presses from the page", { tag: "@firefox-form-guard" }, async () => {
  const page = await openWatch(officer);
  await page.evaluate((subject) => {
    const host = document.querySelector(`lapor-kominfo[data-subject="${subject}"]`);
    host?.dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: true }));
  }, commentAt(1));
  await waitForAbsence();
  expect(await readBar(page)).toBeUndefined();
  await page.clickHost(commentAt(1), "Shift");
  await untilMarked(page, 1);
  const seen = await page.evaluate((subject) => {
    const bar = document.querySelector<HTMLElement>("lapor-kominfo-bar");
    bar?.click();
    bar?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }));
    bar?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    document.querySelector<HTMLElement>(`lapor-kominfo[data-subject="${subject}"]`)?.click();
    return bar?.shadowRoot ?? null;
  }, commentAt(1));
  expect(seen).toBeNull();
  await waitForAbsence();
  expect(await page.formOpen()).toBe(false);
  await untilMarked(page, 1);
  await page.close();
});

test("gives posts in view a picture cut from the tab's, and none to posts out of view", {
  tag: "@firefox-picture",
}, async () => {
  await officer.grantAllUrls();
  const page = await openWatch(officer);
  await page.clickHost(commentAt(1), "Shift");
  await page.clickHost(commentAt(6));
  await untilMarked(page, 2);
  await page.resize({ width: 1280, height: 300 });
  await page.showHost(commentAt(6));
  await focusHost(page, commentAt(6));
  await page.press("Control+Enter");
  await untilInFront(page);
  await page.form.click("set-details");
  expect(await page.form.text("panel-back")).toContain("Kembali");
  expect(await page.form.evaluate(() => document.querySelector(".panel img"))).toBeNull();
  await page.form.press("Escape");
  await page.form.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-testid="set-details"]')].at(-1)?.click(),
  );
  const size = await pollFor("the picture", () =>
    page.form.evaluate(() => {
      const image = document.querySelector<HTMLImageElement>(".panel img");
      return image?.complete ? [image.naturalWidth, image.naturalHeight] : undefined;
    }),
  );
  expect(size[0]).toBeGreaterThan(300);
  expect(size[1]).toBeGreaterThan(40);
  await page.close();
});
