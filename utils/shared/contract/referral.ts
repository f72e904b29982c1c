/** A referral to a partner: its signed letter, what people and the partner record, and its representation. */

import { z } from "zod";
import { actionCode, categoryCode, subReasonKey } from "./category.ts";
import { address, id, instant, sha256, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { partnerChannelView } from "./partner-channel.ts";
import { channelCode } from "./platform-channel.ts";
import {
  partnerCode,
  referralAct,
  referralLetterKind,
  referralOutcome,
  referralState,
  watchOutcome,
  watchState,
} from "./referral-state.ts";
import { contentState, dispatchState } from "./request-state.ts";
import { subject } from "./site.ts";

export const referralFormat = "lapor-kominfo/referral/1";

/** For example `R-00003/LK-KOMINFO/XI/2026`. Counted apart from requests to platforms. */
export const referralNumber = z.string().regex(/^R-\d{5,}\/LK-[A-Z0-9-]{1,40}\/[IVX]{1,4}\/\d{4}$/);

/** The language-neutral content of a referral, signed by the intake. Never contains pixels. */
export const referralLetter = z.strictObject({
  format: z.literal(referralFormat),
  id,
  number: referralNumber,
  partner: partnerCode,
  organisation: shortText(limits.nameChars),
  category: categoryCode,
  /** Absent if the case was escalated. */
  action: actionCode.optional(),
  urgent: z.boolean(),
  caseId: id,
  decisionId: id,
  subject,
  aliases: z.array(subject),
  /** Absent if the post has no address. */
  address: address.optional(),
  /** Absent if unknown, and in the no-pixels lane, which has the id only. */
  author: z.string().optional(),
  authorId: z.string().optional(),
  publishedAt: instant.optional(),
  capturedAt: instant.optional(),
  /** SHA-256 of the sealed manifest of the evidence. */
  manifest: sha256.optional(),
  /** Ids in `utils/shared/policy/legal-bases.ts`, with the text in force on that day. */
  basis: z.array(z.strictObject({ id: z.string(), text: z.string(), verified: z.boolean() })),
  /** The decider's words. Absent in the no-pixels lane. */
  analysis: shortText(limits.reasonChars).optional(),
  /** The narrower reason and the met elements of the category. Absent in the no-pixels lane and in older letters. */
  subReason: subReasonKey.optional(),
  elements: z.array(z.string()).optional(),
  /** Days within which an answer is asked for. */
  answerDays: z.int().min(1),
  madeAt: instant,
  /** Base address of the intake. */
  origin: z.url(),
});
export type ReferralLetter = z.infer<typeof referralLetter>;

const note = shortText(limits.noteChars).optional();

const answerFields = {
  id,
  /** The referral's number as the partner quotes it. An answer about another letter is refused. */
  number: referralNumber.optional(),
  note,
  /** When it happened, if earlier than now. Ignored in a partner's own statement. */
  at: instant.optional(),
};

/** `delivered`, `acknowledged`, `bounced`: as in requests. `answered`: the partner's outcome. */
export const referralAnswerInput = z.discriminatedUnion("kind", [
  z.strictObject({ ...answerFields, kind: z.enum(["delivered", "acknowledged", "bounced"]) }),
  z.strictObject({ ...answerFields, kind: z.literal("answered"), outcome: referralOutcome }),
]);
export type ReferralAnswerInput = z.infer<typeof referralAnswerInput>;

/** Records that a person delivered a letter of the referral. */
export const referralSentInput = z.strictObject({ id, letter: referralLetterKind, note });
export type ReferralSentInput = z.infer<typeof referralSentInput>;

export const referralChannelInput = z.strictObject({ id, channel: channelCode });
export type ReferralChannelInput = z.infer<typeof referralChannelInput>;

/** Ends an unanswered referral. */
export const referralClosingInput = z.strictObject({ id, reason: shortText(limits.reasonChars) });
export type ReferralClosingInput = z.infer<typeof referralClosingInput>;

export const referralRow = z.object({
  id,
  number: referralNumber,
  partner: partnerCode,
  category: categoryCode,
  action: actionCode.optional(),
  urgent: z.boolean(),
  caseId: id,
  decisionId: id,
  subject,
  state: referralState,
  version: z.int().min(1),
  /** Absent if no channel is configured for the partner. */
  channel: partnerChannelView.optional(),
  acknowledgeHours: z.int().min(1),
  answerDays: z.int().min(1),
  madeAt: instant,
  sentAt: instant.optional(),
  dueAt: instant.optional(),
  deliveredAt: instant.optional(),
  acknowledgedAt: instant.optional(),
  reminders: z.int().min(0),
  answeredAt: instant.optional(),
  outcome: referralOutcome.optional(),
  closedAt: instant.optional(),
  withdrawnAt: instant.optional(),
  /** Letters that wait for a person to deliver them. */
  byHand: z.array(referralLetterKind),
  /** The caller may not decide the case; see `readInvolved`: they neither answer nor close it. */
  reported: z.literal(true).optional(),
  /** The same for the person who delivered the letter by hand. They may enter that it came back. */
  delivered: z.literal(true).optional(),
});
export type ReferralRow = z.infer<typeof referralRow>;

export const referralView = referralRow.extend({
  letter: referralLetter,
  outcomeNote: z.string().optional(),
  closedReason: z.string().optional(),
  letters: z.array(
    z.object({
      id,
      letter: referralLetterKind,
      round: z.int().min(1),
      channel: partnerChannelView.optional(),
      state: dispatchState,
      at: instant,
      attempts: z.int().min(0),
      sentAt: instant.optional(),
      answer: z.string().optional(),
    }),
  ),
  /** Oldest first. */
  events: z.array(
    z.object({
      id,
      at: instant,
      act: referralAct,
      by: z.string(),
      /** Recorded without changing the state. */
      noted: z.literal(true).optional(),
      outcome: referralOutcome.optional(),
      note: z.string().optional(),
    }),
  ),
});
export type ReferralView = z.infer<typeof referralView>;

/**
 * `open`: referrals that wait for a channel, a person or the partner. Of these, `needs`: a person must deliver a letter,
 * choose a channel, or deal with a partner that does not acknowledge or answer; `running`: the others; `late`: the
 * answer was due. `ended`: closed or withdrawn.
 */
export const referralList = z.enum(["open", "needs", "running", "late", "ended"]);
export type ReferralList = z.infer<typeof referralList>;

export const referralFilter = z.object({
  state: z.union([referralState, referralList]).optional(),
  partner: partnerCode.optional(),
  caseId: id.optional(),
});
export type ReferralFilter = z.infer<typeof referralFilter>;

export const referralPage = z.object({ referrals: z.array(referralRow), next: z.string().optional() });
export type ReferralPage = z.infer<typeof referralPage>;

export const referralFileFormat = z.enum(["html", "pdf", "txt", "jws", "json"]);
export type ReferralFileFormat = z.infer<typeof referralFileFormat>;

/** A person's look at a watched post: what the page shows, and whether to look again or to end. */
export const watchLookInput = z.strictObject({
  id,
  seen: contentState,
  next: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("again"), days: z.int().min(1).max(90) }),
    z.strictObject({ kind: z.literal("end"), outcome: watchOutcome }),
  ]),
  note,
});
export type WatchLookInput = z.infer<typeof watchLookInput>;

export const watchView = z.object({
  id,
  caseId: id,
  decisionId: id,
  subject,
  /** Absent if the post has no address. */
  address: address.optional(),
  category: categoryCode,
  state: watchState,
  since: instant,
  /** When to look next. */
  lookAt: instant.optional(),
  outcome: watchOutcome.optional(),
  endedAt: instant.optional(),
  /** The caller, or a person tied to them by an invitation, proposed the watch: they do not end it. */
  proposed: z.literal(true).optional(),
  /** The same for those who reported the case: they do not look at it. */
  reported: z.literal(true).optional(),
  /** Oldest first. */
  looks: z.array(
    z.object({ id, at: instant, by: z.string(), seen: contentState, note: z.string().optional() }),
  ),
});
export type WatchView = z.infer<typeof watchView>;

/** `open` includes watches that ended as `act-needed`, until the case is decided again. */
export const watchFilter = z.object({ state: watchState.optional(), caseId: id.optional() });
export type WatchFilter = z.infer<typeof watchFilter>;
export const watchPage = z.object({ watches: z.array(watchView), next: z.string().optional() });
export type WatchPage = z.infer<typeof watchPage>;
