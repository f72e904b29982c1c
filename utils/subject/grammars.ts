/** The registry of addresses: per site its posts' forms and all its forms; the compiler names a site that is missing. */

import type { SiteId } from "../contract/site.ts";
import { facebook } from "./facebook.ts";
import { facebookForms } from "./facebook-forms.ts";
import type { Forms, Grammar } from "./grammar.ts";
import { telegram } from "./telegram.ts";
import { telegramForms } from "./telegram-forms.ts";
import { x } from "./x.ts";
import { xForms } from "./x-forms.ts";
import { youtube } from "./youtube.ts";
import { youtubeForms } from "./youtube-forms.ts";

/** What a button can stand on. */
export const grammars: Readonly<Record<SiteId, Grammar>> = {
  facebook,
  youtube,
  x,
  telegram,
};

/** Those and all others; functions, so that the script on every page leaves them out. */
export const siteForms: Readonly<Record<SiteId, () => Forms>> = {
  facebook: facebookForms,
  youtube: youtubeForms,
  x: xForms,
  telegram: telegramForms,
};
