/** A real policy in a real browser governs the settings page, the form and the outbox. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Driver, Page } from "../../scripts/dev/drivers/driver.ts";
import { enrolBrowser } from "../../scripts/dev/drivers/enrol.ts";
import { fileReport, openForm, untilClosed } from "../../scripts/dev/drivers/file-report.ts";
import type { TestEnvironment } from "../../scripts/dev/drivers/test-environment.ts";
import { apiReader } from "../support/e2e/api-reader.ts";
import { findings } from "../support/e2e/axe-findings.ts";
import { readCaptured } from "../support/e2e/draft.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { type ManagedPolicy, managedPolicyFor } from "../support/e2e/managed-policy.ts";

test.describe.configure({ mode: "serial" });

const watch = "https://www.youtube.com/watch?v=S4y0rL0d3h1";
const video = "youtube:video:S4y0rL0d3h1";
const comment = "youtube:comment:UgzDapurLodeh00000000001AaABAg";
const elsewhere = "https://lain.example.go.id";
const rules = {
  organisation: "Dinas Contoh",
  language: "en",
  categories: ["JUDI"],
  pictures: "never",
  signOn: "off",
};

let place: ManagedPolicy | undefined;
let profile: string | undefined;
let officer: Driver;
test.beforeAll(async ({ engine, executable, stage }) => {
  const policy = managedPolicyFor(engine, executable);
  // Chromium reads policies from one folder of the machine, which may not be writable.
  if (typeof policy === "string") return test.skip(true, policy);
  place = policy;
  place.set({ ...rules, intake: stage.intake.address });
  profile = mkdtempSync(join(tmpdir(), "lapor-managed-profile-"));
  officer = await stage.visitor({ ...place.launch, profile });
});
test.afterAll(async () => {
  place?.remove();
  await officer?.close();
  if (profile) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

const enrol = ({ intake }: TestEnvironment) =>
  enrolBrowser(officer, intake.address, () => intake.enrol("officer", "Petugas Contoh"));

/** Reads the report's row in the popup. */
const rowOf = (popup: Page, receipt: string) =>
  popup.evaluate((number) => {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-testid="report-row"]')];
    const row = rows.find((one) => one.innerText.includes(number));
    return row && { state: row.dataset.state, words: row.innerText };
  }, receipt);

/** Waits until the popup shows the report in this state, with these words. */
async function untilState(receipt: string, state: string, words = ""): Promise<void> {
  const popup = await officer.extensionPage("popup.html", { width: 400, height: 600 });
  await expect
    .poll(() => rowOf(popup, receipt), { message: `row of ${receipt}`, timeout: 60_000 })
    .toMatchObject({ state, words: expect.stringContaining(words) });
  await popup.close();
}

test("refuses a link to another intake, and the settings page shows what the policy sets", {
  tag: "@firefox-manifest",
}, async ({ stage }) => {
  const link = new URLSearchParams({ intake: elsewhere, code: "ABCDEFGHIJKLMNOPQRSTUVWXYZ" });
  const page = await officer.extensionPage(`options.html?${link}`);
  await page.waitFor("managed");
  expect(await page.attribute("problem", "data-code")).toBe("intake-managed");
  expect(await page.text("intake-url")).toBe(stage.intake.address);
  expect(await page.text("enrol-code")).toBe("");
  expect(await page.text("language")).toBe("English");
  expect(await page.text("managed-organisation")).toBe("Dinas Contoh");
  expect(await page.text("managed-categories")).toBe("Child sexual abuse, Gambling");
  expect(await page.text("managed-sign-on")).toBe("An enrolment code only");
  expect(await page.count("allow-pictures")).toBe(0);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
  // Typing changes nothing.
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-testid="intake-url"]')?.focus());
  await page.press("x");
  expect(await page.text("intake-url")).toBe(stage.intake.address);
  if (officer.name === "chromium") expect(await findings(page)).toEqual([]);
  await page.close();
  expect(stage.practice.refused.filter((host) => host.includes("lain.example"))).toEqual([]);
});

test("takes no picture and no video frame, and the form offers the organisation's categories only", {
  tag: "@chromium",
}, async ({ stage }) => {
  await enrol(stage);
  await officer.grantAllUrls();
  const page = await officer.open(watch);
  await page.waitForState(video, "idle");
  await openForm(page, video);
  const { evidence, files } = await readCaptured(page);
  expect(evidence.picture).toEqual({ state: "none", reason: "policy" });
  expect(evidence.frame).toEqual({ state: "none", reason: "policy" });
  const contents = Object.values(files);
  expect(contents.filter((file) => file.startsWith("data:image"))).toEqual([]);
  expect(contents.filter((file) => atob(file.split(",")[1] ?? "").includes("data:image"))).toEqual([]);
  const cells = await page.form.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[role="radio"]')].map(({ dataset }) => dataset.testid),
  );
  expect(cells).toEqual(["category-JUDI", "category-PORNO_ANAK"]);
  // The key of a category that is not offered.
  await page.form.press("2");
  expect(await page.form.attribute("send", "aria-disabled")).toBe("true");
  await page.form.press("Escape");
  await untilClosed(page);
  await page.close();
});

test("holds reports while the policy names another intake, and sends them once it is set back", {
  tag: "@firefox-manifest",
}, async ({ stage }) => {
  await enrol(stage);
  const read = await apiReader(stage.intake);
  const open = await officer.extensionPage("options.html");
  await open.waitFor("managed");
  place?.set({ ...rules, intake: elsewhere });
  if (officer.name === "chromium")
    await expect
      .poll(() => open.text("intake-url"), { message: "intake on the open page", timeout: 40_000 })
      .toBe(elsewhere);
  else await officer.restart();
  const page = await officer.open(watch);
  await page.waitForState(comment, "idle");
  const receipt = await fileReport(page, comment, "JUDI");
  await untilState(receipt, "waiting", "another intake");
  expect((await read("/v1/cases")).cases).toEqual([]);
  place?.set({ ...rules, intake: stage.intake.address });
  await officer.restart();
  await untilState(receipt, "sent");
  expect((await read("/v1/cases")).cases).toHaveLength(1);
});

test("names a setting that cannot be read and applies the others", { tag: "@chromium" }, async () => {
  place?.set({ ...rules, intake: "http://tidak-aman.example" });
  await officer.restart();
  const page = await officer.extensionPage("options.html");
  await page.waitFor("managed-wrong");
  expect(await page.attribute("managed-wrong", "data-name")).toBe("intake");
  expect(await page.text("managed-organisation")).toBe("Dinas Contoh");
  await page.close();
});
