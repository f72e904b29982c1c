/** The shape of one category: labels, urgency class, allowed actions, legal bases and platform rules. */

import type { ActionCode, CategoryCode } from "../contract/category.ts";
import type { SiteId } from "../contract/site.ts";

/** The same words in each language. */
export interface Words {
  id: string;
  en: string;
}

export interface Category {
  code: CategoryCode;
  label: Words;
  /** Fits a cell of the form's grid. */
  short: Words;
  /** One line that helps to choose. */
  hint: Words;
  /** The class with a four-hour limit. Whether one report is urgent stays a human choice. */
  urgent: boolean;
  /** The platform's limit in hours once an order is received; null where the state gives no order. */
  hours: 4 | 24 | null;
  /** C0: identity only. C1: picture of public content. C2: blurred by default, restricted. */
  capture: "C0" | "C1" | "C2";
  /** Narrowest first. */
  actions: readonly ActionCode[];
  /** Ids in `bases`, dated there; empty where only a platform's own rules apply. */
  bases: readonly string[];
  agency: string;
  /** The platform's own name for the rule; absent for a site whose rules nobody has looked up yet. */
  platform: Partial<Record<SiteId, string>>;
  /** Sites whose rule name was not confirmed by a source. */
  unverifiedPlatforms: readonly SiteId[];
}
