import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Driver, type Page, until } from "./drivers/driver.ts";
import { fileReport } from "./file-report.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();
const profile = mkdtempSync(join(tmpdir(), "lapor-profile-"));
afterAll(() => rmSync(profile, { recursive: true, force: true }));
const officer = await stage.person("officer", "Petugas Contoh", { profile });

const watch = "https://www.youtube.com/watch?v=S4y0rL0d3h1";
const comment = (number: number) => `youtube:comment:UgzDapurLodeh0000000000${number}AaABAg`;

async function reportComment(number: number): Promise<string> {
  const page = await officer.open(watch);
  await page.waitForState(comment(number), "idle");
  const receipt = await fileReport(page, comment(number), "JUDI");
  await page.close();
  return receipt;
}

async function rowState(popup: Page, receipt: string): Promise<string | undefined> {
  return popup.evaluate((number) => {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-testid="report-row"]')];
    return rows.find((row) => row.innerText.includes(number))?.dataset.state;
  }, receipt);
}

async function untilState(driver: Driver, receipt: string, state: string): Promise<void> {
  const popup = await driver.extensionPage("popup.html", { width: 400, height: 600 });
  let last: string | undefined;
  await until(
    `${receipt} to be ${state}`,
    async () => {
      last = await rowState(popup, receipt);
      return last === state || undefined;
    },
    40_000,
  ).catch((error: Error) => {
    throw new Error(`${error.message}; it is ${last}`);
  });
  await popup.close();
}

async function tryNow(driver: Driver): Promise<void> {
  const popup = await driver.extensionPage("popup.html", { width: 400, height: 600 });
  await popup.waitFor("report-row");
  // It may have gone out by itself meanwhile.
  if ((await popup.count("try-now")) > 0) await popup.click("try-now").catch(() => undefined);
  await popup.close();
}

test("with the intake away a report waits, survives a restart of the browser, and arrives", async () => {
  await stage.intake.stop();
  const receipt = await reportComment(1);
  await untilState(officer, receipt, "waiting");
  await officer.restart();
  await untilState(officer, receipt, "waiting");
  await stage.intake.start();
  await tryNow(officer);
  await untilState(officer, receipt, "sent");
});

test("the background dies between saving and sending: the report arrives once", async () => {
  const receipt = await reportComment(2);
  await officer.killBackground();
  await untilState(officer, receipt, "sent");
});

test("the intake is killed between saving and sending: the report arrives once it is back", async () => {
  const receipt = await reportComment(4);
  await stage.intake.kill();
  await untilState(officer, receipt, "waiting");
  await stage.intake.start();
  await tryNow(officer);
  await untilState(officer, receipt, "sent");

  const supervisor = await stage.person("supervisor", "Penyelia Contoh");
  const desk = await supervisor.extensionPage("desk.html");
  await desk.waitFor("case-row");
  expect(await desk.count("case-row")).toBe(3);
  for (const text of await desk.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("[data-case]")].map((row) => row.innerText),
  )) {
    expect(text).toContain("1 laporan");
  }
});

test("what is undone within five seconds never leaves; what is sent can be withdrawn with a reason", async () => {
  const page = await officer.open(watch);
  await page.waitForState(comment(5), "idle");
  const receipt = await fileReport(page, comment(5), "JUDI");
  await page.form.click("undo");
  await page.waitForState(comment(5), "idle");
  await untilState(officer, receipt, "undone");

  const sent = await reportComment(6);
  await untilState(officer, sent, "sent");
  const popup = await officer.extensionPage("popup.html", { width: 400, height: 600 });
  const row = `report-row[data-state="sent"]`;
  await popup.waitFor(row);
  await popup.click(`${row} [data-testid="withdraw"]`);
  await popup.type("withdraw-reason", "Salah kategori.");
  await popup.click("withdraw-send");
  await popup.close();
  await untilState(officer, sent, "withdrawn");
});
