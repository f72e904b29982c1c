/** The extension restarts, for an update or with its browser, while a report is being sent. */

import { type Driver, type Page, withinBrief } from "../../scripts/dev/drivers/driver.ts";
import { enrolBrowser } from "../../scripts/dev/drivers/enrol.ts";
import { fileReport } from "../../scripts/dev/drivers/file-report.ts";
import { readOutbox } from "../../scripts/measure/chaos/device.ts";
import { apiReader, type ReadApi } from "../support/e2e/api-reader.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { askBackground, pause } from "../support/e2e/hostile-site.ts";
import { type CallRecorder, recordCalls } from "../support/e2e/record-calls.ts";

const watch = "https://www.youtube.com/watch?v=S4y0rL0d3h1";
const comment = (number: number) => `youtube:comment:UgzDapurLodeh0000000000${number}AaABAg`;
const sendReport = /^POST \/v1\/reports$/;
const sendFile = /^PUT \/v1\/reports\/.*\/files\//;

/** Limit of one test: each restarts a browser or an extension. */
const testMs = 180_000;
const slowly = { timeout: 60_000 };
/** Longer than the background waits before it checks again whether an update may be installed. */
const updateCheckMs = 2_000;

interface Api {
  storage: { session: { get(keys: null): Promise<object>; set(values: object): Promise<void> } };
}

let recorder: CallRecorder;
let officer: Driver;
let read: ReadApi;
test.beforeAll(async ({ stage }) => {
  recorder = await recordCalls(stage.intake);
  officer = await stage.visitor();
  await enrolBrowser(officer, recorder.address, () => stage.intake.enrol("officer", "Petugas Contoh"));
  await officer.allowReload();
  read = await apiReader(stage.intake);
});
test.afterAll(() => recorder.stop());

/** Calls that the intake has carried out, although their answers may be held back. */
const done = (calls: RegExp) =>
  recorder.sent.filter(({ call, status }) => calls.test(call) && status !== undefined && status < 300);

async function untilDone(calls: RegExp, before: number): Promise<void> {
  await expect
    .poll(() => done(calls).length, { message: "calls that the intake carried out", ...slowly })
    .toBeGreaterThan(before);
}

/** Reports and returns the receipt once the intake has carried out such a call, whose answer is held back. */
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

/** The extension's pages cannot be opened while it restarts. */
async function untilSent(receipt: string): Promise<void> {
  await expect
    .poll(() => withinBrief(() => stateOf(receipt)), { message: `state of ${receipt}`, ...slowly })
    .toBe("sent");
}

/** Checks that the intake has one report with all its files, although it was sent more than once. */
async function expectOnce(subject: string, receipt: string): Promise<void> {
  const { cases } = await read("/v1/cases");
  const same = (cases as { id: string; subject: string }[]).filter((one) => one.subject === subject);
  expect(same).toHaveLength(1);
  const { reportList, log } = await read(`/v1/cases/${same[0]?.id}`);
  expect(reportList.map(({ number }: { number: string }) => number)).toEqual([receipt]);
  expect(log.filter(({ act }: { act: string }) => act === "report-received")).toHaveLength(1);
  expect(reportList[0].filesHere).toEqual([reportList[0].evidence.snapshot.file.sha256]);
}

/** Writes a mark to session storage, which a restart of the extension clears. */
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

/** Says what was found, because a page that opens in the middle of a restart may hang. */
async function look(): Promise<string> {
  const own = await withinBrief(() => officer.extensionPage("options.html"));
  if (!own) return "no page opens";
  const found = await lookFrom(own);
  await withinBrief(() => own.close());
  return found;
}

/** Asks the background too: while the extension is being unloaded, its storage is already empty. */
async function lookFrom(own: Page): Promise<string> {
  const kept = await withinBrief(() =>
    own.evaluate(async () => {
      const scope = globalThis as unknown as { browser?: Api; chrome: Api };
      return Object.keys(await (scope.browser ?? scope.chrome).storage.session.get(null));
    }),
  );
  if (!kept) return "the page or its storage does not answer";
  // It refuses this page, which is an answer too.
  const answered = await withinBrief(async () => [await askBackground(own, "list-outbox")]);
  if (!answered) return "the background does not answer";
  return kept.includes("tanda") ? "not restarted" : "restarted";
}

/** First looks after `everyMs`, so that the restart can begin without an open page. */
async function untilRestarted(everyMs = 1_000): Promise<void> {
  await pause(everyMs);
  await expect
    .poll(look, { message: "restart of the extension", timeout: 60_000, intervals: [everyMs] })
    .toBe("restarted");
}

async function reload(): Promise<void> {
  await leaveMark();
  await officer.reloadExtension();
  await untilRestarted();
}

/** Wakes the background, as any page of a site does. */
async function wake(): Promise<void> {
  const popup = await officer.extensionPage("popup.html", { width: 400, height: 600 });
  await popup.waitFor("report-row");
  await popup.close();
}

const restartBrowser = () => officer.restart();
const restarts = [
  ["a forced update while a report's answer is awaited", sendReport, reload, 1, "@firefox-outbox"],
  ["a forced update while a file's answer is awaited", sendFile, reload, 2, "@chromium"],
  ["a browser restart while a report's answer is awaited", sendReport, restartBrowser, 3, "@firefox-outbox"],
] as const;

for (const [what, calls, restart, number, tag] of restarts)
  test(`${what} neither loses nor duplicates the report`, { tag }, async () => {
    test.setTimeout(testMs);
    const subject = comment(number);
    const letGo = recorder.holdAnswers(calls);
    const receipt = await reportUntil(subject, calls);
    const before = done(calls);
    await restart();
    await wake();
    await untilDone(calls, before.length);
    letGo();
    await untilSent(receipt);
    // The same bytes again: a file is encrypted only once.
    const again = done(calls).slice(before.length);
    expect(again.map(({ body }) => body)).toEqual([before.at(-1)?.body]);
    await expectOnce(subject, receipt);
  });

test("an update announced while a report is sent waits for it and for an open page, and is installed afterwards", {
  tag: "@firefox-outbox",
}, async () => {
  test.setTimeout(testMs);
  // It opened when the browser installed the extension, and would hold the update up.
  await (await officer.opened("/options.html")).close();
  const subject = comment(4);
  const letGo = recorder.holdAnswers(sendReport);
  const receipt = await reportUntil(subject, sendReport);
  const before = done(sendReport).length;
  // The background's own note of an announced update.
  await leaveMark({ "update-waits": true });
  await officer.killBackground();
  await wake();
  await untilDone(sendReport, before);
  // Polling is impossible: the extension must not restart meanwhile.
  await pause(updateCheckMs);
  expect(await look()).toBe("not restarted");
  expect(await stateOf(receipt)).toBe("sending");
  const own = await officer.extensionPage("popup.html", { width: 400, height: 600 });
  letGo();
  await untilSent(receipt);
  await pause(updateCheckMs);
  expect(await own.count("report-row")).toBeGreaterThan(0);
  await own.close();
  // Each look opens a page, which would hold the update up.
  await untilRestarted(updateCheckMs);
  expect(await stateOf(receipt)).toBe("sent");
  await expectOnce(subject, receipt);
});
