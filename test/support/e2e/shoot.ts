/** Saves screenshots of a test for people to look at: `SCREENSHOTS=folder`. */

import { test } from "@playwright/test";
import type { Page } from "../../../scripts/dev/drivers/driver.ts";

export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot(`${folder}/${test.info().project.name}-${name}.png`);
}
