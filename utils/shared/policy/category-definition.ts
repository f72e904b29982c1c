/** The definition of a category: labels, urgency class, allowed actions, legal bases and platform rules. */

import type { ActionCode, CategoryCode } from "../contract/category.ts";
import type { SiteId } from "../contract/site.ts";

/** The same text in each language. */
export interface Words {
  id: string;
  en: string;
}

export interface Category {
  code: CategoryCode;
  label: Words;
  /** Short enough for a cell of the form's grid. */
  short: Words;
  /** One line that helps to choose. */
  hint: Words;
  /** Belongs to the class with a four-hour limit. A person still decides whether a report is urgent. */
  urgent: boolean;
  /** The platform's limit in hours after receipt of an order. Null if the state gives no order. */
  hours: 4 | 24 | null;
  /** C0: identity only. C1: picture of public content. C2: blurred by default, restricted. */
  capture: "C0" | "C1" | "C2";
  /** Narrowest first. */
  actions: readonly ActionCode[];
  /** Ids in `bases`, which has their dates. Empty if only a platform's own rules apply. */
  bases: readonly string[];
  agency: string;
  /** Name of the platform's own rule. Absent for sites whose rules have not been researched. */
  platform: Partial<Record<SiteId, string>>;
  /** Sites for which no source confirms the rule's name. */
  unverifiedPlatforms: readonly SiteId[];
}

/** Edition number of categories, bases and rules, recorded in every report and self-review. */
export const policyVersion = 1;
