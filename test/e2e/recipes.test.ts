/** A site changed its pages: a pack mends it in the open browser, without a new extension, and a switch takes it away. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { checkoutContents } from "../../scripts/recipes/contents.ts";
import { modelOf } from "../suggest-kit.ts";
import { type SitePage, until } from "./drivers/driver.ts";
import { fileReport, openForm, untilClosed } from "./file-report.ts";
import { shoot } from "./shoot.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();
const officer = await stage.person("officer", "Petugas Contoh");
const apiKey = await stage.intake.apiKey();
const folder = mkdtempSync(join(tmpdir(), "lapor-recipes-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A pack whose recipe knows X's posts by another name as well. */
function mendedFile(name: string): string {
  const sites = checkoutContents();
  const text = JSON.stringify({ sites: { x: sites.x } });
  const path = join(folder, `${name}.json`);
  writeFileSync(
    path,
    text.replaceAll('article[data-testid=\\"tweet\\"]', `article[data-testid=\\"${name}\\"]`),
  );
  return path;
}

/** As a site that was rebuilt over night: the same posts under another name, and none of our buttons. */
async function rename(page: SitePage, name: string): Promise<void> {
  await page.evaluate((testId) => {
    for (const post of document.querySelectorAll("article")) post.dataset.testid = testId;
    for (const host of document.querySelectorAll("lapor-kominfo")) host.remove();
  }, name);
}

/** What a person presses who does not want to wait for the next hour. */
async function check(version: number): Promise<void> {
  const options = await officer.extensionPage("options.html");
  await options.click("recipes-check");
  await until(`version ${version}`, async () => {
    const shown = await options.attribute("recipes-version", "data-version");
    return shown === String(version) || undefined;
  });
  await options.close();
}

test("a changed page gets its buttons back while it is open, and the switch takes them", async () => {
  const page = await officer.open("https://x.com/home");
  const subject = await until("a button", async () => (await page.hosts())[0]?.subject || undefined);
  await page.waitForState(subject, "idle");
  await rename(page, "kiriman");
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(await page.hosts()).toEqual([]);

  const version = await stage.intake.recipes("publish", mendedFile("kiriman"));
  await check(version);
  await page.waitForState(subject, "idle");
  const again = await page.hosts();
  expect(new Set(again.map((host) => host.subject)).size).toBe(again.length);

  await fileReport(page, subject, "JUDI");
  await page.waitForState(subject, "sent", 30_000);
  const headers = { Authorization: `Bearer ${apiKey}` };
  const { cases } = await (await fetch(`${stage.intake.address}/v1/cases`, { headers })).json();
  const found = cases.find((row: { subject: string }) => row.subject === subject);
  const stored = await (await fetch(`${stage.intake.address}/v1/cases/${found.id}`, { headers })).json();
  expect(stored.reportList[0].evidence).toMatchObject({ recipeVersion: version, fields: { text: {} } });

  const off = await stage.intake.recipes("off", "--site", "x");
  await check(off);
  await until("the buttons to go", async () => (await page.hosts()).length === 0 || undefined);
  const other = await officer.open("https://x.com/home");
  await rename(other, "kiriman");
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(await other.hosts()).toEqual([]);
  await other.close();

  await check(await stage.intake.recipes("on", "--site", "x"));
  await page.waitForState(subject, "sent");
  await page.close();
});

test("what a pack's model guesses stands in the form, and nothing is chosen by it", async () => {
  await check(await stage.intake.recipes("publish"));
  const page = await officer.open("https://x.com/home");
  const subject = "x:post:1993210000000000102";
  await page.waitForState(subject, "idle");
  await openForm(page, subject);
  expect(await page.form.count("suggested")).toBe(0);
  await page.form.press("Escape");
  await untilClosed(page);

  const file = join(folder, "model.json");
  writeFileSync(
    file,
    JSON.stringify(modelOf("BONUS MEMBER BARU 100% 🎰 Main slot di RajaKoin77, modal 10 ribu")),
  );
  await check(await stage.intake.recipes("publish", "--model", file));
  await openForm(page, subject);
  expect(await page.form.text("suggested")).toMatch(/^mungkin: judi online \(0,\d\d?\)/);
  expect(await page.form.count('category-JUDI[aria-checked="true"]')).toBe(0);
  expect(await page.form.attribute("send", "aria-disabled")).toBe("true");
  await shoot(page, "suggested");
  await page.form.press("Escape");
  await untilClosed(page);
  await page.close();

  const options = await officer.extensionPage("options.html");
  expect(await options.text("recipes-model")).toContain("97");
  await options.close();
});

test("a page that opens later reads by the pack too, also when the background was ended meanwhile", async () => {
  await check(await stage.intake.recipes("publish", mendedFile("kartu")));
  await officer.killBackground();
  const page = await officer.open("https://x.com/home");
  const subject = await until("a post", () =>
    page.evaluate(() => document.querySelector("article time")?.closest("a")?.href.split("/").at(-1)),
  );
  await rename(page, "kartu");
  // Comes again, as new content does.
  await page.evaluate(() => {
    const list = document.querySelector("article")?.closest("section");
    list?.parentElement?.append(list);
  });
  await page.waitForState(`x:post:${subject}`, "idle");
  await page.close();
});
