import { expect, test } from "vitest";
import { lessons } from "../../utils/policy/lessons/index.ts";
import { selfReviewRules } from "../../utils/policy/self-review.ts";
import { until } from "./drivers/driver.ts";
import { fileReport } from "./file-report.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();
const pictures = process.env.SCREENSHOTS;
const watch = "https://www.youtube.com/watch?v=S4y0rL0d3h1";
const video = "youtube:video:S4y0rL0d3h1";

test("a flagged video goes to a vlogger blind, and the verdict to the supervisor", async () => {
  const officer = await stage.person("officer", "Petugas Contoh");
  const page = await officer.open(watch);
  await page.waitForState(video, "idle");
  await fileReport(page, video, "PENIPUAN");
  await page.waitForState(video, "sent", 30_000);
  await officer.close();

  const vlogger = await stage.person("vlogger", "Vlogger Contoh");
  const desk = await vlogger.extensionPage("desk.html");
  await desk.click("task-row");
  await desk.waitFor("review-panel");
  expect(await desk.evaluate(() => document.body.innerText)).not.toContain("Petugas Contoh");
  await desk.click("verdict-needs-context");
  await desk.type("review-reason", "Istilah daerah, bukan ajakan.");
  await desk.click("review-send");
  await desk.waitFor("review-sent");
  await vlogger.close();

  const supervisor = await stage.person("supervisor", "Penyelia Contoh");
  const view = await supervisor.extensionPage("desk.html");
  await view.click("case-row");
  expect(await view.text("review")).toContain("Istilah daerah, bukan ajakan.");
  await supervisor.close();
});

test("a vlogger learns, and is where they were when the page is opened again", async () => {
  const vlogger = await stage.person("vlogger", "Vlogger Ketiga");
  const [lesson, next] = lessons;
  if (!lesson) throw new Error("no lesson");
  const desk = await vlogger.extensionPage("desk.html");
  await desk.click("tab-learn");
  if (pictures) await desk.screenshot(`${pictures}/${stage.browser}-lessons.png`);
  await desk.click(`lesson-row[data-lesson="${lesson.id}"]`);
  await desk.waitFor("lesson");
  if (pictures) await desk.screenshot(`${pictures}/${stage.browser}-lesson.png`);
  const [first, second, ...others] = lesson.tries;
  await desk.click(`try-${first?.id}-violates`);
  await desk.click(`try-${second?.id}-violates`);
  expect(await desk.text(`answer-${second?.id}`)).toContain("Belum tepat.");
  if (pictures) await desk.screenshot(`${pictures}/${stage.browser}-lesson-try.png`);
  await desk.close();

  const popup = await vlogger.extensionPage("popup.html", { width: 400, height: 600 });
  expect(await popup.text("lesson-progress")).toBe("2 dari 5 contoh");
  for (const { id } of others) await popup.click(`try-${id}-needs-context`);
  await until("all to be tried", async () => {
    return (await popup.text("lesson-progress")) === "Semua contoh sudah Anda nilai." || undefined;
  });
  if (pictures) await popup.screenshot(`${pictures}/${stage.browser}-popup-lesson.png`);
  await popup.click("lesson-next");
  await popup.waitFor(`lesson[data-lesson="${next?.id}"]`);
  await until("its beginning", async () => {
    return (await popup.evaluate(() => document.querySelector(".home-body")?.scrollTop)) === 0 || undefined;
  });
  await popup.click("lesson-back");
  expect(await popup.text(`lesson-row[data-lesson="${lesson.id}"]`)).toContain("Selesai");
  await vlogger.close();
});

test("a vlogger checks their own video against the rules, with the place that has to change", async () => {
  const vlogger = await stage.person("vlogger", "Vlogger Kedua");
  const desk = await vlogger.extensionPage("desk.html");
  await desk.click("tab-self");
  await desk.type("self-address", watch);
  await desk.click("self-find");
  const [first, ...others] = selfReviewRules;
  await desk.click(`rule-${first?.id}-problem`);
  await desk.type(`rule-${first?.id}-timecodes-at`, "1:23");
  await desk.type(`rule-${first?.id}-timecodes-note`, "Potong bagian ini.");
  await desk.click(`rule-${first?.id}-timecodes-add`);
  for (const { id } of others) await desk.click(`rule-${id}-fine`);
  await desk.click('self-save[aria-disabled="false"]');
  await until("it to be saved", async () => (await desk.count("self-save")) === 0 || undefined);
  await desk.click("self-other");
  expect(await desk.text("self-row")).toContain("Jangan diterbitkan");
  await vlogger.close();
});
