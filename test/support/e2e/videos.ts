/** Invented violating videos, reported by an officer's device, and the pages that play them. */

import type { Device } from "../../../scripts/dev/drivers/device.ts";
import { type Page, until } from "../../../scripts/dev/drivers/driver.ts";
import { evidenceOf, inventPost } from "../../../scripts/dev/seed/make-report.ts";
import { randomOf } from "../../../scripts/measure/chaos/random.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";

export interface Video {
  /** The site's video id. */
  id: string;
  /** Also used as the description: the intake cannot detect the language of a few words. */
  title: string;
  category: CategoryCode;
}

export const subjectOf = ({ id }: Pick<Video, "id">) => `youtube:video:${id}`;

export async function reportVideos(device: Device, videos: readonly Video[]): Promise<void> {
  const random = randomOf(videos.length, "videos");
  for (const [number, { id, title, category }] of videos.entries()) {
    const video = {
      ...inventPost(number, category, random, title),
      ...({ site: "youtube", kind: "video", subject: subjectOf({ id }) } as const),
      permalink: `https://www.youtube.com/watch?v=${id}`,
    };
    const evidence = evidenceOf(video, new Date(), random);
    const fields = { ...evidence.fields, title: { value: title, source: "judul rekaan" } };
    await device.report({ ...evidence, fields }, category);
  }
}

/**
 * Waits until the page of a tab that the extension opened is complete. Firefox rarely stops parsing such a page halfway
 * (decision 278); it is then loaded again.
 */
export async function untilLoaded(tab: Page): Promise<void> {
  await tab.bringToFront();
  const isThere = () => tab.evaluate(() => document.readyState === "complete" || undefined);
  await until("the video's page", isThere, 5_000).catch(async () => {
    await tab.goto(await tab.address());
    await until("the video's page, loaded again", isThere);
  });
}
