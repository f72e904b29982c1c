/** Counts the key presses of a plain approval by a supervisor who looked at the evidence, in the built extension. */

import { automationBuild } from "../../scripts/dev/drivers/builds.ts";
import { type Page, until } from "../../scripts/dev/drivers/driver.ts";
import { fileReport } from "../../scripts/dev/drivers/file-report.ts";
import { openEnvironment, type TestEnvironment } from "../../scripts/dev/drivers/test-environment.ts";
import { buildWhenStale } from "../../scripts/dev/start/build.ts";
import { apiReader, type ReadApi } from "../support/e2e/api-reader.ts";
import { chromiumPath } from "./chromium.ts";
import { type Figure, figure } from "./figure.ts";

const mostKeys = 4;
const posts = ["x:post:1993210000000000102", "x:post:1993210000000000103"];

export async function keysPerCase(): Promise<Figure[]> {
  buildWhenStale(automationBuild("chromium"), "automation");
  const stage = await openEnvironment({ browser: "chromium", executable: chromiumPath() });
  try {
    const read = await apiReader(stage.intake);
    await reportPosts(stage, read);
    const supervisor = await stage.person("supervisor", "Bench");
    const desk = await supervisor.extensionPage("desk.html");
    await desk.click("case-row");
    const picture = await approve(desk, { everyFile: false });
    const files = await approve(desk, { everyFile: true });
    await until("both approvals at the intake", async () => {
      const { cases } = await read("/v1/cases?limit=10");
      return cases.every(({ state }: { state: string }) => state === "proposed") || undefined;
    });
    const keys = { unit: "keys", vs: mostKeys, against: "the limit" };
    return [
      figure({ name: "keys.per.case", value: picture, ...keys }),
      figure({ name: "keys.per.case.files", value: files, ...keys }),
    ];
  } finally {
    await stage.close();
  }
}

/** With their pictures and copies, all of which the intake has afterwards. */
async function reportPosts(stage: TestEnvironment, read: ReadApi): Promise<void> {
  const officer = await stage.person("officer", "Bench officer");
  await officer.grantAllUrls();
  const page = await officer.open("https://x.com/home");
  for (const post of posts) {
    await page.waitForState(post, "idle");
    await fileReport(page, post, "JUDI");
    await page.waitForState(post, "sent", 30_000);
  }
  const { cases } = await read("/v1/cases?limit=10");
  if (cases.length !== posts.length) throw new Error(`${cases.length} cases for ${posts.length} posts`);
  for (const { id } of cases)
    await until("the files of a report", async () => {
      const [report] = (await read(`/v1/cases/${id}`)).reportList;
      return report.filesHere.length === 2 || undefined;
    });
  await officer.close();
  await stage.describeReports();
}

/** Approves the open case and returns the number of keys pressed until it is saved. */
async function approve(desk: Page, { everyFile }: { everyFile: boolean }): Promise<number> {
  await desk.waitFor("file-reveal");
  const caseId = await desk.attribute("case-view", "data-case");
  await desk.evaluate(countKeys);
  do {
    const clear = await desk.count('case-file[data-state="clear"]');
    await desk.press("d");
    await until(
      "a file",
      async () => (await desk.count('case-file[data-state="clear"]')) > clear || undefined,
    );
  } while (everyFile && (await desk.count('case-file[data-state="veiled"]')) > 0);
  await desk.waitFor('openings[data-own="true"]');
  for (const key of ["s", "u", "Control+Enter"]) await desk.press(key);
  await until("the next case or the result", async () => {
    const isOther = (await desk.attribute("case-view", "data-case")) !== caseId;
    return isOther || (await desk.count("decide-saved")) > 0 || undefined;
  });
  return desk.evaluate(() => (window as unknown as { keysPressed: number }).keysPressed);
}

/** Runs in the page. A modifier is part of its key. */
function countKeys(): void {
  const counted = window as unknown as { keysPressed?: number };
  const isNew = counted.keysPressed === undefined;
  counted.keysPressed = 0;
  if (!isNew) return;
  const count = ({ key, isTrusted }: KeyboardEvent) => {
    if (isTrusted && key !== "Control") counted.keysPressed = (counted.keysPressed ?? 0) + 1;
  };
  addEventListener("keydown", count, { capture: true });
}
