import { expect, test } from "vitest";
import { type Page, until } from "./drivers/driver.ts";
import { fileReport } from "./file-report.ts";
import { shoot } from "./shoot.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();
const officer = await stage.person("officer", "Petugas Contoh");
const key = await stage.intake.apiKey();
const supervisor = await stage.person("supervisor", "Penyelia Satu");
const night = await stage.person("supervisor", "Penyelia Dua", { colorScheme: "dark" });

async function read(path: string) {
  const answer = await fetch(stage.intake.address + path, { headers: { Authorization: `Bearer ${key}` } });
  return answer.json();
}

/** The picture's own size on the screen's side: a veil has a few pixels. */
const shownWidth = (page: Page) =>
  page.evaluate(() => {
    const image = document.querySelector<HTMLImageElement>('[data-testid="case-file"] img');
    return image?.complete ? image.naturalWidth : 0;
  });

test("a supervisor sees a veil, then the picture, and the case's log says who looked, in desk and popup", async () => {
  await officer.grantAllUrls();
  const page = await officer.open("https://x.com/home");
  const subject = "x:post:1993210000000000102";
  await page.waitForState(subject, "idle");
  await fileReport(page, subject, "JUDI");
  await page.waitForState(subject, "sent", 30_000);
  await page.close();
  const caseId = await until("the picture at the intake", async () => {
    const { cases } = await read("/v1/cases");
    const id = cases.find((row: { subject: string }) => row.subject === subject)?.id;
    const [report] = id ? (await read(`/v1/cases/${id}`)).reportList : [];
    return report?.filesHere.length > 0 ? (id as string) : undefined;
  });
  const reveals = async () =>
    (await read(`/v1/cases/${caseId}`)).log.filter(({ act }: { act: string }) => act === "evidence-revealed");

  const desk = await supervisor.extensionPage("desk.html");
  await desk.click(`case-row[data-case="${caseId}"]`);
  await until("the veil", async () => ((await shownWidth(desk)) === 24 ? true : undefined));
  await shoot(desk, "veiled");
  expect(await reveals()).toEqual([]);

  await desk.click("file-reveal");
  await until("the picture", async () => ((await shownWidth(desk)) > 300 ? true : undefined));
  await shoot(desk, "clear");
  expect(await reveals()).toMatchObject([
    { by: "Penyelia Satu", detail: { role: "supervisor", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
  ]);
  await desk.click("file-reveal");
  expect(await shownWidth(desk)).toBe(24);

  const popup = await night.extensionPage("popup.html", { width: 400, height: 600 });
  await popup.click(`case-row[data-case="${caseId}"]`);
  await until("the veil in the popup", async () => ((await shownWidth(popup)) === 24 ? true : undefined));
  const tooWide = () => document.documentElement.scrollWidth > innerWidth;
  expect(await popup.evaluate(tooWide)).toBe(false);
  await shoot(popup, "popup-veiled");
  await popup.click("file-reveal");
  await until("the picture", async () => ((await shownWidth(popup)) > 300 ? true : undefined));
  await shoot(popup, "popup-clear");
  expect(await popup.evaluate(tooWide)).toBe(false);
  expect((await reveals()).map(({ by }: { by: string }) => by)).toEqual(["Penyelia Satu", "Penyelia Dua"]);
});
