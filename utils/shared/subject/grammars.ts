/**
 * The registry of address grammars: per site the forms of posts, and all forms. The compiler reports a site
 * that is missing.
 */

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

/** Subjects that can have a button. */
export const grammars: Readonly<Record<SiteId, Grammar>> = {
  facebook,
  youtube,
  x,
  telegram,
};

/** All forms. Functions, so that the bundler can remove them from the script on every page. */
export const siteForms: Readonly<Record<SiteId, () => Forms>> = {
  facebook: facebookForms,
  youtube: youtubeForms,
  x: xForms,
  telegram: telegramForms,
};
