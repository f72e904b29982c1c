/** A case leaves the desk as a file: every format is made, saved and logged. */

import { expect, test } from "vitest";
import { until } from "./drivers/driver.ts";
import { fileReport } from "./file-report.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();
const officer = await stage.person("officer", "Petugas Contoh");
const supervisor = await stage.person("supervisor", "Penyelia Satu");
const key = await stage.intake.apiKey();

async function logOf(caseId: string): Promise<{ act: string; detail: { format?: string } }[]> {
  const headers = { Authorization: `Bearer ${key}` };
  return (await (await fetch(`${stage.intake.address}/v1/cases/${caseId}`, { headers })).json()).log;
}

test("each format is made, saved and logged", async () => {
  const page = await officer.open("https://x.com/home");
  const subject = "x:post:1993210000000000102";
  await page.waitForState(subject, "idle");
  await fileReport(page, subject, "JUDI");
  await page.waitForState(subject, "sent", 30_000);
  await page.close();

  const desk = await supervisor.extensionPage("desk.html");
  const caseId = (await desk.attribute("case-row", "data-case")) ?? "";
  await desk.click("case-row");
  for (const format of ["pdf", "html", "wacz", "json"]) {
    await desk.click("export");
    await desk.click(`export-${format}`);
    await until(`${format} to be saved`, async () => {
      const words = await desk.evaluate(
        () => document.querySelector("[data-testid=export-saved]")?.textContent ?? "",
      );
      return words.endsWith(`.${format}`) || undefined;
    });
  }
  const exported = (await logOf(caseId)).filter(({ act }) => act === "evidence-exported");
  expect(exported.map(({ detail }) => detail.format)).toEqual(["pdf", "html", "wacz", "json"]);
  expect(await desk.count("problem")).toBe(0);
  await desk.click("export");
  await desk.waitFor("export-pdf");
});
