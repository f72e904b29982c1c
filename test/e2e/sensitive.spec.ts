/** Supervisors see a veiled picture until they reveal it, and each reveal is logged. */

import type { Page } from "../../scripts/dev/drivers/driver.ts";
import { fileReport } from "../../scripts/dev/drivers/file-report.ts";
import { apiReader } from "../support/e2e/api-reader.ts";
import { caseOf } from "../support/e2e/case-of.ts";
import { expect, pollFor, test } from "../support/e2e/fixtures.ts";
import { shoot } from "../support/e2e/shoot.ts";

/** Width of the veil's own pixels. */
const veilWidth = 24;

/** Width of the shown picture's own pixels; 0 until it is loaded. */
const shownWidth = (page: Page) =>
  page.evaluate(() => {
    const image = document.querySelector<HTMLImageElement>('[data-testid="case-file"] img');
    return image?.complete ? image.naturalWidth : 0;
  });

test("veils the picture in desk and popup and logs each supervisor who reveals it", {
  tag: "@chromium",
}, async ({ stage }) => {
  const officer = await stage.person("officer", "Petugas Contoh");
  await officer.grantAllUrls();
  const page = await officer.open("https://x.com/home");
  const subject = "x:post:1993210000000000102";
  await page.waitForState(subject, "idle");
  await fileReport(page, subject, "JUDI");
  const read = await apiReader(stage.intake);
  const caseId = await pollFor("the picture at the intake", async () => {
    const row = await caseOf(read, subject);
    return row?.reportList[0].filesHere.length > 0 ? (row.id as string) : undefined;
  });
  await officer.close();
  const reveals = async () =>
    (await read(`/v1/cases/${caseId}`)).log.filter(({ act }: { act: string }) => act === "evidence-revealed");

  const supervisor = await stage.person("supervisor", "Penyelia Satu");
  const desk = await supervisor.extensionPage("desk.html");
  await desk.click(`case-row[data-case="${caseId}"]`);
  await expect.poll(() => shownWidth(desk), "the veil").toBe(veilWidth);
  await shoot(desk, "veiled");
  expect(await reveals()).toEqual([]);

  await desk.click("file-reveal");
  await expect.poll(() => shownWidth(desk), "the picture").toBeGreaterThan(300);
  await shoot(desk, "clear");
  expect(await reveals()).toMatchObject([
    { by: "Penyelia Satu", detail: { role: "supervisor", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
  ]);
  await desk.click("file-reveal");
  await expect.poll(() => shownWidth(desk), "the veil again").toBe(veilWidth);

  const night = await stage.person("supervisor", "Penyelia Dua", { colorScheme: "dark" });
  const popup = await night.extensionPage("popup.html", { width: 400, height: 600 });
  await popup.click(`case-row[data-case="${caseId}"]`);
  await expect.poll(() => shownWidth(popup), "the veil in the popup").toBe(veilWidth);
  const tooWide = () => document.documentElement.scrollWidth > innerWidth;
  expect(await popup.evaluate(tooWide)).toBe(false);
  await shoot(popup, "popup-veiled");
  await popup.click("file-reveal");
  await expect.poll(() => shownWidth(popup), "the picture in the popup").toBeGreaterThan(300);
  await shoot(popup, "popup-clear");
  expect(await popup.evaluate(tooWide)).toBe(false);
  expect((await reveals()).map(({ by }: { by: string }) => by)).toEqual(["Penyelia Satu", "Penyelia Dua"]);
});
