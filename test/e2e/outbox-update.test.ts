/** The extension starts anew, for an update or with its browser, while a report is on its way. */

import { afterAll, expect, test } from "vitest";
import { readOutbox } from "../../scripts/chaos/device.ts";
import { briefly, until } from "./drivers/driver.ts";
import { enrolBrowser } from "./drivers/enrol.ts";
import { recordBefore } from "./drivers/recorder.ts";
import { fileReport } from "./file-report.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();
const recorder = await recordBefore(stage.intake.address);
afterAll(() => recorder.stop());
const officer = await stage.visitor();
await enrolBrowser(officer, recorder.address, () => stage.intake.enrol("officer", "Petugas Contoh"));
await officer.allowReload();
const key = await stage.intake.apiKey();

const watch = "https://www.youtube.com/watch?v=S4y0rL0d3h1";
const comment = (number: number) => `youtube:comment:UgzDapurLodeh0000000000${number}AaABAg`;
const sendReport = /^POST \/v1\/reports$/;
const sendFile = /^PUT \/v1\/reports\/.*\/files\//;

/** Of a test: each waits for a browser or an extension that starts anew. */
const timeout = 180_000;
/** More than it takes until the background looks again whether an update may be taken. */
const lookAgainMs = 7_000;

interface Api {
  runtime: { reload(): void };
  storage: { session: { get(keys: null): Promise<object>; set(values: object): Promise<void> } };
}

/** What devices asked of it and the intake did. */
const done = (calls: RegExp) =>
  recorder.sent.filter(({ call, status }) => calls.test(call) && status !== undefined && status < 300);

async function untilDone(calls: RegExp, before: number): Promise<void> {
  await until("the intake to do it", async () => done(calls).length > before || undefined, 60_000);
}

/** Reports, and gives the receipt once the intake has done such a call and nobody has heard of it. */
async function reportUntil(subject: string, calls: RegExp): Promise<string> {
  const before = done(calls).length;
  const page = await officer.open(watch);
  await page.waitForState(subject, "idle");
  const receipt = await fileReport(page, subject, "JUDI");
  await page.close();
  await untilDone(calls, before);
  expect(await stateOf(receipt)).toBe("sending");
  return receipt;
}

async function stateOf(receipt: string): Promise<string | undefined> {
  return (await readOutbox(officer)).find(({ number }) => number === receipt)?.state;
}

/** While it starts anew its pages cannot be opened. */
async function untilSent(receipt: string): Promise<void> {
  await until(
    `${receipt} to be sent`,
    async () => (await briefly(() => stateOf(receipt))) === "sent" || undefined,
    60_000,
  );
}

/** At the intake once, with all its files, although it was sent more than once. */
async function expectOnce(subject: string, receipt: string): Promise<void> {
  const read = async (path: string) => {
    const answer = await fetch(stage.intake.address + path, { headers: { Authorization: `Bearer ${key}` } });
    return answer.json();
  };
  const { cases } = await read("/v1/cases");
  const found = (cases as { id: string; subject: string }[]).filter((one) => one.subject === subject);
  expect(found).toHaveLength(1);
  const { reportList, log } = await read(`/v1/cases/${found[0]?.id}`);
  expect(reportList.map(({ number }: { number: string }) => number)).toEqual([receipt]);
  expect(log.filter(({ act }: { act: string }) => act === "report-received")).toHaveLength(1);
  expect(reportList[0].filesHere).toEqual([reportList[0].evidence.snapshot.file.sha256]);
}

/** Leaves a mark that goes when the extension starts anew, as all does that lies in the session. */
async function leaveMark(values: object = {}): Promise<void> {
  const own = await officer.extensionPage("options.html");
  await own.evaluate(
    (marks) => {
      const scope = globalThis as unknown as { browser?: Api; chrome: Api };
      return (scope.browser ?? scope.chrome).storage.session.set(marks);
    },
    { tanda: true, ...values },
  );
  await own.close();
}

async function isNew(): Promise<boolean> {
  const own = await officer.extensionPage("options.html");
  const kept = await own.evaluate(async () => {
    const scope = globalThis as unknown as { browser?: Api; chrome: Api };
    return Object.keys(await (scope.browser ?? scope.chrome).storage.session.get(null));
  });
  await own.close();
  return !kept.includes("tanda");
}

/** While it starts anew its pages cannot be opened. */
async function untilNew(): Promise<void> {
  await until("the extension to start anew", async () => (await briefly(isNew)) || undefined, 40_000);
}

async function reload(): Promise<void> {
  await leaveMark();
  const own = await officer.extensionPage("options.html");
  // The page goes with the extension.
  await own.evaluate(() => {
    const scope = globalThis as unknown as { browser?: Api; chrome: Api };
    setTimeout(() => (scope.browser ?? scope.chrome).runtime.reload(), 50);
  });
  await untilNew();
}

/** What any page of a site does: whoever sleeps wakes. */
async function wake(): Promise<void> {
  const popup = await officer.extensionPage("popup.html", { width: 400, height: 600 });
  await popup.waitFor("report-row");
  await popup.close();
}

const restarts = [
  ["an update forced while a report's answer is awaited", sendReport, reload, 1],
  ["an update forced while a file's answer is awaited", sendFile, reload, 2],
  ["a restart of the browser while a report's answer is awaited", sendReport, () => officer.restart(), 3],
] as const;

test.each(restarts)(
  "%s loses nothing and doubles nothing",
  { timeout },
  async (_, calls, restart, number) => {
    const subject = comment(number);
    const letGo = recorder.holdAnswers(calls);
    const receipt = await reportUntil(subject, calls);
    const before = done(calls);
    await restart();
    await wake();
    await untilDone(calls, before.length);
    letGo();
    await untilSent(receipt);
    // The same bytes once more. A file is encrypted only once.
    const again = done(calls).slice(before.length);
    expect(again.map(({ body }) => body)).toEqual([before.at(-1)?.body]);
    await expectOnce(subject, receipt);
  },
);

test("an update that was told mid-send waits until the report has gone, and is taken then", {
  timeout,
}, async () => {
  const subject = comment(4);
  const letGo = recorder.holdAnswers(sendReport);
  const receipt = await reportUntil(subject, sendReport);
  const before = done(sendReport).length;
  // As the background notes it when the browser tells.
  await leaveMark({ "update-waits": true });
  await officer.killBackground();
  await wake();
  await untilDone(sendReport, before);
  await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  expect(await isNew()).toBe(false);
  expect(await stateOf(receipt)).toBe("sending");
  letGo();
  await untilSent(receipt);
  await untilNew();
  expect(await stateOf(receipt)).toBe("sent");
  await expectOnce(subject, receipt);
});
