/** All hand-written YouTube pages with the expected posts and fields. Tests only; people and texts are invented. */

import type { SiteCase } from "../cases.ts";
import { youtubeCardsCases } from "./cards.cases.ts";
import { youtubePlacesCases } from "./places.cases.ts";
import { youtubeUnavailableCases } from "./unavailable.cases.ts";
import { youtubeWatchCases } from "./watch.cases.ts";

export const youtubeCases: readonly SiteCase[] = [
  ...youtubeWatchCases,
  ...youtubePlacesCases,
  ...youtubeCardsCases,
  ...youtubeUnavailableCases,
];
