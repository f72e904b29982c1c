/** Recipe packs in open browsers: new recipes, switched-off sites and classifiers arrive without a new extension. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Driver, SitePage } from "../../scripts/dev/drivers/driver.ts";
import { fileReport, openForm, untilClosed } from "../../scripts/dev/drivers/file-report.ts";
import { checkoutContents } from "../../scripts/release/recipes/contents.ts";
import { modelOf } from "../support/classifier-kit.ts";
import { apiReader } from "../support/e2e/api-reader.ts";
import { caseOf } from "../support/e2e/case-of.ts";
import { expect, pollFor, test } from "../support/e2e/fixtures.ts";
import { shoot } from "../support/e2e/shoot.ts";

let officer: Driver;
let folder: string;
test.beforeAll(async ({ stage }) => {
  officer = await stage.person("officer", "Petugas Contoh");
  folder = mkdtempSync(join(tmpdir(), "lapor-recipes-"));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const home = "https://x.com/home";

/** Writes a pack whose recipe also finds X's posts under another name, and returns its path. */
function packFor(name: string): string {
  const sites = checkoutContents();
  const text = JSON.stringify({ sites: { x: sites.x } });
  const path = join(folder, `${name}.json`);
  writeFileSync(
    path,
    text.replaceAll('article[data-testid=\\"tweet\\"]', `article[data-testid=\\"${name}\\"]`),
  );
  return path;
}

/** Changes the page as a redesign of the site does: posts have another name, and our buttons are gone. */
async function rename(page: SitePage, name: string): Promise<void> {
  await page.evaluate((testId) => {
    for (const post of document.querySelectorAll("article")) post.dataset.testid = testId;
    for (const host of document.querySelectorAll("lapor-kominfo")) host.remove();
  }, name);
}

/** Fetches recipes from the settings, as they do hourly by themselves, until the version is in use. */
async function updateTo(version: number): Promise<void> {
  const options = await officer.extensionPage("options.html");
  // A check that is under way may have read the earlier version, so it is repeated.
  const check = async () => {
    await options.click("recipes-check");
    return options.attribute("recipes-version", "data-version");
  };
  await expect.poll(check, "the recipes' version").toBe(String(version));
  await options.close();
}

/** Goes to another address of the page without loading it: pages are counted, and structure is tried, once per address. */
async function goTo(page: SitePage, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, "", to);
    // Only going back fires an event in every browser.
    history.pushState(null, "", "?");
    history.back();
  }, path);
}

/** Longer than the structural finder needs. The first test measures it, because a busy machine is slower. */
let finderMs = 1_000;

/** Proves that no button appears. */
async function expectNoButtons(page: SitePage): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, finderMs));
  expect(await page.hosts()).toEqual([]);
}

const subjectsOf = async (page: SitePage) => (await page.hosts()).map((host) => host.subject);

test("finds the posts of a changed page by their addresses, and says so in form and evidence", {
  tag: "@firefox-messages",
}, async ({ stage }) => {
  const page = await officer.open(home);
  // Quotes another post. The other tests report the first post.
  const subject = "x:post:1993210000000000103";
  await page.waitForState(subject, "idle");
  const before = await subjectsOf(page);
  await rename(page, "ubahan");
  await goTo(page, "/home?susunan=1");
  const startMs = Date.now();
  await page.waitForState(subject, "idle");
  finderMs = Math.max(finderMs, 2 * (Date.now() - startMs));
  const subjects = await subjectsOf(page);
  expect(new Set(subjects).size).toBe(subjects.length);
  expect(before).toEqual(expect.arrayContaining(subjects));

  await openForm(page, subject);
  expect(await page.form.text("quality-by-structure")).toContain("Ditemukan dari susunan halaman");
  await page.form.click("category-JUDI");
  await page.form.click("override");
  await page.form.click("send");
  await page.waitForState(subject, "sent");
  const { reportList } = await caseOf(await apiReader(stage.intake), subject);
  expect(reportList[0].evidence).toMatchObject({ subject, quality: ["by-structure"] });

  await goTo(page, "/messages/1993");
  await expect.poll(() => page.hosts(), "buttons beside a private chat").toEqual([]);
  await expectNoButtons(page);
  await page.close();

  const nameless = await officer.open(home);
  await nameless.waitForState(subject, "sent");
  await rename(nameless, "ubahan");
  await nameless.evaluate(() => {
    for (const link of document.querySelectorAll('a[href*="/status/"]')) link.removeAttribute("href");
  });
  await goTo(nameless, "/home?susunan=2");
  await expectNoButtons(nameless);
  await nameless.close();
});

test("returns buttons to an open, changed page with a new pack, and removes them when the site is off", {
  tag: "@firefox-messages",
}, async ({ stage }) => {
  const page = await officer.open(home);
  const subject = await pollFor("a button", async () => (await page.hosts())[0]?.subject || undefined);
  await page.waitForState(subject, "idle");
  await rename(page, "kiriman");

  const version = await stage.intake.recipes("publish", packFor("kiriman"));
  await updateTo(version);
  await page.waitForState(subject, "idle");
  const again = await page.hosts();
  expect(new Set(again.map((host) => host.subject)).size).toBe(again.length);

  await fileReport(page, subject, "JUDI");
  await page.waitForState(subject, "sent");
  const { reportList } = await caseOf(await apiReader(stage.intake), subject);
  expect(reportList[0].evidence).toMatchObject({ recipeVersion: version, fields: { text: {} }, quality: [] });

  await updateTo(await stage.intake.recipes("off", "--site", "x"));
  await expect.poll(() => page.hosts(), "buttons").toEqual([]);
  const other = await officer.open(home);
  await rename(other, "ubahan");
  await goTo(other, "/home?susunan=3");
  await expectNoButtons(other);

  // Buttons by structure on an open page go when the site is switched off, and do not return.
  await updateTo(await stage.intake.recipes("on", "--site", "x"));
  await goTo(other, "/home?susunan=4");
  await other.waitForState("x:post:1993210000000000102", "idle");
  await updateTo(await stage.intake.recipes("off", "--site", "x"));
  await expect.poll(() => other.hosts(), "buttons by structure").toEqual([]);
  await goTo(other, "/home?susunan=5");
  await expectNoButtons(other);
  await other.close();

  await updateTo(await stage.intake.recipes("on", "--site", "x"));
  await page.waitForState(subject, "sent");
  await page.close();
});

test("shows the classifier's suggestion in the form without choosing a category", {
  tag: "@chromium",
}, async ({ stage }) => {
  await updateTo(await stage.intake.recipes("publish"));
  const page = await officer.open(home);
  const subject = "x:post:1993210000000000102";
  await page.waitForState(subject, "idle");
  await openForm(page, subject);
  expect(await page.form.count("suggested")).toBe(0);
  await page.form.press("Escape");
  await untilClosed(page);

  const file = join(folder, "model.json");
  writeFileSync(
    file,
    JSON.stringify(modelOf("BONUS MEMBER BARU 100% 🎰 Main slot di RajaKoin77, modal 10 ribu")),
  );
  await updateTo(await stage.intake.recipes("publish", "--model", file));
  await openForm(page, subject);
  expect(await page.form.text("suggested")).toMatch(/^mungkin: judi online \(0,\d\d?\)/);
  expect(await page.form.count('category-JUDI[aria-checked="true"]')).toBe(0);
  expect(await page.form.attribute("send", "aria-disabled")).toBe("true");
  await shoot(page, "suggested");
  await page.form.press("Escape");
  await untilClosed(page);
  await page.close();

  const options = await officer.extensionPage("options.html");
  expect(await options.text("recipes-model")).toContain("97");
  await options.close();
});

test("reads a new page by the pack after the background was ended", { tag: "@firefox-messages" }, async ({
  stage,
}) => {
  await updateTo(await stage.intake.recipes("publish", packFor("kartu")));
  await officer.killBackground();
  const page = await officer.open(home);
  // No other test reports it.
  const subject = "x:post:1993210000000000102";
  await page.waitForState(subject, "idle");
  await rename(page, "kartu");
  // Adds the posts again, as new content.
  await page.evaluate(() => {
    const list = document.querySelector("article")?.closest("section");
    list?.parentElement?.append(list);
  });
  await page.waitForState(subject, "idle");
  await page.close();
});
