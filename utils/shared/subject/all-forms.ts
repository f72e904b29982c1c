/** All forms of address per site. Tests check that each form rejects the examples of all others. */

import type { SiteId } from "../contract/site.ts";
import type { Forms } from "./grammar.ts";
import { siteForms } from "./grammars.ts";

const makeForms = () =>
  Object.fromEntries(Object.entries(siteForms).map(([site, forms]) => [site, forms()])) as Record<
    SiteId,
    Forms
  >;

/** Marked pure, so that the bundler can remove it from the script on every page. */
export const allForms: Readonly<Record<SiteId, Forms>> = /* @__PURE__ */ makeForms();
