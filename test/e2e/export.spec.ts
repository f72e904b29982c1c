import { fileReport } from "../../scripts/dev/drivers/file-report.ts";
import { apiReader } from "../support/e2e/api-reader.ts";
import { expect, test } from "../support/e2e/fixtures.ts";

const formats = ["pdf", "html", "wacz", "json"];

test("exports a case in every format and logs each export", { tag: "@chromium" }, async ({ stage }) => {
  const officer = await stage.person("officer", "Petugas Contoh");
  const page = await officer.open("https://x.com/home");
  const subject = "x:post:1993210000000000102";
  await page.waitForState(subject, "idle");
  await fileReport(page, subject, "JUDI");
  const supervisor = await stage.person("supervisor", "Penyelia Satu");
  await page.waitForState(subject, "sent", 30_000);

  const desk = await supervisor.extensionPage("desk.html");
  const caseId = (await desk.attribute("case-row", "data-case")) ?? "";
  await desk.click(`case-row[data-case="${caseId}"]`);
  const saved = () =>
    desk.evaluate(() => document.querySelector("[data-testid=export-saved]")?.textContent ?? "");
  for (const format of formats) {
    await desk.click("export");
    await desk.click(`export-${format}`);
    await expect.poll(saved, `name of the saved ${format}`).toMatch(new RegExp(`\\.${format}$`));
  }
  const read = await apiReader(stage.intake);
  const log: { act: string; detail: { format?: string } }[] = (await read(`/v1/cases/${caseId}`)).log;
  const exported = log.filter(({ act }) => act === "evidence-exported");
  expect(exported.map(({ detail }) => detail.format)).toEqual(formats);
  expect(await desk.count("problem")).toBe(0);
  await desk.click("export");
  await desk.waitFor("export-pdf");
});
