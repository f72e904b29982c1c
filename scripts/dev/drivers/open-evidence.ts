/** Opens a case's picture on the desk, as an approval requires. */

import type { Page } from "./driver.ts";

/** Does nothing if the case has no file. */
export async function openEvidence(desk: Page): Promise<void> {
  if ((await desk.count("file-reveal")) === 0) return;
  await desk.click("file-reveal");
  await desk.waitFor('openings[data-own="true"]');
}
