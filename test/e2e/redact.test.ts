/** What a person makes unreadable in the form is in no byte that the intake received; what weakens the evidence is said. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { findBrowsers } from "../../scripts/browsers.ts";
import { type Page, type SitePage, until } from "./drivers/driver.ts";
import { openStage } from "./drivers/stage.ts";
import { openForm, receiptOf, untilReady } from "./file-report.ts";

const dataDir = mkdtempSync(join(tmpdir(), "lapor-redact-"));
const browser = inject("browser");
const stage = await openStage({ browser, executable: findBrowsers([browser])[browser], dataDir });
afterAll(async () => {
  await stage.close();
  rmSync(dataDir, { recursive: true, force: true });
});
const officer = await stage.person("officer", "Petugas Contoh");
const key = await stage.intake.apiKey();
const headers = { Authorization: `Bearer ${key}` };
await officer.grantAllUrls();

const subject = "x:post:1993210000000000103";
/** Whom the post quotes. */
const bystander = "Tips Cuan";

const ask = (path: string) => fetch(stage.intake.address + path, { headers });
/** Where pictures show that they can be sampled, in shares of width and height. */
const black = { x: 0.5, y: 0.5 };
const untouched = { x: 0.05, y: 0.05 };

/** Red, green and blue at places of a picture, as a browser draws it. */
async function coloursAt(page: Page, address: string, places: readonly { x: number; y: number }[]) {
  return page.evaluate(
    async ({ address, places }) => {
      const bytes = Uint8Array.from(atob(address.split(",")[1] ?? ""), (one) => one.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes]));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext("2d");
      context?.drawImage(bitmap, 0, 0);
      return places.map(({ x, y }) => [
        ...(context
          ?.getImageData(Math.floor(x * bitmap.width), Math.floor(y * bitmap.height), 1, 1)
          .data.slice(0, 3) ?? []),
      ]);
    },
    { address, places: [...places] },
  );
}

/** The intake's own copy of a file. */
function fileNamed(sha256: string): string {
  const paths = readdirSync(dataDir, { recursive: true, encoding: "utf8" });
  const path = paths.find((one) => one.endsWith(sha256));
  if (path === undefined) throw new Error(`the intake has no ${sha256}`);
  return join(dataDir, path);
}

async function openSeen(): Promise<SitePage> {
  const page = await officer.open("https://x.com/home");
  await page.waitForState(subject, "idle");
  await openForm(page, subject);
  await page.form.click("see-all");
  return page;
}

test("boxes are black and names are blocks in what the intake received", async () => {
  const page = await openSeen();
  await page.form.click("redact-picture");
  await page.form.click("box-add");
  await page.form.click("redact-boxes");
  await page.form.waitFor("redact-picture");
  await page.form.click("redact-name");
  await page.form.type("redact-other", bystander);
  await page.form.click("redact");
  await until("the names to be gone", async () =>
    (await page.form.count("redact-name")) === 0 ? true : undefined,
  );
  await page.form.click("panel-back");
  await page.form.click("category-JUDI");
  if ((await page.form.count("override")) > 0) await page.form.click("override");
  await untilReady(page);
  await page.form.click("send");
  const number = await receiptOf(page);
  await page.waitForState(subject, "sent", 30_000);

  const { cases } = await (await ask("/v1/cases")).json();
  const { id } = cases.find((row: { subject: string }) => row.subject === subject);
  const report = await until("the picture", async () => {
    const { reportList } = await (await ask(`/v1/cases/${id}`)).json();
    const found = reportList.find((one: { number: string }) => one.number === number);
    return found?.filesHere.length > 0 ? found : undefined;
  });
  const { evidence } = report;
  expect(JSON.stringify(evidence)).not.toContain(bystander);
  expect(evidence.redactions).toMatchObject([
    { what: "box", file: "picture" },
    { what: "words", in: ["context"] },
  ]);
  // Its pictures would show what is under the box.
  expect(evidence.snapshot).toEqual({ state: "none", reason: "redacted" });
  const files: string[] = report.filesHere;
  expect(files).toContain(evidence.picture.file.sha256);
  for (const sha256 of files) {
    const bytes = readFileSync(fileNamed(sha256));
    expect(bytes.includes(bystander)).toBe(false);
    if (sha256 !== evidence.picture.file.sha256) continue;
    const address = `data:x;base64,${bytes.toString("base64")}`;
    const [hidden, seen] = await coloursAt(page, address, [black, untouched]);
    expect(Math.max(...(hidden ?? []))).toBeLessThan(8);
    expect(Math.max(...(seen ?? []))).toBeGreaterThan(8);
  }
  await page.close();
});

test("what was made unreadable comes back as it was, while the form is open", async () => {
  const page = await openSeen();
  const digest = () =>
    page.form.evaluate(() => document.querySelector('[data-part="evidence.files"]')?.textContent);
  const before = await digest();
  await page.form.click("redact-picture");
  await page.form.click("box-add");
  await page.form.click("redact-boxes");
  await page.form.waitFor("restore");
  expect(await digest()).not.toBe(before);
  await page.form.click("restore");
  await until("the picture as it was", async () => ((await digest()) === before ? true : undefined));
  expect(await page.form.count("restore")).toBe(0);
  await page.close();
});
