/**
 * The registry of address grammars: per site the forms of posts, and all forms. The compiler reports a site
 * that is missing.
 */

import type { SiteId } from "../contract/site.ts";
import { facebook, facebookForms } from "./facebook.ts";
import type { Forms, Grammar } from "./grammar.ts";
import { telegram, telegramForms } from "./telegram.ts";
import { x, xForms } from "./x.ts";
import { youtube, youtubeForms } from "./youtube.ts";

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
