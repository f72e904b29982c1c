/** The commitment board and the public numbers with two final months of data, at all widths and for axe. */

import { countMonth } from "../../intake/statistics/store/count-months.ts";
import { finalAt } from "../../utils/shared/policy/jakarta-months.ts";
import { findingsInBothSchemes } from "../support/e2e/axe-findings.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { misfitsAtAllWidths } from "../support/e2e/misfits.ts";
import { shoot } from "../support/e2e/shoot.ts";
import { generateRows, write } from "../support/figures-kit.ts";

const [before, last] = ["2026-09", "2026-10"] as const;
const sizes = [400, 1280, 1440].map((width) => ({ width, height: width === 400 ? 600 : 900 }));

test.beforeAll(async ({ stage }) => {
  await stage.onStore(async (db) => {
    const edges = [`${before}-12T05:00:00.000Z`, `${last}-14T05:00:00.000Z`].map((day) => new Date(day));
    await write(db, generateRows({ cases: 4_000, edges, seed: 7 }));
    for (const month of [before, last]) await countMonth(db, month, finalAt(month));
  });
});

test("the board of a final month fits at all widths and has no accessibility problem", {
  tag: "@chromium",
}, async ({ stage }) => {
  test.setTimeout(180_000);
  const supervisor = await stage.person("supervisor", "Penyelia Contoh");
  const desk = await supervisor.extensionPage("desk.html#/board", sizes[1]);
  await desk.select("board-month", last);
  await expect.poll(() => desk.text("board-counted"), "the final month").toContain("tidak berubah lagi");
  expect(await desk.count("board-site")).toBe(4);
  expect(await desk.text('commitment[data-id="facebook-geoblock"] [data-testid="commitment-value"]')).toMatch(
    /^\d+%$/,
  );
  expect(await misfitsAtAllWidths(desk, ["board-month", "board-refresh"])).toEqual([]);
  await desk.click("trend-fold");
  expect(await misfitsAtAllWidths(desk, ["trend-table"])).toEqual([]);
  for (const size of sizes) {
    await desk.resize(size);
    const look = (scheme: string) => shoot(desk, `board-${size.width}-${scheme}`);
    expect(await findingsInBothSchemes(desk, { look }), `${size.width}`).toEqual([]);
  }
  await supervisor.close();
});

test("the public numbers of a final month fit at all widths and have no accessibility problem", {
  tag: "@chromium",
}, async ({ stage }) => {
  const visitor = await stage.visitor();
  const page = await visitor.open(`${stage.intake.address}/angka/${last}`);
  await page.bringToFront();
  const bars = await page.evaluate(() => document.querySelectorAll(".kept .bar").length);
  expect(bars, "a bar for each month").toBe(2);
  expect(await misfitsAtAllWidths(page, [])).toEqual([]);
  for (const size of sizes) {
    await page.resize(size);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.playwright?.emulateMedia({ colorScheme });
      await shoot(page, `angka-${size.width}-${colorScheme}`);
    }
  }
  const read = async (path: string) => (await fetch(stage.intake.address + path)).text();
  const [text, style] = [await read(`/angka/${last}`), await read("/angka/gaya.css")];
  // The page's policy stops axe, so its content is put into another page.
  const copy = await visitor.open("about:blank");
  await copy.playwright?.setContent(text.replace(/<link[^>]+gaya\.css[^>]*>/, `<style>${style}</style>`));
  for (const width of [320, 1280]) {
    await copy.resize({ width, height: 720 });
    expect(await findingsInBothSchemes(copy), `${width}`).toEqual([]);
  }
  await visitor.close();
});
