/** Pictures of what a test sees, for whoever wants to look at it: `SCREENSHOTS=folder`. */

import { inject } from "vitest";
import type { Page } from "./drivers/driver.ts";

export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot(`${folder}/${inject("browser")}-${name}.png`);
}
