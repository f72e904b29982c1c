/** The programme's exam: lessons first, then questions, result and certificate. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bank } from "../../intake/vloggers/exam.ts";
import { automationBuild } from "../../scripts/dev/drivers/builds.ts";
import { lessons } from "../../utils/shared/policy/lessons.ts";
import { findings } from "../support/e2e/axe-findings.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { answerQuestions, learnAll, shownViolates } from "../support/e2e/pass-exam.ts";
import { shoot } from "../support/e2e/shoot.ts";

test("keeps the exam's questions out of the extension", { tag: "@firefox-manifest" }, ({ engine }) => {
  const folder = automationBuild(engine);
  const scripts = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  // A bundle may escape some characters.
  const isInside = (text: string) => scripts.some((script) => script.includes(plainPart(text)));
  expect(lessons.every(({ tries }) => tries.every(({ why }) => isInside(why.id)))).toBe(true);
  expect(bank.filter(({ post }) => isInside(post.id) || isInside(post.en))).toEqual([]);
});

/** Returns the longest run of plain letters. */
function plainPart(text: string): string {
  const parts = text.match(/[a-z ,]+/gi) ?? [];
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), "");
}

test("opens the exam after the lessons, continues it in the popup and issues a certificate", {
  tag: "@chromium",
}, async ({ stage }) => {
  const vlogger = await stage.person("vlogger", "Vlogger Ujian");
  const desk = await vlogger.extensionPage("desk.html");
  await desk.click("tab-learn");
  expect(await desk.text("exam-why")).toContain("Nilai dahulu semua contoh");
  await learnAll(desk);
  await desk.waitFor('exam[data-state="ready"]');
  await shoot(desk, "exam-ready");
  await desk.click("exam-begin");
  await desk.waitFor('exam-question[data-no="1"]');
  expect(await findings(desk)).toEqual([]);
  await shoot(desk, "exam-question");
  await answerQuestions(desk, [1, 6], [3]);
  await desk.waitFor('exam-question[data-no="7"]');
  await desk.close();

  const popup = await vlogger.extensionPage("popup.html", { width: 400, height: 600 });
  await popup.waitFor('exam-question[data-no="7"]');
  await shoot(popup, "popup-exam-question");
  await popup.click("exam-leave");
  await expect.poll(() => popup.text("exam-why")).toContain("6 dari 20 terjawab");
  await popup.click("exam-begin");
  await popup.waitFor('exam-question[data-no="7"]');
  const violates = await shownViolates(popup);
  // ExamQuestionCard ignores keys in a question's first 400 ms, and nothing on the page tells when they are over.
  await sleep(500);
  await popup.press(violates ? "1" : "2");
  await answerQuestions(popup, [8, 20]);
  await popup.waitFor('exam-result[data-passed="true"]');
  await expect.poll(() => popup.count('exam-answered[data-right="false"]'), "wrong answers").toBe(1);
  expect(await findings(popup)).toEqual([]);
  await shoot(popup, "popup-exam-result");
  await popup.click("exam-leave");
  await popup.waitFor('certificate[data-valid="true"]');
  await expect.poll(() => popup.count("exam"), "cards of an exam").toBe(0);
  expect(await findings(popup)).toEqual([]);
  await shoot(popup, "popup-certificate");
  await popup.close();

  const again = await vlogger.extensionPage("desk.html");
  await again.waitFor('certificate[data-valid="true"]');
  await shoot(again, "certificate");
  await again.click("exam-last");
  await shoot(again, "exam-result");
  await vlogger.close();
});

test("shows the result of a failed exam and when the next one can start", { tag: "@chromium" }, async ({
  stage,
}) => {
  const vlogger = await stage.person("vlogger", "Vlogger Gagal");
  const desk = await vlogger.extensionPage("desk.html");
  await learnAll(desk);
  await desk.click('exam-begin[aria-disabled="false"]');
  await answerQuestions(desk, [1, 20], [1, 2, 3, 4, 5]);
  await desk.waitFor('exam-result[data-passed="false"]');
  await shoot(desk, "exam-failed");
  await desk.click("exam-leave");
  await expect.poll(() => desk.text("exam-why")).toContain("Ujian berikutnya dapat dimulai");
  expect(await desk.attribute("exam-begin", "aria-disabled")).toBe("true");
  expect(await desk.count("certificate")).toBe(0);
  await shoot(desk, "exam-later");
  await vlogger.close();
});
