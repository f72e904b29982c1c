/**
 * Pictures of the form and of the notice that it leaves, with the bundled fonts and a fixed clock. After an intended change:
 * `npm run test:e2e -- form-pictures --update-snapshots`.
 */

import { join } from "node:path";
import { preparePictureFonts } from "../../scripts/release/pictures/fonts.ts";
import { expect, test } from "../support/e2e/fixtures.ts";

const fonts = join(import.meta.dirname, "../../.output/fonts");
/** Edges of letters may differ by a shade. */
const tolerance = { maxDiffPixelRatio: 0.005 };

for (const colorScheme of ["light", "dark"] as const)
  test(`the form and its notice look as kept, ${colorScheme}`, { tag: "@chromium" }, async ({ stage }) => {
    const visitor = await stage.visitor({ colorScheme, env: preparePictureFonts(fonts) });
    const form = await visitor.extensionPage("options.html", { width: 400, height: 600 });
    const page = form.playwright;
    if (!page) throw new Error("pictures are taken in Chromium");
    await page.clock.setFixedTime(new Date("2026-11-25T03:00:00.000Z"));
    await form.goto(new URL("form.html?draft=practice&language=id", await form.address()).href);
    const looksAs = async (state: string) =>
      expect(page).toHaveScreenshot(`form-${state}-${colorScheme}.png`, tolerance);
    await form.waitFor("category-JUDI");
    await expect.poll(() => form.evaluate(() => document.documentElement.dataset.input)).toBe("open");
    await looksAs("open");
    await form.press("1");
    await form.waitFor("armed");
    await looksAs("armed");
    await form.click("category-JUDI");
    await form.type("note", "Akun ini menyebar tautan yang sama.");
    await expect.poll(() => form.attribute("send", "aria-disabled")).toBe("false");
    await looksAs("chosen");
    // Otherwise the practice ends with its time for undo, perhaps before the picture.
    await form.evaluate(() => {
      window.close = () => undefined;
    });
    await form.click("send");
    await form.waitFor("receipt");
    await expect(page.locator(".receipt")).toHaveScreenshot(`notice-${colorScheme}.png`, tolerance);
  });
