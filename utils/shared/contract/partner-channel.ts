/** The channels by which referrals reach partners, as an administrator configures them. */

import { z } from "zod";
import { categoryCode } from "./category.ts";
import { address, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { channelCode, deliveryKinds } from "./platform-channel.ts";
import { partnerCode } from "./referral-state.ts";

const common = {
  id: channelCode,
  partner: partnerCode,
  name: shortText(limits.nameChars),
  /** Absent: all categories. */
  categories: z.array(categoryCode).min(1).optional(),
  language: z.enum(["id", "en", "both"]).default("id"),
  /** Hours within which the partner is expected to acknowledge a referral. */
  acknowledgeHours: z.int().min(1).max(168).default(24),
  /** Days within which it is asked to answer. Two reminders follow, each after as many days. */
  answerDays: z.int().min(1).max(90).default(7),
};

const emailChannel = z.strictObject({ ...common, ...deliveryKinds.email });
const webhookChannel = z.strictObject({ ...common, ...deliveryKinds.webhook });
const formChannel = z.strictObject({ ...common, ...deliveryKinds.form });

export const partnerChannel = z.discriminatedUnion("kind", [emailChannel, webhookChannel, formChannel]);
export type PartnerChannel = z.infer<typeof partnerChannel>;

/** As `channelWithoutSecret`, for partners. */
export const partnerChannelWithoutSecret = z.discriminatedUnion("kind", [
  emailChannel,
  webhookChannel.omit({ secret: true }),
  formChannel,
]);

export const partnerChannelFile = z
  .array(partnerChannel)
  .max(200)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "names a channel twice");

/** A channel without addresses of people and without its secret. */
export const partnerChannelView = z.object({
  id: channelCode,
  partner: partnerCode,
  kind: z.enum(["email", "webhook", "form"]),
  name: z.string(),
  /** Form channels only. */
  address: address.optional(),
});
export type PartnerChannelView = z.infer<typeof partnerChannelView>;
