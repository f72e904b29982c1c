/** States of referrals to agencies, the hotline and fact checkers, and of watched cases. */

import { z } from "zod";
import { agencyCode } from "./decision-grounds.ts";
import { instant } from "./ids.ts";

/** Recipients of referrals: the agencies, the child-protection hotline, and a fact-checking partner. */
export const partnerCode = z.enum([...agencyCode.options, "HOTLINE_ANAK", "PEMERIKSA_FAKTA"]);
export type PartnerCode = z.infer<typeof partnerCode>;

/**
 * `queued`: waits for its channel. `by-hand`: waits for a person to deliver it. `sent`: the partner has it and
 * has not answered. `undelivered`: did not arrive. `answered`: the first valid answer is recorded. `closed`:
 * ended by a person without an answer. `withdrawn`: its decision was reversed.
 */
export const referralState = z.enum([
  "queued",
  "by-hand",
  "sent",
  "undelivered",
  "answered",
  "closed",
  "withdrawn",
]);
export type ReferralState = z.infer<typeof referralState>;

/**
 * The partner's answer. `handled`: it acts on the referral. `declined`: it does not. `not-ours`: another agency
 * is competent. The others are the results of a fact check.
 */
export const referralOutcome = z.enum(["handled", "declined", "not-ours", "false", "true", "undetermined"]);
export type ReferralOutcome = z.infer<typeof referralOutcome>;

/** The letters of a referral. A reversed decision is followed by a withdrawal. */
export const referralLetterKind = z.enum(["referral", "reminder", "withdrawal"]);
export type ReferralLetterKind = z.infer<typeof referralLetterKind>;

/**
 * Acts on a referral by a person, the partner or the intake. Append-only. `answered-elsewhere`: the partner's system
 * sent an answer that quotes another letter or is not its to give; only noted.
 */
export const referralAct = z.enum([
  "made",
  "sent",
  "send-failed",
  "bounced",
  "channel-changed",
  "delivered",
  "acknowledged",
  "answered",
  "answered-elsewhere",
  "reminded",
  "closed",
  "withdrawn",
]);
export type ReferralAct = z.infer<typeof referralAct>;

/** `open`: waits for its next look. `ended`: a person recorded its outcome. `withdrawn`: its decision was reversed. */
export const watchState = z.enum(["open", "ended", "withdrawn"]);
export type WatchState = z.infer<typeof watchState>;

/**
 * How watching ended. `calm`: the post is there and needs no act. `gone`: the post is no longer there.
 * `act-needed`: a supervisor should decide again.
 */
export const watchOutcome = z.enum(["calm", "gone", "act-needed"]);
export type WatchOutcome = z.infer<typeof watchOutcome>;

/** The referral or watch that a decision led to, and how it ended. Without the partner's words. */
export const followUp = z.object({
  referral: z
    .object({
      partner: partnerCode,
      state: referralState,
      sentAt: instant.optional(),
      answeredAt: instant.optional(),
      outcome: referralOutcome.optional(),
      withdrawnAt: instant.optional(),
    })
    .optional(),
  watch: z
    .object({
      state: watchState,
      lookAt: instant.optional(),
      endedAt: instant.optional(),
      outcome: watchOutcome.optional(),
    })
    .optional(),
});
export type FollowUp = z.infer<typeof followUp>;
