/** The person withdraws the extension's access to the sites in the browser, and gives it back. */

import type { Driver, SitePage } from "../../scripts/dev/drivers/driver.ts";
import { untilInFront } from "../../scripts/dev/drivers/file-report.ts";
import { expect, pollFor, test } from "../support/e2e/fixtures.ts";
import { commentAt, openWatch, watch } from "../support/e2e/watch-page.ts";

let officer: Driver;
test.beforeAll(async ({ stage }) => {
  officer = await stage.person("officer", "Petugas Contoh");
});
test.afterAll(() => officer.allowSites(true));

const comment = commentAt(1);

async function expectFormOpens(page: SitePage): Promise<void> {
  await page.bringToFront();
  await page.clickHost(comment);
  await untilInFront(page);
  await page.form.press("Escape");
  await page.waitForState(comment, "idle");
}

test("a press without access ends in the settings, which name the sites", {
  tag: "@firefox-permissions",
}, async () => {
  const page = await openWatch(officer);
  await officer.allowSites(false);
  await page.clickHost(comment);
  const settings = await officer.opened("/options.html");
  await settings.waitFor("site-access");
  expect(await settings.count("site-access")).toBe(1);
  for (const site of ["facebook", "youtube", "x", "telegram"])
    expect(
      await settings.evaluate((id) => document.querySelectorAll(`[data-site="${id}"]`).length, site),
    ).toBe(1);
  await page.waitForState(comment, "idle");
  expect(await page.formOpen()).toBe(false);

  await officer.allowSites(true);
  await settings.waitFor("sites-allowed");
  expect(await settings.text("sites-allowed")).toContain("Muat ulang");
  await settings.close();
  await expectFormOpens(page);
  await page.close();
});

test("the popup names the sites, and buttons come with the access", {
  tag: "@firefox-permissions",
}, async () => {
  await officer.allowSites(false);
  const page = await officer.open(watch);
  const popup = await officer.extensionPage("popup.html", { width: 400, height: 600 });
  await popup.waitFor("site-access");
  expect(await popup.text("site-access")).toContain("Facebook, YouTube, X, Telegram");
  expect(await page.hosts()).toEqual([]);
  await popup.click("open-site-access");
  const settings = await officer.opened("/options.html");
  await settings.waitFor("allow-sites");
  // Chromium's question cannot be answered here. Firefox's is answered by a preference of its profile.
  if (officer.name === "firefox") await settings.click("allow-sites");
  else await officer.allowSites(true);
  await settings.waitFor("sites-allowed");
  await pollFor(
    "the popup without the line",
    async () => (await popup.count("site-access")) === 0 || undefined,
  );
  await popup.close();
  await settings.close();
  await page.goto(watch);
  await page.waitForState(comment, "idle");
  await expectFormOpens(page);
  await page.close();
});
