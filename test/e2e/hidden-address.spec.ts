/** A post whose address the site fills in only under the person's own pointer. */

import { fileReport } from "../../scripts/dev/drivers/file-report.ts";
import { apiReader } from "../support/e2e/api-reader.ts";
import { caseOf } from "../support/e2e/case-of.ts";
import { expect, test } from "../support/e2e/fixtures.ts";

const subject = "facebook:post:pfbid0PerpusContoh11223344556677889900aabb";
const address = "https://www.facebook.com/perpus.melati/posts/pfbid0PerpusContoh11223344556677889900aabb";

declare global {
  /** Types of the events that no person caused. */
  var scripted: string[];
}

/** Runs in the page. Scrolls the post's time into view. */
function middleOfTime(): { x: number; y: number } {
  const post = [...document.querySelectorAll("[aria-posinset]")].find(({ textContent }) =>
    textContent?.includes("Perpustakaan Kota Melati"),
  );
  const link = post?.querySelector('a[href^="?"][href*="__tn__"]');
  link?.scrollIntoView({ block: "center" });
  const { x = 0, y = 0, width = 0, height = 0 } = link?.getBoundingClientRect() ?? {};
  return { x: x + width / 2, y: y + height / 2 };
}

test("names the post once the person's pointer is over its time, and causes no event for it", {
  tag: "@firefox-capture",
}, async ({ stage }) => {
  const officer = await stage.person("officer", "Petugas Contoh");
  const page = await officer.open("https://www.facebook.com/");
  await page.hosts();
  await page.evaluate(() => {
    globalThis.scripted = [];
    const note = ({ isTrusted, type }: Event) => {
      if (!isTrusted) scripted.push(type);
    };
    for (const type of ["pointerover", "pointerenter", "mouseover", "mouseenter", "focusin", "click"])
      addEventListener(type, note, true);
  });
  expect((await page.hosts()).map((host) => host.subject)).not.toContain(subject);
  // Buttons that are still added above move the time, so it is found again until the pointer has met it.
  await expect
    .poll(async () => {
      const { x, y } = await page.evaluate(middleOfTime);
      await page.pointAt(x, y);
      return page.hostState(subject);
    })
    .toBe("idle");
  await fileReport(page, subject, "JUDI");
  await page.waitForState(subject, "sent");
  expect(await page.evaluate(() => scripted)).toEqual([]);
  const { reportList } = await caseOf(await apiReader(stage.intake), subject);
  // The evidence names the time's link as the source of the address.
  expect(reportList[0]?.evidence.fields.permalink).toMatchObject({
    value: address,
    source: expect.stringContaining('a[href*="__tn__'),
  });
  await page.close();
});
