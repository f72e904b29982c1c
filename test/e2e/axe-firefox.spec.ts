/**
 * One pass of axe over the main screens in Firefox, in the light theme only. `axe.spec.ts` and `axe-desk.spec.ts` check
 * every state and both themes in Chromium. The markup is the same in both browsers, so this pass looks for what Firefox
 * computes differently, such as names and colours, and a second full pass would only take time.
 */

import { openForm, overrideWarnings, untilReady } from "../../scripts/dev/drivers/file-report.ts";
import { fillDesk } from "../../scripts/dev/drivers/fill-desk.ts";
import { findings } from "../support/e2e/axe-findings.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { insertRequests } from "../support/e2e/insert-requests.ts";
import { shoot } from "../support/e2e/shoot.ts";

const popupSize = { width: 400, height: 600 };
const video = "youtube:video:S4y0rL0d3h1";

test("the form, the popup and the settings of an officer have no accessibility problem in Firefox", {
  tag: "@firefox-only",
}, async ({ stage }) => {
  const officer = await stage.person("officer", "Petugas Contoh");
  const page = await officer.open("https://www.youtube.com/watch?v=S4y0rL0d3h1");
  const { form } = page;
  await page.waitForState(video, "idle");
  await openForm(page, video);
  await form.waitFor("category-JUDI");
  await form.click("category-JUDI");
  await shoot(page, "form");
  expect(await findings(form), "form").toEqual([]);
  await form.click("see-all");
  await form.waitFor("panel-back");
  expect(await findings(form), "all that is sent").toEqual([]);
  await form.click("panel-back");
  await overrideWarnings(page);
  await untilReady(page);
  await form.click("send");
  await page.waitForState(video, "sent", 30_000);

  const popup = await officer.extensionPage("popup.html", popupSize);
  await popup.waitFor("report-row");
  await shoot(popup, "popup-officer");
  expect(await findings(popup), "own reports").toEqual([]);
  await popup.close();
  const options = await officer.extensionPage("options.html");
  await options.waitFor("enrolled-as");
  expect(await findings(options), "settings").toEqual([]);
  await officer.close();
});

test("the desk and the popup of a supervisor have no accessibility problem in Firefox", {
  tag: "@firefox-only",
}, async ({ openStage }) => {
  const { device, person, onStore } = await openStage();
  await fillDesk(await device("officer", "Petugas Contoh"), { count: 8, alike: 2 });
  const supervisor = await person("supervisor", "Penyelia Contoh");
  const desk = await supervisor.extensionPage("desk.html");
  await desk.waitFor("case-row");
  await shoot(desk, "queue");
  expect(await findings(desk), "queue").toEqual([]);
  await desk.click("case-row");
  await desk.waitFor("decide-approve");
  expect(await findings(desk), "case").toEqual([]);
  await desk.click("decide-approve");
  await desk.waitFor("decide-leave");
  expect(await findings(desk), "decision").toEqual([]);
  await desk.close();
  const popup = await supervisor.extensionPage("popup.html", popupSize);
  // The decision that the desk began is open here.
  await popup.click('case-row[data-state="open"]');
  await popup.waitFor("decide-leave");
  await shoot(popup, "popup-case");
  expect(await findings(popup), "case in the popup").toEqual([]);
  await popup.close();

  await onStore(insertRequests);
  const requests = await supervisor.extensionPage("desk.html");
  await requests.click("tab-requests");
  await requests.click("request-row");
  await requests.waitFor("letter-open-request");
  expect(await findings(requests), "requests").toEqual([]);
  await requests.click("tab-board");
  await requests.waitFor("commitment");
  expect(await findings(requests), "board").toEqual([]);
  await requests.click("tab-alerts");
  await requests.waitFor("alerts-refresh");
  expect(await findings(requests), "alerts").toEqual([]);
  await supervisor.close();
});
