/** A colleague reported the post: the button says so without asking the intake, and the form asks when it is told to. */

import { expect, test } from "vitest";
import { storeBuild } from "./drivers/builds.ts";
import { type Driver, until } from "./drivers/driver.ts";
import { fileReport, openForm, untilClosed } from "./file-report.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();
const watch = "https://www.youtube.com/watch?v=S4y0rL0d3h1";
const subject = "youtube:comment:UgzDapurLodeh00000000001AaABAg";

/** How often the intake was asked what is behind a prefix. */
async function timesAsked(): Promise<number> {
  const metrics = await (await fetch(`${stage.intake.address}/metrics`)).text();
  const counts = [...metrics.matchAll(/^intake_requests_total\{[^}]*"listReported"[^}]*\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

/** What a person presses who does not want to wait for the next hour. */
async function fetchNow(driver: Driver): Promise<void> {
  const options = await driver.extensionPage("options.html");
  await options.click("recipes-check");
  await until(
    "the answer",
    async () => (await options.attribute("recipes-check", "disabled")) === null || undefined,
  );
  await options.close();
}

test("a reported post is marked for a colleague, who asks only by pressing", async () => {
  const first = await stage.person("officer", "Petugas Satu");
  const page = await first.open(watch);
  await page.waitForState(subject, "idle");
  await fileReport(page, subject, "JUDI");
  await page.waitForState(subject, "sent", 30_000);
  await page.close();
  // What devices may know of it is made when the intake starts, and every few minutes.
  await stage.intake.stop();
  await stage.intake.start();

  const second = await stage.person("officer", "Petugas Dua");
  await fetchNow(second);
  const seen = await second.open(watch);
  await seen.waitForState(subject, "reported");
  await openForm(seen, subject);
  await seen.form.waitFor("check-reported");
  expect(await timesAsked()).toBe(0);
  await seen.form.click("check-reported");
  await seen.form.waitFor("reported-answer");
  expect(await seen.form.attribute("reported-answer", "data-state")).toBe("open");
  expect(await timesAsked()).toBe(1);
  await seen.form.click("cancel");
  await untilClosed(seen);
  await seen.waitForState(subject, "reported");
  await seen.close();
});

test("the site cannot read the mark", async () => {
  const officer = await stage.person("officer", "Petugas Tiga", { extension: storeBuild(stage.browser) });
  await fetchNow(officer);
  const page = await officer.open(watch);
  const read = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("lapor-kominfo")].map(({ shadowRoot, textContent, outerHTML }) => ({
        open: shadowRoot !== null,
        text: textContent,
        state: /data-(?!ignore)|aria-|title|reported/.exec(outerHTML)?.[0],
      })),
    );
  await until("our buttons", async () => (await read()).length > 0 || undefined);
  // Longer than it takes until marks are shown.
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  const found = await read();
  expect(found.length).toBeGreaterThan(1);
  expect(found).toEqual(found.map(() => ({ open: false, text: "", state: undefined })));
  expect(await timesAsked()).toBe(1);
  await page.close();
});
