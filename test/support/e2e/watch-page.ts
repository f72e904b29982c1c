/** The practice page of a video with comments. */

import type { Driver, SitePage } from "../../../scripts/dev/drivers/driver.ts";

export const watch = "https://www.youtube.com/watch?v=S4y0rL0d3h1";

export const commentAt = (place: number) => `youtube:comment:UgzDapurLodeh0000000000${place}AaABAg`;

/** Waits for the buttons of the first and the last comment. */
export async function openWatch(officer: Driver): Promise<SitePage> {
  const page = await officer.open(watch);
  for (const place of [1, 6]) await page.waitForState(commentAt(place), "idle");
  return page;
}
