/** The public register of decisions: no person, account, address, subject, reason or id. */

import { z } from "zod";
import { actionCode, categoryCode } from "./category.ts";
import { rejectionCode } from "./decision-grounds.ts";
import { month } from "./figures.ts";
import { partnerCode, referralOutcome } from "./referral-state.ts";
import { kind, siteId } from "./site.ts";

/** Incremented when a name is removed or changes its meaning. */
export const registerVersion = 1;

const registerEntry = z.strictObject({
  /** Day of the confirmation in Jakarta, without a time: a time could identify a shift. */
  day: z.iso.date(),
  site: siteId,
  kind,
  category: categoryCode,
  act: z.enum(["approve", "reject"]),
  /** For an approval: what was asked, or where it was referred. */
  action: actionCode.optional(),
  /** For an approval that was referred: the recipient. */
  partner: partnerCode.optional(),
  /** The partner's answer. Absent if it gave none. */
  outcome: referralOutcome.optional(),
  /** Legal bases in words. Empty if only the platform's own rules apply. */
  basis: z.array(z.string()),
  /** Ids of the elements that were found to be met. */
  elements: z.array(z.string()),
  /** For a rejection. */
  why: rejectionCode.optional(),
  /** True if two supervisors disagreed and a panel settled it. */
  panel: z.boolean(),
  /** True if a later decision replaced it. */
  reversed: z.boolean(),
});
export type RegisterEntry = z.infer<typeof registerEntry>;

export const publicRegister = z.strictObject({
  version: z.literal(registerVersion),
  month,
  page: z.int().min(1),
  pages: z.int().min(1),
  /** Number of published decisions of the month so far. */
  total: z.int().min(1),
  decisions: z.array(registerEntry),
});
export type PublicRegister = z.infer<typeof publicRegister>;
