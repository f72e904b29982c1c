/** Accessibility violations that axe finds on our surfaces. */

import { AxeBuilder } from "@axe-core/playwright";
import { type Page as PlaywrightPage, test } from "@playwright/test";
import axe, { type AxeResults, type RunOptions } from "axe-core";
import type { Page, Surface } from "../../../scripts/dev/drivers/driver.ts";

/** WCAG 2.2 A and AA, and axe's best practices. */
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Only these of the rules depend on colours. The others find the same in both colour schemes, and take most of the time. */
const colorRules = ["color-contrast", "link-in-text-block"];
const colorSchemes = ["light", "dark"] as const;
type ColorScheme = (typeof colorSchemes)[number];

/** Returns one line per violated rule and attaches axe's full result to the test if there are any. */
export async function findings(surface: Surface, colorScheme: ColorScheme = "light"): Promise<string[]> {
  const results = isPage(surface)
    ? await builderFor(surface.playwright, colorScheme).analyze()
    : await runInFrame(surface, colorScheme);
  const { violations } = results;
  if (violations.length > 0) {
    const body = JSON.stringify(results, undefined, 2);
    await test.info().attach("axe.json", { body, contentType: "application/json" });
  }
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/**
 * Returns the findings in the light colour scheme, and those of colours in the dark one. `form`: checks the page's form
 * instead of the page.
 */
export async function findingsInBothSchemes(
  page: Page,
  { form, look }: { form?: Surface; look?: (colorScheme: string) => Promise<void> } = {},
): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of colorSchemes) {
    await page.playwright?.emulateMedia({ colorScheme });
    await look?.(colorScheme);
    const lines = await findings(form ?? page, colorScheme);
    found.push(...lines.map((line) => `${colorScheme}: ${line}`));
  }
  return found;
}

function builderFor(page: PlaywrightPage, colorScheme: ColorScheme): AxeBuilder {
  // Legacy mode analyses in the page itself; the default opens a tab each time, which takes longer than the analysis.
  return new AxeBuilder({ page }).options(optionsFor(colorScheme)).setLegacyMode();
}

function isPage(surface: Surface): surface is Surface & Required<Pick<Page, "playwright">> {
  return "playwright" in surface && surface.playwright !== undefined;
}

function optionsFor(colorScheme: ColorScheme): RunOptions {
  const isLight = colorScheme === "light";
  return { runOnly: isLight ? { type: "tag", values: tags } : { type: "rule", values: colorRules } };
}

/** For the form, whose frame in a closed shadow root AxeBuilder cannot select, and for Firefox, which has no Playwright page. */
async function runInFrame(frame: Surface, colorScheme: ColorScheme): Promise<AxeResults> {
  // Passed as text: a function would lose the variables that axe closes over.
  await frame.evaluate(`${axe.source};undefined` as never);
  const results = await frame.evaluate(
    // As text: Firefox's driver takes seconds to send so many objects one by one.
    async (options) => JSON.stringify(await (globalThis as never as { axe: typeof axe }).axe.run(options)),
    optionsFor(colorScheme),
  );
  return JSON.parse(results);
}
