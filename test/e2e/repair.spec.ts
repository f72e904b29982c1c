/** A redesign of a site, mended by people: structure finds the posts, an officer proposes, an administrator publishes. */

import type { Driver, Page, SitePage } from "../../scripts/dev/drivers/driver.ts";
import { openForm, untilClosed, untilInFront } from "../../scripts/dev/drivers/file-report.ts";
import { findings } from "../support/e2e/axe-findings.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { shoot } from "../support/e2e/shoot.ts";

const home = "https://x.com/home";
const subject = "x:post:1993210000000000102";

let officer: Driver;

/** Opens a page, waits for its posts and changes their main mark, as a redesign does. */
async function openRedesigned(driver: Driver): Promise<SitePage> {
  const page = await driver.open(home);
  await page.waitForState(subject, "idle");
  await page.evaluate(() => {
    for (const post of document.querySelectorAll("article")) post.dataset.testid = "ubahan";
    for (const host of document.querySelectorAll("lapor-kominfo")) host.remove();
    history.pushState(null, "", "/home?susunan=1");
    history.pushState(null, "", "?");
    history.back();
  });
  await page.waitForState(subject, "idle");
  return page;
}

/** Reports whether the form says that structure found the post. */
async function isByStructure(page: SitePage): Promise<boolean> {
  await page.bringToFront();
  await openForm(page, subject);
  // The form shows the draft and its quality together.
  await page.form.waitFor("category-JUDI");
  const said = await page.form.count("quality-by-structure");
  await untilInFront(page);
  await page.form.press("Escape");
  await untilClosed(page);
  return said > 0;
}

async function updateTo(version: string): Promise<void> {
  const options = await officer.extensionPage("options.html");
  const check = async () => {
    // The button moves while an earlier check fills in its answer, and Firefox then refuses the click.
    await options.click("recipes-check").catch(() => undefined);
    return options.attribute("recipes-version", "data-version");
  };
  await expect.poll(check, "the recipes' version").toBe(version);
  await options.close();
}

/** Opens the popup for the page. Its tab stays in the background, so the page's tab is the active one. */
async function popupFor(page: SitePage): Promise<Page> {
  const popup = await officer.extensionPage("popup.html", { width: 400, height: 600 });
  await page.bringToFront();
  await popup.evaluate(() => location.reload());
  await popup.waitFor("propose-repair");
  return popup;
}

const marks = (page: SitePage) => page.evaluate(() => document.querySelectorAll("lapor-percobaan").length);

test(
  "mends a recipe after a redesign: proposed, tried, published, rolled back",
  {
    tag: "@firefox-messages",
  },
  async ({ openStage }, testInfo) => {
    test.slow();
    const stage = await openStage({
      RECIPES_DESK: "on",
      RECIPES_KEY: testInfo.outputPath("recipes-key.json"),
    });
    officer = await stage.person("officer", "Petugas Contoh");
    const admin = await stage.person("admin", "Pengelola Contoh");
    const page = await openRedesigned(officer);
    const names = (await page.hosts()).map((host) => host.subject);
    expect(await isByStructure(page)).toBe(true);
    await shoot(page, "repair-before");

    const popup = await popupFor(page);
    await popup.click("propose-repair");
    await popup.waitFor("send-proposal");
    expect(await popup.text("proposal-selectors")).toContain('article[role="article"]');
    expect(await popup.text("proposal-wrong")).toContain("0");
    // The proposal is not sent before the press.
    const desk = await admin.extensionPage("desk.html");
    await desk.click("tab-health");
    await desk.waitFor("health-summary").catch(() => undefined);
    expect(await desk.count("proposal")).toBe(0);
    await popup.click("proposal-outlines");
    await popup.waitFor("proposal-after");
    await shoot(popup, "repair-popup");
    expect(await findings(popup)).toEqual([]);
    await popup.click("send-proposal");
    await expect.poll(() => popup.text("proposal-status")).toContain("Usulan terkirim");
    await popup.close();

    const adminPage = await openRedesigned(admin);
    await desk.bringToFront();
    await desk.evaluate(() => location.reload());
    await desk.waitFor("proposal");
    expect(await desk.attribute("proposal", "data-state")).toBe("open");
    await desk.click("proposal-try");
    await expect.poll(() => desk.text("proposal-tried")).toMatch(/\d+ kiriman ditandai, sebelumnya 0/);
    await expect.poll(() => marks(adminPage), "marks of the trial").toBe(1);
    await shoot(adminPage, "repair-trial");
    await desk.click("proposal-try");
    await expect.poll(() => marks(adminPage), "marks of the trial").toBe(0);
    // A desk that is closed during a trial takes the marks back as well.
    await desk.click("proposal-try");
    await expect.poll(() => marks(adminPage), "marks of the trial").toBe(1);
    await desk.evaluate(() => location.reload());
    await expect.poll(() => marks(adminPage), "marks of the trial").toBe(0);

    // The button stays disabled until the administrator has tried the proposal.
    await desk.waitFor("proposal-publish");
    expect(await desk.attribute("proposal-publish", "aria-disabled")).toBe("true");
    await desk.click("proposal-try");
    await expect.poll(() => desk.attribute("proposal-publish", "aria-disabled")).toBe("false");
    await desk.click("proposal-try");
    await shoot(desk, "repair-desk");
    expect(await findings(desk)).toEqual([]);
    await desk.click("proposal-publish");
    await expect.poll(() => desk.attribute("proposal", "data-state"), { timeout: 60_000 }).toBe("published");
    const published = /versi (\d+)/.exec(await desk.text("proposal"))?.[1] ?? "";
    await updateTo(published);
    await page.waitForState(subject, "idle");
    expect(await isByStructure(page)).toBe(false);
    const after = (await page.hosts()).map((host) => host.subject);
    expect(new Set(after).size).toBe(after.length);
    expect(after).toEqual(expect.arrayContaining(names));
    await shoot(page, "repair-after");

    await desk.click("proposal-roll-back");
    await expect
      .poll(() => desk.attribute("proposal", "data-state"), { timeout: 60_000 })
      .toBe("rolled-back");
    await updateTo(String(Number(published) + 1));
    await page.waitForState(subject, "idle");
    expect(await isByStructure(page)).toBe(true);
  },
);
