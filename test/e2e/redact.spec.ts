/** Redaction in the form: the received evidence holds none of the redacted words and pixels. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Driver, Page, SitePage } from "../../scripts/dev/drivers/driver.ts";
import { openForm, overrideWarnings, sendForm } from "../../scripts/dev/drivers/file-report.ts";
import { apiReader } from "../support/e2e/api-reader.ts";
import { caseOf } from "../support/e2e/case-of.ts";
import { expect, pollFor, test } from "../support/e2e/fixtures.ts";

let officer: Driver;
test.beforeAll(async ({ stage }) => {
  officer = await stage.person("officer", "Petugas Contoh");
  await officer.grantAllUrls();
});

const subject = "x:post:1993210000000000103";
/** Author of the quoted post. */
const bystander = "Tips Cuan";

/** Places in the picture, in shares of its width and height. */
const insideBox = { x: 0.5, y: 0.5 };
const outsideBox = { x: 0.05, y: 0.05 };

/** Red, green and blue at places of a picture, as a browser draws it. */
async function coloursAt(page: Page, address: string, places: readonly { x: number; y: number }[]) {
  return page.evaluate(
    async ({ address, places }) => {
      const bytes = Uint8Array.from(atob(address.split(",")[1] ?? ""), (character) =>
        character.charCodeAt(0),
      );
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

/** Reads the intake's copy of a file. */
function storedFile(dataDir: string, sha256: string): Buffer {
  const paths = readdirSync(dataDir, { recursive: true, encoding: "utf8" });
  const path = paths.find((name) => name.endsWith(sha256));
  if (path === undefined) throw new Error(`the intake has no file ${sha256}`);
  return readFileSync(join(dataDir, path));
}

/** Opens the form with everything that will be sent in view. */
async function openDetails(): Promise<SitePage> {
  const page = await officer.open("https://x.com/home");
  await page.waitForState(subject, "idle");
  await openForm(page, subject);
  await page.form.click("see-all");
  await page.form.waitFor("redact-picture");
  return page;
}

test("restores the redacted picture while the form is open", { tag: "@chromium" }, async () => {
  const page = await openDetails();
  const digest = () =>
    page.form.evaluate(() => document.querySelector('[data-part="evidence.files"]')?.textContent);
  const before = await digest();
  await page.form.click("redact-picture");
  await page.form.click("box-add");
  await page.form.click("redact-boxes");
  await page.form.waitFor("restore");
  await expect.poll(digest, "the redacted picture's digest").not.toBe(before);
  await page.form.click("restore");
  await expect.poll(digest, "the picture's digest").toBe(before);
  await expect.poll(() => page.form.count("restore"), "buttons to restore").toBe(0);
  await page.close();
});

test("moves and removes a box with the pointer alone", { tag: "@chromium" }, async () => {
  const page = await openDetails();
  await page.form.click("redact-picture");
  await page.form.click("box-add");
  const tab = page.playwright;
  const box = tab
    ?.frames()
    .find((frame) => frame.url().includes("form.html"))
    ?.getByTestId("box");
  const placeOf = async () => (await box?.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await box?.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await placeOf();
  expect(width).toBeGreaterThan(8);
  await tab?.mouse.move(x + width / 2, y + height / 2);
  await tab?.mouse.down();
  await tab?.mouse.move(x + width / 2 - 30, y + height / 2 - 20, { steps: 5 });
  await tab?.mouse.up();
  const after = await placeOf();
  expect(Math.abs(after.x - (x - 30))).toBeLessThan(2);
  expect(Math.abs(after.y - (y - 20))).toBeLessThan(2);
  expect(Math.abs(after.width - width)).toBeLessThan(2);
  expect(await page.form.count("box"), "a moved box draws no other").toBe(1);
  await page.form.click("box-remove");
  await expect.poll(() => page.form.count("box"), "boxes").toBe(0);
  await expect.poll(() => page.form.count("box-remove"), "buttons to remove a box").toBe(0);
  await page.close();
});

test("sends a black box and no redacted name in any file", { tag: "@firefox-picture" }, async ({ stage }) => {
  const page = await openDetails();
  await page.form.click("redact-picture");
  await page.form.click("box-add");
  await page.form.click("redact-boxes");
  await page.form.waitFor("redact-picture");
  await page.form.click("redact-name");
  await page.form.type("redact-other", bystander);
  await page.form.click("redact");
  await expect.poll(() => page.form.count("redact-name"), "names to redact").toBe(0);
  await page.form.click("panel-back");
  await page.form.click("category-JUDI");
  await overrideWarnings(page);
  const number = await sendForm(page);

  const read = await apiReader(stage.intake);
  const { evidence, filesHere } = await pollFor("the picture", async () => {
    const row = await caseOf(read, subject);
    const report = row?.reportList.find((one: { number: string }) => one.number === number);
    return report?.filesHere.length > 0 ? report : undefined;
  });
  expect(JSON.stringify(evidence)).not.toContain(bystander);
  expect(evidence.redactions).toMatchObject([
    { what: "box", file: "picture" },
    { what: "words", in: ["context"] },
  ]);
  // The snapshot's own pictures would show what the box covers.
  expect(evidence.snapshot).toEqual({ state: "none", reason: "redacted" });
  const picture: string = evidence.picture.file.sha256;
  expect(filesHere).toContain(picture);
  for (const sha256 of filesHere) expect(storedFile(stage.dataDir, sha256).includes(bystander)).toBe(false);
  const address = `data:x;base64,${storedFile(stage.dataDir, picture).toString("base64")}`;
  const [hidden, seen] = await coloursAt(page, address, [insideBox, outsideBox]);
  expect(Math.max(...(hidden ?? []))).toBeLessThan(8);
  expect(Math.max(...(seen ?? []))).toBeGreaterThan(8);
  await page.waitForState(subject, "sent");
  await page.close();
});
