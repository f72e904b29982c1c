/** Every screen of the desk has an address: reload, Back and a bookmark lead to the same place. */

import { enrolDevice } from "../../scripts/dev/drivers/device.ts";
import type { Page } from "../../scripts/dev/drivers/driver.ts";
import { fillDesk } from "../../scripts/dev/drivers/fill-desk.ts";
import { expect, test } from "../support/e2e/fixtures.ts";

const hashOf = async (page: Page) => new URL(await page.address()).hash;
const reload = (page: Page) => page.evaluate(() => location.reload());
const back = (page: Page) => page.evaluate(() => history.back());

test("a case, a section and a bookmark survive reload, Back and a new tab", {
  tag: "@chromium",
}, async ({ stage }) => {
  const { intake } = stage;
  const device = await enrolDevice(intake.address, await intake.enrol("officer", "Petugas Contoh"));
  await fillDesk(device, { count: 3, alike: 1 });
  const supervisor = await stage.person("supervisor", "Penyelia Contoh");
  const desk = await supervisor.extensionPage("desk.html");
  await desk.waitFor("case-row");
  await expect.poll(() => hashOf(desk)).toBe("#/cases");
  await desk.click("case-row");
  await desk.waitFor("decide-approve");
  const caseId = await desk.attribute("case-view", "data-case");
  await expect.poll(() => hashOf(desk)).toBe(`#/cases/${caseId}`);
  await expect.poll(() => desk.evaluate(() => document.title)).toMatch(/ · .+ · Lapor Kominfo$/);

  await reload(desk);
  await desk.waitFor(`case-view[data-case="${caseId}"]`);
  await desk.click("tab-board");
  await desk.waitFor("commitment");
  await expect.poll(() => hashOf(desk)).toBe("#/board");
  await back(desk);
  await desk.waitFor(`case-view[data-case="${caseId}"]`);
  const address = await desk.address();
  await desk.close();

  const bookmark = await supervisor.extensionPage(address.slice(address.indexOf("desk.html")));
  await bookmark.waitFor(`case-view[data-case="${caseId}"]`);
  await bookmark.close();
  const fresh = await supervisor.extensionPage("desk.html#/halaman/tidak/ada");
  await fresh.waitFor("case-row");
  await expect.poll(() => hashOf(fresh)).toBe("#/cases");
  await fresh.close();
});

test("every open page follows a change of the language", { tag: "@chromium" }, async ({ openStage }) => {
  const { person } = await openStage();
  const supervisor = await person("supervisor", "Penyelia Contoh");
  const pages = [
    await supervisor.extensionPage("desk.html#/cases"),
    await supervisor.extensionPage("desk.html#/board"),
  ];
  const languages = () =>
    Promise.all(pages.map((page) => page.evaluate(() => document.documentElement.lang)));
  const options = await supervisor.extensionPage("options.html");
  for (const language of ["en", "id"]) {
    await options.select("language", language);
    await expect.poll(languages).toEqual([language, language]);
  }
});
