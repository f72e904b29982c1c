/** A vlogger checks their own video against the rules, beside its page or from its address. */

import { writeFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { cases, people } from "../../intake/db/schema/index.ts";
import { declareChannel } from "../../intake/vloggers/store/own-channels.ts";
import type { Driver, Page, SitePage } from "../../scripts/dev/drivers/driver.ts";
import { fileReport } from "../../scripts/dev/drivers/file-report.ts";
import { selfReviewRules } from "../../utils/shared/policy/self-review.ts";
import { expect, pollFor, test } from "../support/e2e/fixtures.ts";
import { shoot } from "../support/e2e/shoot.ts";

let vlogger: Driver;
test.beforeAll(async ({ stage }) => {
  vlogger = await stage.person("vlogger", "Pembuat Contoh");
});
const pictures = process.env.SCREENSHOTS;

/** Opens the video's page and the popup. The page's tab is the active one, as under a toolbar popup. */
async function openBoth(address: string): Promise<{ page: SitePage; popup: Page }> {
  const popup = await vlogger.extensionPage("popup.html", { width: 400, height: 600 });
  await popup.click("tab-self");
  const page = await vlogger.open(address);
  await page.bringToFront();
  return { page, popup };
}

async function closeBoth({ page, popup }: { page: Page; popup: Page }): Promise<void> {
  await popup.click("self-other");
  await popup.close();
  await page.close();
}

/** Sets the position of the shown video, in seconds, without playing it. */
const seek = (page: Page, at: number) =>
  page.evaluate((seconds) => {
    const player = document.querySelector("#shorts-player, #movie_player:not(.ad-showing), ytcp-app");
    const video = player?.querySelector("video");
    if (video) video.currentTime = seconds;
  }, at);

/** Presses a download button and returns the file as text. */
async function downloadBy(popup: Page, button: string): Promise<string> {
  await popup.evaluate(() => {
    const addressOf = URL.createObjectURL.bind(URL);
    // The page's content security policy forbids it to fetch a blob's address.
    URL.createObjectURL = (file: Blob) => {
      void file.text().then((text) => {
        document.body.dataset.kept = text;
      });
      return addressOf(file);
    };
    HTMLAnchorElement.prototype.click = () => undefined;
  });
  await popup.click(button);
  return pollFor("the file", () => popup.evaluate(() => document.body.dataset.kept));
}

test.describe("for a published video", () => {
  test.describe.configure({ mode: "serial" });

  test("gives hints from the transcript and a private report", { tag: "@firefox-capture" }, async ({
    stage,
  }) => {
    const { page, popup } = await openBoth("https://www.youtube.com/watch?v=B4tikT0k0S1");
    expect(await popup.text("self-leaves")).toContain("Yang keluar dari komputer ini hanya");
    await shoot(popup, "self-pick");
    await popup.click("self-use-tab");
    await popup.click("self-search");
    await expect.poll(() => popup.text("self-searched"), "hints").toContain("3 tempat");
    expect(await popup.text("hint-judi")).toContain("2:14");
    expect(await popup.text("hint-jualan:nth-of-type(1)")).toContain("1:02:40");
    await popup.click("hint-judi");
    await seek(page, 83);
    await popup.click("rule-sara-problem");
    await popup.click("rule-sara-timecodes-take");
    await popup.waitFor('rule-sara-timecodes-row[data-seconds="83"]');
    // Browsers slow a tab in the background.
    await popup.bringToFront();
    await popup.evaluate(() => document.querySelector('[data-testid="rule-judi"]')?.scrollIntoView());
    await shoot(popup, "self-hints");
    await popup.click("rule-sara-fine");
    for (const { id } of selfReviewRules)
      if (!["judi", "sara"].includes(id)) await popup.click(`rule-${id}-fine`);
    await popup.click('self-save[aria-disabled="false"]');
    await expect.poll(() => popup.count("self-save"), "save buttons").toBe(0);
    await shoot(popup, "self-saved");
    const file = await downloadBy(popup, "self-keep-now");
    for (const part of ["2:14", "slot gacor", "Ubah bagian", "aturan versi"]) expect(file).toContain(part);
    expect(file).not.toContain("Pembuat Contoh");
    if (pictures) writeFileSync(`${pictures}/${stage.browser}-report.html`, file);
    await popup.click("self-other");
    await popup.waitFor("self-row");
    await shoot(popup, "self-past");
    await popup.close();
    await page.close();
  });

  test("shows the check to a supervisor of the flagged video once its maker shares it", {
    tag: "@chromium",
  }, async ({ stage }) => {
    const popup = await vlogger.extensionPage("popup.html", { width: 400, height: 600 });
    await popup.click("tab-self");
    await popup.waitFor("self-row");
    const officer = await stage.person("officer", "Petugas Contoh");
    const flagged = await officer.open("https://www.youtube.com/watch?v=B4tikT0k0S1");
    const video = "youtube:video:B4tikT0k0S1";
    await flagged.waitForState(video, "idle");
    await fileReport(flagged, video, "JUDI");
    await flagged.waitForState(video, "sent");
    await officer.close();
    // Only checks by the channel's own people are shown.
    await stage.onStore(async (db) => {
      const [maker] = await db.select().from(people).where(eq(people.name, "Pembuat Contoh"));
      const [row] = await db.select().from(cases).where(eq(cases.subject, video));
      if (!maker || !row?.authorKey) throw new Error(`no maker or author of ${video}`);
      await declareChannel(db, maker.id, { channel: row.authorKey, at: new Date() });
    });

    const supervisor = await stage.person("supervisor", "Penyelia Contoh");
    const desk = await supervisor.extensionPage("desk.html");
    await desk.click("case-row");
    await desk.waitFor('self-seen[data-open="false"]');
    expect(await desk.evaluate(() => document.body.innerText)).not.toContain("Pembuat Contoh");
    await popup.click("self-open");
    const isShared = () =>
      popup.evaluate(() => document.querySelector<HTMLInputElement>('[data-testid="self-open"]')?.checked);
    await expect.poll(isShared, "the shared check").toBe(true);
    await desk.close();
    const again = await supervisor.extensionPage("desk.html");
    await again.click("case-row");
    await again.waitFor('self-seen[data-open="true"]');
    await again.click("self-seen-content");
    expect(await again.text("self-seen")).toContain("slot gacor");
    await again.evaluate(() => document.querySelector('[data-testid="self-seen"]')?.scrollIntoView());
    await shoot(again, "self-seen");
    await popup.close();
    await supervisor.close();
  });
});

test("takes a Short's second from its own player instead of a stale one", { tag: "@chromium" }, async () => {
  const both = await openBoth("https://www.youtube.com/shorts/Sh0rtK0p1Tb");
  await seek(both.page, 7);
  await both.popup.click("self-use-tab");
  await both.popup.click("rule-porno-unsure");
  await both.popup.click("rule-porno-timecodes-take");
  await both.popup.waitFor('rule-porno-timecodes-row[data-seconds="7"]');
  await closeBoth(both);
});

test("checks an unpublished video on its Studio page and offers no report there", {
  tag: "@chromium",
}, async () => {
  const both = await openBoth("https://studio.youtube.com/video/B3lumT3rb1t/edit");
  const { page, popup } = both;
  await seek(page, 44);
  await popup.click("self-use-tab");
  await expect.poll(() => popup.text("self-review"), "the video").toContain("youtu.be/B3lumT3rb1t");
  expect(await popup.text("self-review")).not.toContain("Judul yang belum terbit");
  await popup.click("self-search");
  await expect.poll(() => popup.text("self-searched"), "hints").toContain("2 tempat");
  expect(await popup.text("hint-jualan")).toContain("0:41");
  await popup.click("rule-jualan-problem");
  await popup.click("rule-jualan-timecodes-take");
  await popup.waitFor('rule-jualan-timecodes-row[data-seconds="44"]');
  await shoot(popup, "self-studio");
  await popup.evaluate(() => location.reload());
  await popup.waitFor("tab-self");
  expect(await popup.count("report-page")).toBe(0);
  await closeBoth(both);
});

test("takes neither transcript nor second from a tab with another video", { tag: "@chromium" }, async () => {
  const { page, popup } = await openBoth("https://www.youtube.com/watch?v=B4tikT0k0S1");
  await popup.type("self-address", "https://youtu.be/S4y0rL0d3h1");
  await popup.click("self-find");
  await popup.click("self-search");
  await expect.poll(() => popup.text("self-searched"), "the refusal").toContain("tidak ada di tab");
  expect(await popup.count("hint-judi")).toBe(0);
  await closeBoth({ page, popup });
});
