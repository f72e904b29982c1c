/** The destination of every decision: a platform, a partner, or a date to look again. */

import type { ActionCode } from "../contract/category.ts";
import type { DecisionView } from "../contract/decision.ts";
import type { AgencyCode } from "../contract/decision-grounds.ts";
import type { PartnerCode, ReferralOutcome } from "../contract/referral-state.ts";
import { agencyOf, allAgencies } from "./agencies.ts";
import type { Words } from "./category-definition.ts";

export type Destination =
  /** A request that a person makes from confirmed decisions. */
  | { to: "platform" }
  /** A referral that is made when the decision takes effect. */
  | { to: "partner"; partner: PartnerCode }
  | { to: "watch" }
  /** The decision itself is the end. */
  | { to: "nowhere" };

const platform: Destination = { to: "platform" };

const ofActions: Record<ActionCode, Destination> = {
  HAPUS_KEBIJAKAN: platform,
  BATAS_WILAYAH: platform,
  TUTUP_KANAL: platform,
  LAPOR_PLATFORM: platform,
  TURUNKAN_JANGKAUAN: platform,
  // Another agency is named by escalating the case to it.
  TERUSKAN_APH: { to: "partner", partner: "POLRI" },
  TERUSKAN_HOTLINE: { to: "partner", partner: "HOTLINE_ANAK" },
  CEK_FAKTA: { to: "partner", partner: "PEMERIKSA_FAKTA" },
  RUJUK_DJKI: { to: "partner", partner: "DJKI" },
  PANTAU: { to: "watch" },
};

export function destinationOfAction(action: ActionCode): Destination {
  return ofActions[action];
}

interface Decided {
  act: DecisionView["act"];
  action?: ActionCode | null | undefined;
  agency?: AgencyCode | null | undefined;
}

export function destinationOf({ act, action, agency }: Decided): Destination {
  if (act === "escalate" && agency) return { to: "partner", partner: agency };
  return act === "approve" && action ? ofActions[action] : { to: "nowhere" };
}

const others: Record<Exclude<PartnerCode, AgencyCode>, Words> = {
  HOTLINE_ANAK: { id: "Hotline perlindungan anak", en: "Child-protection hotline" },
  PEMERIKSA_FAKTA: { id: "Pemeriksa fakta", en: "Fact checkers" },
};

export function partnerLabel(partner: PartnerCode): Words {
  return partner === "HOTLINE_ANAK" || partner === "PEMERIKSA_FAKTA"
    ? others[partner]
    : agencyOf(partner).label;
}

/** Every partner: the agencies, the hotline and the fact checkers. */
export function allPartners(): PartnerCode[] {
  return [...allAgencies().map(({ code }) => code), "HOTLINE_ANAK", "PEMERIKSA_FAKTA"];
}

/** Answers that a partner can give. */
export function outcomesOf(partner: PartnerCode): readonly ReferralOutcome[] {
  return partner === "PEMERIKSA_FAKTA"
    ? ["false", "true", "undetermined", "declined"]
    : ["handled", "declined", "not-ours"];
}

/** Days until the first look at a watched post. */
export const watchDays = 7;

/** The other actions lead to a referral or a watch. */
export function isPlatformRequest(action: ActionCode): boolean {
  return destinationOfAction(action).to === "platform";
}
