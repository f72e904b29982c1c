import { expect, inject, test } from "vitest";
import { selfReviewRules } from "../../utils/policy/self-review.ts";
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
  await desk.click("decide-approve");
  await desk.click("decide-all");
  expect(await findings(desk)).toEqual([]);
  await desk.click("decide-leave");
  await desk.click("decide-reject");
  await desk.waitFor("decide-why-criticism");
  expect(await findings(desk)).toEqual([]);
  await supervisor.close();

  const stranger = await stage.visitor({ colorScheme });
  const removed = await stranger.open(`${stage.intake.address}/uninstalled?n=3`);
  expect(await findings(removed)).toEqual([]);
  await stage.close();
});

inOneBrowser.each(["light", "dark"] as const)(
  "a vlogger's screens are accessible, %s",
  async (colorScheme) => {
    const stage = await openStageForTest();
    const officer = await stage.person("officer", "Petugas Contoh");
    const page = await officer.open(watch);
    await page.waitForState(video, "idle");
    await fileReport(page, video, "JUDI");
    await page.waitForState(video, "sent", 30_000);
    await officer.close();

    const vlogger = await stage.person("vlogger", "Vlogger Contoh", { colorScheme });
    const popup = await vlogger.extensionPage("popup.html", { width: 400, height: 600 });
    await popup.waitFor("problem");
    expect(await findings(popup)).toEqual([]);
    await popup.close();
    await stage.certify();
    const list = await vlogger.extensionPage("popup.html", { width: 400, height: 600 });
    const caseId = await list.attribute("task-row", "data-case");
    expect(await findings(list)).toEqual([]);
    await list.close();
    const panel = await vlogger.extensionPage(`sidepanel.html?task=${caseId}`, { width: 360, height: 800 });
    await panel.waitFor("review-panel");
    expect(await findings(panel)).toEqual([]);
    await panel.click("verdict-violates");
    await panel.click("review-send");
    await panel.waitFor('review-reason[aria-invalid="true"]');
    expect(await findings(panel)).toEqual([]);
    await panel.type("review-reason", "Potongan video kanal lain.");
    await panel.click("mark-add");
    await panel.type("mark-at", "1:23");
    await panel.click("mark-add");
    await panel.type("mark-note", "Dengan logo yang disamarkan.");
    await panel.click("context-fold");
    await panel.click("skip");
    expect(await findings(panel)).toEqual([]);
    await panel.click("keys-open");
    await panel.waitFor("keys-help");
    expect(await findings(panel)).toEqual([]);
    await panel.click("keys-close");
    await panel.click("review-send");
    await panel.waitFor("review-sent");
    expect(await findings(panel)).toEqual([]);
    await panel.close();

    const desk = await vlogger.extensionPage("desk.html");
    await desk.click("tab-learn");
    await desk.waitFor("lesson-row");
    expect(await findings(desk)).toEqual([]);
    await desk.click("lesson-row");
    await desk.click("try-kekerasan-1-violates");
    await desk.click("try-kekerasan-2-violates");
    await desk.waitFor("answer-kekerasan-2");
    expect(await findings(desk)).toEqual([]);
    await desk.click("tab-self");
    await desk.type("self-address", "bukan alamat");
    await desk.click("self-find");
    await desk.waitFor("problem");
    expect(await findings(desk)).toEqual([]);
    await desk.evaluate(() =>
      document.querySelector<HTMLInputElement>('[data-testid="self-address"]')?.select(),
    );
    await desk.type("self-address", watch);
    await desk.click("self-find");
    const [first, ...others] = selfReviewRules;
    await desk.click(`rule-${first?.id}-problem`);
    expect(await findings(desk)).toEqual([]);
    for (const { id } of others) await desk.click(`rule-${id}-fine`);
    await desk.click("self-save");
    await desk.waitFor("self-other");
    expect(await findings(desk)).toEqual([]);
    await desk.click("self-other");
    await desk.waitFor("self-row");
    expect(await findings(desk)).toEqual([]);
    await stage.close();
  },
);

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
