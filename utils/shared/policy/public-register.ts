/** Data: which decisions enter the public register, and when. */

import type { ActionCode, CategoryCode } from "../contract/category.ts";
import type { PartnerCode } from "../contract/referral-state.ts";
import { isPlatformRequest } from "./decision-destinations.ts";

export interface RegisterRule {
  /** Whole days in Jakarta between the confirmation and the publication. */
  afterDays: number;
}

/**
 * Null if the category is never published. Child sexual abuse material never is: an entry could lead to it.
 * Where agencies investigate, the entry waits longer, so that it warns no suspect.
 */
export const registerRules: Record<CategoryCode, RegisterRule | null> = {
  PORNO_ANAK: null,
  TERORISME: { afterDays: 90 },
  PORNO: { afterDays: 30 },
  JUDI: { afterDays: 30 },
  NARKOTIKA: { afterDays: 90 },
  KEBENCIAN_SARA: { afterDays: 30 },
  HASUT_KEKERASAN: { afterDays: 30 },
  HOAKS: { afterDays: 30 },
  PENIPUAN: { afterDays: 30 },
  KEUANGAN_OBAT_ILEGAL: { afterDays: 90 },
  SPAM: { afterDays: 30 },
  TAUTAN_RENDAH: { afterDays: 30 },
  SEPARATISME: { afterDays: 90 },
  HKI: { afterDays: 30 },
};

/**
 * Partners whose referrals are published once they have ended: fact checkers and DJKI examine a claim or a right.
 * Referrals to others stay out, because they could warn a suspect.
 */
export const registerPartners: readonly PartnerCode[] = ["PEMERIKSA_FAKTA", "DJKI"];

/** Only what was asked of a platform. Watching is not published. */
export function isActionPublic(action: ActionCode): boolean {
  return isPlatformRequest(action);
}
