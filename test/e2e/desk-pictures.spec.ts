/**
 * Pictures of a queue's rows, a case's head, the decision panel and the line after a decision, with the bundled fonts, a fixed
 * clock, and the intake's times fixed on the way to the page. After an intended change:
 * `npm run test:e2e -- desk-pictures --update-snapshots`.
 */

import { join } from "node:path";
import type { Page as PlaywrightPage, Route } from "@playwright/test";
import { fillDesk } from "../../scripts/dev/drivers/fill-desk.ts";
import { preparePictureFonts } from "../../scripts/release/pictures/fonts.ts";
import { expect, test } from "../support/e2e/fixtures.ts";

const fonts = join(import.meta.dirname, "../../.output/fonts");
/** Edges of letters may differ by a shade. */
const tolerance = { maxDiffPixelRatio: 0.005 };
const now = "2026-11-25T03:00:00.000Z";
const fixed: Record<string, string> = {
  firstAt: "2026-11-25T01:00:00.000Z",
  lastAt: "2026-11-25T01:10:00.000Z",
  dueAt: "2026-11-25T04:30:00.000Z",
  until: "2026-11-25T03:10:00.000Z",
  at: "2026-11-25T01:10:00.000Z",
  number: "LK-AB2CD-EF3GH",
};

/** Replaces every time and number, at any depth. */
function withFixedTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withFixedTimes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      typeof part === "string" && name in fixed ? fixed[name] : withFixedTimes(part),
    ]),
  );
}

async function fixTimes(page: PlaywrightPage): Promise<void> {
  await page.clock.setFixedTime(new Date(now));
  await page.route(/\/v1\/cases/, async (route: Route) => {
    const response = await route.fetch();
    const type = response.headers()["content-type"] ?? "";
    if (!type.includes("json")) return route.fulfill({ response });
    await route.fulfill({ response, json: withFixedTimes(await response.json()) });
  });
}

test("parts of the desk look as kept, light and dark", { tag: "@chromium" }, async ({ stage }) => {
  await fillDesk(await stage.device("officer", "Petugas Contoh"), { count: 4, alike: 2 });
  const supervisor = await stage.person("supervisor", "Rini Contoh", { env: preparePictureFonts(fonts) });
  const desk = await supervisor.extensionPage("desk.html", { width: 1280, height: 1300 });
  const page = desk.playwright;
  if (!page) throw new Error("pictures are taken in Chromium");
  await fixTimes(page);
  const looksAs = async (state: string, part: string) => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator(part).first()).toHaveScreenshot(`${state}-${colorScheme}.png`, tolerance);
    }
  };
  await page.reload();
  await desk.waitFor("case-row");
  await expect.poll(() => desk.text("queue-decide")).toContain("4");
  await looksAs("queue-head", ".queue-head");
  await looksAs("queue-rows", ".queue .rows");
  await desk.press("ArrowDown");
  await desk.press("x");
  await desk.waitFor("selection-me");
  await looksAs("queue-selection", ".case-queue");
  await desk.press("Escape");
  await desk.click("case-row");
  await desk.waitFor("claim");
  await looksAs("case-head", ".case-head");
  await desk.press("s");
  await desk.waitFor("decide-reason");
  await looksAs("decision-empty", '[data-testid="decide"]');
  await desk.press("u");
  await desk.press("Control+Enter");
  await desk.waitFor("decide-saved");
  await looksAs("saved-line", ".saved-line");
  // A request that is still under way would fail in the next test.
  await page.unrouteAll({ behavior: "ignoreErrors" });
});
