/** All hand-written YouTube pages with the expected posts and fields. Tests only; people and texts are invented. */

import type { SiteCase } from "./cases.ts";
import { youtubeCardsCases } from "./youtube-cards.cases.ts";
import { youtubePlacesCases } from "./youtube-places.cases.ts";
import { youtubeUnavailableCases } from "./youtube-unavailable.cases.ts";
import { youtubeWatchCases } from "./youtube-watch.cases.ts";

export const youtubeCases: readonly SiteCase[] = [
  ...youtubeWatchCases,
  ...youtubePlacesCases,
  ...youtubeCardsCases,
  ...youtubeUnavailableCases,
];
