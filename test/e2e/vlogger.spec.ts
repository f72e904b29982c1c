/** A vlogger reviews a flagged video beside its page, learns the rules and checks their own video. */

import { setTimeout } from "node:timers/promises";
import type { Page } from "../../scripts/dev/drivers/driver.ts";
import { lessons } from "../../utils/shared/policy/lessons.ts";
import { selfReviewRules } from "../../utils/shared/policy/self-review.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { shoot } from "../support/e2e/shoot.ts";
import { reportVideos, untilLoaded, type Video } from "../support/e2e/videos.ts";

const video: Video = {
  id: "S4y0rL0d3h1",
  title: "Titip dana di sini, dan uang Anda akan kembali dua kali",
  category: "PENIPUAN",
};
const watch = `https://www.youtube.com/watch?v=${video.id}`;

/** Chromium lists the contexts of the extension's pages; Firefox has a method for the sidebar. */
interface Panels {
  chrome: { runtime: { getContexts?(of: { contextTypes: string[] }): Promise<unknown[]> } };
  browser?: { sidebarAction?: { isOpen(of: object): Promise<boolean> } };
}

/** `page`: any page of the extension. */
const isPanelOpen = (page: Page) =>
  page.evaluate(async () => {
    const { chrome, browser } = globalThis as unknown as Panels;
    if (browser?.sidebarAction) return browser.sidebarAction.isOpen({});
    return (await chrome.runtime.getContexts?.({ contextTypes: ["SIDE_PANEL"] }))?.length === 1;
  });

/** Presses the key for a mark and proves that none appears, not even after the panel polled the video again. */
async function expectNoMark(panel: Page): Promise<void> {
  await panel.press("m");
  await setTimeout(500);
  expect(await panel.count("mark-row")).toBe(1);
}

test("shows a flagged video to a vlogger without its reporter, and all verdicts to the supervisor", {
  tag: "@firefox-side-panel",
}, async ({ stage }) => {
  const enrol = async (role: "officer" | "vlogger", name: string) => stage.device(role, name);
  await reportVideos(await enrol("officer", "Petugas Contoh"), [video]);

  const vlogger = await stage.person("vlogger", "Vlogger Contoh");
  const list = await vlogger.extensionPage("popup.html", { width: 400, height: 600 });
  expect(await list.attribute("problem", "data-code")).toBe("certificate-needed");
  await shoot(list, "certificate-needed");
  await list.close();
  const others = [await enrol("vlogger", "Peninjau Dua"), await enrol("vlogger", "Peninjau Tiga")];
  await stage.certify();

  const popup = await vlogger.extensionPage("popup.html", { width: 400, height: 600 });
  expect(await popup.text("task-row")).toContain("Buka dan nilai");
  const caseId = await popup.attribute("task-row", "data-case");
  await shoot(popup, "tasks");
  const beside = await vlogger.extensionPage("options.html");
  await popup.bringToFront();
  expect(await isPanelOpen(beside)).toBe(false);
  await popup.click("task-row");
  await expect.poll(() => isPanelOpen(beside), "the browser's own panel").toBe(true);
  await beside.close();

  const tab = await vlogger.opened(watch);
  await untilLoaded(tab);
  const panel = await vlogger.extensionPage(`sidepanel.html?task=${caseId}`, { width: 360, height: 800 });
  await panel.waitFor('video-now[data-state="shown"]');
  expect(await panel.evaluate(() => document.body.innerText)).not.toContain("Petugas Contoh");
  await shoot(panel, "panel");
  // The browser's own shortcut marks while the page has the focus.
  await tab.bringToFront();
  await vlogger.pressKeys("mark-second", panel);
  await panel.waitFor('mark-row[data-seconds="83"]');
  await panel.bringToFront();

  // Positions of an advertisement or of another video do not count.
  const play = (seconds: number, ad = false, where = tab) =>
    where.evaluate(
      ([at, isAd]) => {
        const player = document.querySelector("#movie_player");
        player?.classList.toggle("ad-showing", isAd);
        const video = player?.querySelector("video");
        if (video) video.currentTime = at;
      },
      [seconds, ad] as const,
    );
  await play(5, true);
  await panel.waitFor('video-now[data-state="ad"]');
  await shoot(panel, "panel-ad");
  await expectNoMark(panel);
  await play(83);
  await panel.waitFor('video-now[data-state="shown"]');
  await tab.goto("https://www.youtube.com/watch?v=K3r3taPagi0");
  await play(7);
  await panel.waitFor('video-now[data-state="none"]');
  await expectNoMark(panel);
  await shoot(panel, "panel-other");
  await panel.click("open-video");
  // The video's tab comes to the front; a panel in a background tab does not update.
  const again = await vlogger.opened(watch);
  await untilLoaded(again);
  await panel.bringToFront();
  await panel.waitFor('video-now[data-state="shown"]');
  await play(97, false, again);
  await panel.press("m");
  await panel.waitFor('mark-row[data-seconds="97"]');
  expect(await panel.count("mark-row")).toBe(2);

  await panel.type("mark-note", "Ajakan mentransfer.");
  await panel.press("Escape");
  await panel.press("3");
  await panel.type("review-reason", "Istilah daerah, bukan ajakan.");
  await panel.click("context-fold");
  await panel.type("review-context", "Di pasar sini itu tawar-menawar biasa.");
  await shoot(panel, "panel-filled");
  await panel.press("Control+Enter");
  await panel.waitFor("review-sent");
  await shoot(panel, "panel-sent");
  await vlogger.close();
  for (const other of others) expect(await other.reviewAll("violates", "Meminta uang muka.")).toBe(1);

  const supervisor = await stage.person("supervisor", "Penyelia Contoh");
  const view = await supervisor.extensionPage("desk.html");
  await view.click("case-row");
  expect(await view.text("agreement")).toBe("2 dari 3 penilai: Melanggar. Berbeda: 1 Perlu konteks");
  const card = await view.text('review[data-verdict="needs-context"]');
  for (const words of [
    "1:23 Ajakan mentransfer.",
    "Istilah daerah",
    "tawar-menawar biasa",
    "Cukup yakin",
    "Peninjau",
  ])
    expect(card).toContain(words);
  await view.evaluate(() => document.querySelector('[data-testid="agreement"]')?.scrollIntoView());
  await shoot(view, "supervisor");
  await supervisor.close();
});

test("resumes a lesson where the vlogger left it", { tag: "@chromium" }, async ({ stage }) => {
  const vlogger = await stage.person("vlogger", "Vlogger Ketiga");
  const [lesson, next] = lessons;
  if (!lesson) throw new Error("no lesson");
  const desk = await vlogger.extensionPage("desk.html");
  await desk.click("tab-learn");
  await shoot(desk, "lessons");
  await desk.click(`lesson-row[data-lesson="${lesson.id}"]`);
  await desk.waitFor("lesson");
  await shoot(desk, "lesson");
  const [first, second, ...others] = lesson.tries;
  await desk.click(`try-${first?.id}-violates`);
  await desk.click(`try-${second?.id}-violates`);
  expect(await desk.text(`answer-${second?.id}`)).toContain("Belum tepat.");
  await shoot(desk, "lesson-try");
  await desk.close();

  const popup = await vlogger.extensionPage("popup.html", { width: 400, height: 600 });
  await expect.poll(() => popup.text("lesson-progress"), "the progress").toBe("2 dari 5 contoh");
  for (const { id } of others) await popup.click(`try-${id}-needs-context`);
  await expect
    .poll(() => popup.text("lesson-progress"), "the progress")
    .toBe("Semua contoh sudah Anda nilai.");
  await shoot(popup, "popup-lesson");
  await popup.click("lesson-next");
  await popup.waitFor(`lesson[data-lesson="${next?.id}"]`);
  const scrollTop = () => popup.evaluate(() => document.querySelector(".home-body")?.scrollTop);
  await expect.poll(scrollTop, "the scroll position").toBe(0);
  await popup.click("lesson-back");
  await expect.poll(() => popup.text(`lesson-row[data-lesson="${lesson.id}"]`)).toContain("Selesai");
  await vlogger.close();
});

test("saves a self-review with the timecode that has to change", { tag: "@chromium" }, async ({ stage }) => {
  const vlogger = await stage.person("vlogger", "Vlogger Kedua");
  const desk = await vlogger.extensionPage("desk.html");
  await desk.click("tab-self");
  await desk.type("self-address", watch);
  await desk.click("self-find");
  const [first, ...others] = selfReviewRules;
  await desk.click(`rule-${first?.id}-problem`);
  await desk.type(`rule-${first?.id}-timecodes-at`, "1:23");
  await desk.click(`rule-${first?.id}-timecodes-add`);
  await desk.type(`rule-${first?.id}-timecodes-note`, "Potong bagian ini.");
  for (const { id } of others) await desk.click(`rule-${id}-fine`);
  await desk.click('self-save[aria-disabled="false"]');
  await expect.poll(() => desk.count("self-save"), "save buttons").toBe(0);
  await desk.click("self-other");
  expect(await desk.text("self-row")).toContain("Jangan diterbitkan");
  await vlogger.close();
});
