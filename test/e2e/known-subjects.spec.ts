/** A colleague reported the post: the button shows it without a request, and the intake is asked only on demand. */

import { storeBuild } from "../../scripts/dev/drivers/builds.ts";
import type { Driver } from "../../scripts/dev/drivers/driver.ts";
import { openForm, untilClosed } from "../../scripts/dev/drivers/file-report.ts";
import type { IntakeProcess } from "../../scripts/dev/drivers/intake-process.ts";
import { evidence } from "../../scripts/dev/kits/evidence.ts";
import type { Evidence } from "../../utils/shared/contract/evidence.ts";
import { expect, test } from "../support/e2e/fixtures.ts";

const watch = "https://www.youtube.com/watch?v=S4y0rL0d3h1";
const commentId = "UgzDapurLodeh00000000001AaABAg";
const subject = `youtube:comment:${commentId}`;
const reported: Evidence = {
  ...evidence,
  site: "youtube",
  kind: "comment",
  subject,
  page: { address: watch, title: "Sayur lodeh", language: "id" },
  fields: {
    ...evidence.fields,
    permalink: { value: `${watch}&lc=${commentId}`, source: "attr:href a" },
  },
};

test.beforeAll(async ({ stage }) => {
  const { intake } = stage;
  const colleague = await stage.device("officer", "Petugas Satu");
  await colleague.report(reported, "JUDI");
  // The filter of known subjects is built at start and every few minutes.
  await intake.stop();
  await intake.start();
});

/** Number of requests for the subjects behind a prefix. */
async function timesAsked({ address }: IntakeProcess): Promise<number> {
  const metrics = await (await fetch(`${address}/metrics`)).text();
  const counts = [...metrics.matchAll(/^intake_requests_total\{[^}]*"listReported"[^}]*\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

/** Fetches the filter now instead of within the hour. */
async function fetchFilter(driver: Driver): Promise<void> {
  const options = await driver.extensionPage("options.html");
  await options.click("recipes-check");
  await expect.poll(() => options.attribute("recipes-check", "disabled"), "check running").toBeNull();
  await options.close();
}

test("marks a post that a colleague reported, and asks the intake only when the person presses", {
  tag: "@chromium",
}, async ({ stage }) => {
  const officer = await stage.person("officer", "Petugas Dua");
  await fetchFilter(officer);
  const page = await officer.open(watch);
  await page.waitForState(subject, "reported");
  await openForm(page, subject);
  await page.form.waitFor("check-reported");
  expect(await timesAsked(stage.intake)).toBe(0);
  await page.form.click("check-reported");
  await page.form.waitFor("reported-answer");
  expect(await page.form.attribute("reported-answer", "data-state")).toBe("open");
  expect(await timesAsked(stage.intake)).toBe(1);
  await page.form.click("cancel");
  await untilClosed(page);
  await page.waitForState(subject, "reported");
  await page.close();
});

test("the site cannot read the mark", { tag: "@chromium" }, async ({ stage }) => {
  const asked = await timesAsked(stage.intake);
  const officer = await stage.person("officer", "Petugas Tiga", { extension: storeBuild(stage.browser) });
  await fetchFilter(officer);
  const page = await officer.open(watch);
  const read = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("lapor-kominfo")].map(({ shadowRoot, textContent, outerHTML }) => ({
        open: shadowRoot !== null,
        text: textContent,
        state: /data-(?!ignore)|aria-|title|reported/.exec(outerHTML)?.[0],
      })),
    );
  await expect.poll(async () => (await read()).length, "our buttons").toBeGreaterThan(1);
  // Polling is impossible: marks show within this time, and the page must not see one.
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  const known = await read();
  expect(known.length).toBeGreaterThan(1);
  expect(known).toEqual(known.map(() => ({ open: false, text: "", state: undefined })));
  expect(await timesAsked(stage.intake)).toBe(asked);
  await page.close();
});
