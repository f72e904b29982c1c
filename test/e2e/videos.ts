/** Invented videos that violate, as an officer's device reports them, and the pages that play them. */

import { randomOf } from "../../scripts/chaos/random.ts";
import { evidenceOf, inventPost } from "../../scripts/seed/make-report.ts";
import type { CategoryCode } from "../../utils/contract/category.ts";
import type { Device } from "./drivers/device.ts";
import { type Page, until } from "./drivers/driver.ts";

export interface Video {
  /** As the site numbers it. */
  id: string;
  /** Also what is written below it. Of a few words the intake cannot tell that they are Indonesian. */
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

/** Firefox loads no video in a tab that was never in front, and such a page never completes. */
export async function untilLoaded(tab: Page): Promise<void> {
  await tab.bringToFront();
  const isThere = () => tab.evaluate(() => document.readyState === "complete" || undefined);
  await until("the video's page", isThere);
}
