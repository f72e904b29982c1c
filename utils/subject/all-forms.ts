/** Every form that an address of a site can take; the examples of one are refused by all others. */

import type { SiteId } from "../contract/site.ts";
import type { Forms } from "./grammar.ts";
import { siteForms } from "./grammars.ts";

const makeForms = () =>
  Object.fromEntries(Object.entries(siteForms).map(([site, forms]) => [site, forms()])) as Record<
    SiteId,
    Forms
  >;

/** Marked pure, else the script on every page would carry it. */
export const allForms: Readonly<Record<SiteId, Forms>> = /* @__PURE__ */ makeForms();
