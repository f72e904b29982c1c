import { expect, inject, test } from "vitest";
import { findings } from "./axe-findings.ts";
import { pressBar, untilMarked } from "./bar.ts";
import { fileReport, openForm, untilInFront, untilReady } from "./file-report.ts";
import { openStageForTest } from "./stage-for-test.ts";

const watch = "https://www.youtube.com/watch?v=S4y0rL0d3h1";
const video = "youtube:video:S4y0rL0d3h1";
const comment = (number: number) => `youtube:comment:UgzDapurLodeh0000000000${number}AaABAg`;

/** The markup is the same in both browsers; once is enough. */
const inOneBrowser = test.skipIf(inject("browser") !== "chromium");

inOneBrowser.each(["light", "dark"] as const)("every surface is accessible, %s", async (colorScheme) => {
  const stage = await openStageForTest();
  const officer = await stage.person("officer", "Petugas Contoh", { colorScheme });
  const page = await officer.open(watch);
  await page.waitForState(video, "idle");
  await openForm(page, video);
  await page.form.waitFor("category-JUDI");
  expect(await findings(page.form)).toEqual([]);
  await page.form.click("category-JUDI");
  expect(await findings(page.form)).toEqual([]);
  await page.form.click("cancel");
  await page.waitForState(video, "idle");
  await fileReport(page, video, "JUDI");
  expect(await findings(page.form)).toEqual([]);
  await page.waitForState(video, "sent", 30_000);

  const popup = await officer.extensionPage("popup.html", { width: 400, height: 600 });
  await popup.waitFor("report-row");
  expect(await findings(popup)).toEqual([]);
  const options = await officer.extensionPage("options.html");
  await options.waitFor("enrolled-as");
  expect(await findings(options)).toEqual([]);
  await officer.close();

  const supervisor = await stage.person("supervisor", "Penyelia Contoh", { colorScheme });
  const desk = await supervisor.extensionPage("desk.html");
  await desk.click("case-row");
  await desk.waitFor("decide-approve");
  expect(await findings(desk)).toEqual([]);
  await supervisor.close();

  const vlogger = await stage.person("vlogger", "Vlogger Contoh", { colorScheme });
  const tasks = await vlogger.extensionPage("desk.html");
  await tasks.click("task-row");
  await tasks.waitFor("review-panel");
  expect(await findings(tasks)).toEqual([]);
  await vlogger.close();
  await stage.close();
});

inOneBrowser.each(["light", "dark"] as const)("a set is accessible, %s", async (colorScheme) => {
  const stage = await openStageForTest();
  const officer = await stage.person("officer", "Petugas Contoh", { colorScheme });
  const page = await officer.open(watch);
  await page.waitForState(comment(2), "idle");
  await page.clickHost(comment(1), "Shift");
  await page.clickHost(comment(2));
  await untilMarked(page, 2);
  await pressBar(page, "report");
  await untilInFront(page);
  await page.form.click("category-JUDI");
  expect(await findings(page.form)).toEqual([]);
  await page.form.click("set-details");
  expect(await findings(page.form)).toEqual([]);
  await page.form.click("panel-back");
  await untilReady(page);
  await page.form.click("send");
  await page.form.waitFor("receipt");
  expect(await findings(page.form)).toEqual([]);
  await stage.close();
});
