/** Every site's cases in one place, for the runs in happy-dom and in real browsers. */

import type { SiteId } from "../../utils/contract/site.ts";
import type { SiteCase } from "../../utils/sites/cases.ts";
import { facebookCases } from "../../utils/sites/facebook.cases.ts";
import { telegramCases } from "../../utils/sites/telegram.cases.ts";
import { xCases } from "../../utils/sites/x.cases.ts";
import { youtubeCases } from "../../utils/sites/youtube.cases.ts";

export const cases: Readonly<Record<SiteId, readonly SiteCase[]>> = {
  facebook: facebookCases,
  youtube: youtubeCases,
  x: xCases,
  telegram: telegramCases,
};
