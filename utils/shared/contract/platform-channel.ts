/** The channels by which requests reach platforms, as an administrator configures them. */

import { z } from "zod";
import { actionCode, categoryCode } from "./category.ts";
import { address, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { siteId } from "./site.ts";

/** For example `telegram-langsung`. */
export const channelCode = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/);

/** Formats for delivery by hand: a table, our own JSON, and three formats that platforms know. */
export const manualFormat = z.enum(["csv", "json", "xarf", "flag", "dsa"]);
export type ManualFormat = z.infer<typeof manualFormat>;

const common = {
  id: channelCode,
  site: siteId,
  name: shortText(limits.nameChars),
  /** Absent: all categories. */
  categories: z.array(categoryCode).min(1).optional(),
  actions: z.array(actionCode).min(1).optional(),
  /** Only for urgent requests (four-hour limit). A matching one takes precedence over other channels. */
  urgentOnly: z.boolean().default(false),
  /** Language of the text that the platform reads. `both`: Indonesian first, English below. */
  language: z.enum(["id", "en", "both"]).default("both"),
  /** Hours within which the platform is expected to acknowledge a request. */
  acknowledgeHours: z.int().min(1).max(72).default(4),
};

/** Ways of delivery that platforms and partners share. */
export const deliveryKinds = {
  email: {
    kind: z.literal("email"),
    to: z.array(z.email()).min(1).max(10),
    cc: z.array(z.email()).max(10).default([]),
  },
  webhook: {
    kind: z.literal("webhook"),
    address,
    /** HMAC-SHA-256 key, with which the receiver can authenticate what it receives. */
    secret: shortText(200).min(32),
  },
  /** A web form or counter, where a person delivers the letter. */
  form: { kind: z.literal("form"), address },
};

const emailChannel = z.strictObject({ ...common, ...deliveryKinds.email });
const webhookChannel = z.strictObject({ ...common, ...deliveryKinds.webhook });
const formChannel = z.strictObject({ ...common, ...deliveryKinds.form });
/** A file that a person delivers. */
const fileChannel = z.strictObject({ ...common, kind: z.literal("file"), format: manualFormat });

export const channel = z.discriminatedUnion("kind", [emailChannel, webhookChannel, formChannel, fileChannel]);
export type Channel = z.infer<typeof channel>;

/** A channel as administrators edit it at the desk: the intake makes the secret of a webhook. */
export const channelWithoutSecret = z.discriminatedUnion("kind", [
  emailChannel,
  webhookChannel.omit({ secret: true }),
  formChannel,
  fileChannel,
]);

/** The administrator's file of all channels, preferred ones first for each site. */
export const channelFile = z
  .array(channel)
  .max(200)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "names a channel twice");

/** A channel without its secrets. */
export const channelView = z.object({
  id: channelCode,
  site: siteId,
  kind: z.enum(["email", "webhook", "form", "file"]),
  name: z.string(),
  /** Form channels only: the form's address. */
  address: address.optional(),
  format: manualFormat.optional(),
});
export type ChannelView = z.infer<typeof channelView>;
