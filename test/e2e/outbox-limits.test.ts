/** A network where every byte costs, and a disk that is nearly full, as the browser itself tells of them. */

import { expect, inject, test } from "vitest";
import { readOutbox, tryNow } from "../../scripts/chaos/device.ts";
import { limits } from "../../utils/contract/limits.ts";
import { until } from "./drivers/driver.ts";
import { fileReport, openForm, untilClosed } from "./file-report.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();
const officer = await stage.person("officer", "Petugas Contoh");
const key = await stage.intake.apiKey();

const watch = "https://www.youtube.com/watch?v=S4y0rL0d3h1";
const comment = (number: number) => `youtube:comment:UgzDapurLodeh0000000000${number}AaABAg`;

async function report(number: number): Promise<string> {
  const page = await officer.open(watch);
  await page.waitForState(comment(number), "idle");
  const receipt = await fileReport(page, comment(number), "JUDI");
  await page.close();
  return receipt;
}

const stateOf = async (receipt: string) =>
  (await readOutbox(officer)).find(({ number }) => number === receipt)?.state;
const untilState = (receipt: string, state: string) =>
  until(`${receipt} to be ${state}`, async () => (await stateOf(receipt)) === state || undefined, 40_000);

/** How many files of the subject's one report are at the intake; undefined while it has no case. */
async function filesAtIntake(subject: string): Promise<number | undefined> {
  const read = async (path: string) => {
    const answer = await fetch(stage.intake.address + path, { headers: { Authorization: `Bearer ${key}` } });
    return answer.json();
  };
  const { cases } = await read("/v1/cases");
  const found = (cases as { id: string; subject: string }[]).find((one) => one.subject === subject);
  return found && (await read(`/v1/cases/${found.id}`)).reportList[0].filesHere.length;
}

test.skipIf(inject("browser") === "firefox")(
  "where every byte costs the report goes at once, and its files with the next free network",
  async () => {
    await officer.meter(true);
    const receipt = await report(1);
    await until("the case", async () => ((await filesAtIntake(comment(1))) === 0 ? true : undefined), 40_000);
    await untilState(receipt, "waiting");
    const popup = await officer.extensionPage("popup.html", { width: 400, height: 600 });
    expect(await popup.text("report-row")).toContain("Mode hemat data");
    await popup.close();
    expect(await filesAtIntake(comment(1))).toBe(0);

    await officer.meter(false);
    await untilState(receipt, "sent");
    expect(await filesAtIntake(comment(1))).toBe(1);
  },
);

test("with the disk nearly full a new capture is refused with a sentence, and what waits stays and goes", async () => {
  await stage.intake.stop();
  const receipt = await report(2);
  await untilState(receipt, "waiting");
  await officer.limitRoom(limits.draftBytes);
  const page = await officer.open(watch);
  await page.waitForState(comment(3), "idle");
  await openForm(page, comment(3));
  expect(await page.form.attribute("problem", "data-code")).toBe("storage-full");
  expect(await page.form.text("problem")).toMatch(/penuh/);
  expect(await page.form.count("send")).toBe(0);
  await page.form.press("Escape");
  await untilClosed(page);
  await page.close();

  expect(await stateOf(receipt)).toBe("waiting");
  await stage.intake.start();
  await tryNow(officer);
  await untilState(receipt, "sent");
  expect(await filesAtIntake(comment(2))).toBe(1);
});
