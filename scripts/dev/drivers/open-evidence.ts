/** Opens a case's picture on the desk, as an approval requires. */

import type { Page } from "./driver.ts";

/** Does nothing if the case has no file, or if this person has opened one. */
export async function openEvidence(desk: Page): Promise<void> {
  await desk.waitFor("openings");
  if ((await desk.count('openings[data-own="true"]')) > 0) return;
  if ((await desk.count("file-reveal")) === 0) return;
  await desk.click("file-reveal");
  await desk.waitFor('openings[data-own="true"]');
}
