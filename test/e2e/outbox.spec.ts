/** Reports in the outbox survive a missing intake, a restart of the browser, and deaths of background and intake. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { automationBuildWithRealWaits } from "../../scripts/dev/drivers/builds.ts";
import type { Driver } from "../../scripts/dev/drivers/driver.ts";
import { fileReport } from "../../scripts/dev/drivers/file-report.ts";
import type { IntakeProcess } from "../../scripts/dev/drivers/intake-process.ts";
import { openEnvironment, type TestEnvironment } from "../../scripts/dev/drivers/test-environment.ts";
import { cloneDatabase } from "../../scripts/dev/kits/shared-databases.ts";
import { readOutbox } from "../../scripts/measure/chaos/device.ts";
import { apiReader } from "../support/e2e/api-reader.ts";
import { expect, test } from "../support/e2e/fixtures.ts";

test.describe.configure({ mode: "serial" });

const watch = "https://www.youtube.com/watch?v=S4y0rL0d3h1";
const comment = (number: number) => `youtube:comment:UgzDapurLodeh0000000000${number}AaABAg`;

let profile: string;
let officer: Driver;
test.beforeAll(async ({ stage }) => {
  profile = mkdtempSync(join(tmpdir(), "lapor-profile-"));
  // Undo hold and backoff as in the stores.
  const extension = automationBuildWithRealWaits(stage.browser);
  officer = await stage.person("officer", "Petugas Contoh", { profile, extension });
});
test.afterAll(async () => {
  await officer.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

async function reportComment(driver: Driver, number: number): Promise<string> {
  const page = await driver.open(watch);
  await page.waitForState(comment(number), "idle");
  const receipt = await fileReport(page, comment(number), "JUDI");
  await page.close();
  return receipt;
}

const openPopup = (driver: Driver) => driver.extensionPage("popup.html", { width: 400, height: 600 });

/** Waits until the popup shows the report in this state. */
async function untilState(driver: Driver, receipt: string, state: string): Promise<void> {
  const popup = await openPopup(driver);
  const shownState = () =>
    popup.evaluate((number) => {
      const rows = [...document.querySelectorAll<HTMLElement>('[data-testid="report-row"]')];
      return rows.find((row) => row.innerText.includes(number))?.dataset.state;
    }, receipt);
  await expect.poll(shownState, { message: `state of ${receipt}`, timeout: 40_000 }).toBe(state);
  await popup.close();
}

async function tryNow(driver: Driver): Promise<void> {
  const popup = await openPopup(driver);
  await popup.waitFor("report-row");
  // The report may have been sent meanwhile.
  if ((await popup.count("try-now")) > 0) await popup.click("try-now").catch(() => undefined);
  await popup.close();
}

/** Checks that the intake has one case of the subject, with this report only. */
async function expectArrivedOnce(intake: IntakeProcess, subject: string, receipt: string): Promise<void> {
  const read = await apiReader(intake);
  const { cases } = await read("/v1/cases");
  const same = cases.filter((one: { subject: string }) => one.subject === subject);
  expect(same).toHaveLength(1);
  const { reportList } = await read(`/v1/cases/${same[0].id}`);
  expect(reportList.map(({ number }: { number: string }) => number)).toEqual([receipt]);
}

test("a report made while the intake is stopped survives a browser restart and arrives once", {
  tag: "@firefox-outbox",
}, async ({ stage }) => {
  await stage.intake.stop();
  const receipt = await reportComment(officer, 1);
  await untilState(officer, receipt, "waiting");
  await officer.restart();
  await untilState(officer, receipt, "waiting");
  await stage.intake.start();
  await tryNow(officer);
  await untilState(officer, receipt, "sent");
  await expectArrivedOnce(stage.intake, comment(1), receipt);
});

test("a report arrives once when the background dies between saving and sending", {
  tag: "@firefox-outbox",
}, async ({ stage }) => {
  const receipt = await reportComment(officer, 2);
  await officer.killBackground();
  await untilState(officer, receipt, "sent");
  await expectArrivedOnce(stage.intake, comment(2), receipt);
});

test("the desk shows one report for each case", { tag: "@chromium" }, async ({ stage }) => {
  const supervisor = await stage.person("supervisor", "Penyelia Contoh");
  const desk = await supervisor.extensionPage("desk.html");
  await expect.poll(() => desk.count("case-row"), "cases").toBe(2);
  const rows = await desk.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("[data-case]")].map((row) => row.innerText),
  );
  // A row counts the reports only if there are several.
  for (const row of rows) expect(row).not.toMatch(/\d+ laporan/);
  await supervisor.close();
});

test("an undone report is never sent, and a sent one can be withdrawn with a reason", {
  tag: "@chromium",
}, async ({ stage }) => {
  const sent = await reportComment(officer, 6);
  const page = await officer.open(watch);
  await page.waitForState(comment(5), "idle");
  const undone = await fileReport(page, comment(5), "JUDI");
  await page.form.click("undo");
  await page.waitForState(comment(5), "idle");
  await page.close();
  await untilState(officer, undone, "undone");

  await untilState(officer, sent, "sent");
  const popup = await openPopup(officer);
  const id = (await readOutbox(officer)).find(({ number }) => number === sent)?.id;
  await popup.click(`report-row[data-report="${id}"] [data-testid="report-summary"]`);
  await popup.click(`report-row[data-report="${id}"] [data-testid="withdraw"]`);
  await popup.type("withdraw-reason", "Salah kategori.");
  await popup.click("withdraw-send");
  await popup.close();
  await untilState(officer, sent, "withdrawn");
  const read = await apiReader(stage.intake);
  const { cases } = await read("/v1/cases");
  expect(cases.map(({ subject }: { subject: string }) => subject)).not.toContain(comment(5));
});

test.describe("with the intake in a separate process", { tag: "@chromium" }, () => {
  let own: TestEnvironment;
  test.beforeAll(async ({ engine, executable }) => {
    const env = { DATABASE_URL: await cloneDatabase(process.env.LAPOR_TEST_POSTGRES ?? "") };
    own = await openEnvironment({ browser: engine, executable, env });
  });
  test.afterAll(() => own?.close());

  test("a report arrives once when the intake is killed between saving and sending", async () => {
    const extension = automationBuildWithRealWaits(own.browser);
    const reporter = await own.person("officer", "Petugas Dua", { extension });
    const receipt = await reportComment(reporter, 4);
    await own.intake.kill();
    await untilState(reporter, receipt, "waiting");
    await own.intake.start();
    await tryNow(reporter);
    await untilState(reporter, receipt, "sent");
    await expectArrivedOnce(own.intake, comment(4), receipt);
  });
});
