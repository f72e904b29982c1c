/** Ways by which a request reaches a platform, as an administrator writes them down. */

import { z } from "zod";
import { actionCode, categoryCode } from "./category.ts";
import { address, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { siteId } from "./site.ts";

/** Such as `telegram-langsung`. */
export const channelCode = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/);

/** How what a person hands over by hand is written: a table, our own JSON, and three formats that platforms know. */
export const handedFormat = z.enum(["csv", "json", "xarf", "flag", "dsa"]);
export type HandedFormat = z.infer<typeof handedFormat>;

const common = {
  id: channelCode,
  site: siteId,
  name: shortText(limits.nameChars),
  /** Absent: for all. */
  categories: z.array(categoryCode).min(1).optional(),
  actions: z.array(actionCode).min(1).optional(),
  /** For the four-hour lane alone; where one fits, it goes before the others. */
  urgentOnly: z.boolean().default(false),
  /** Of the words that the platform reads; `both`: Indonesian first, English below. */
  language: z.enum(["id", "en", "both"]).default("both"),
  /** The platform is expected to say that it has the request within so many hours. */
  acknowledgeHours: z.int().min(1).max(72).default(4),
};

const emailChannel = z.strictObject({
  ...common,
  kind: z.literal("email"),
  to: z.array(z.email()).min(1).max(10),
  cc: z.array(z.email()).max(10).default([]),
});
const webhookChannel = z.strictObject({
  ...common,
  kind: z.literal("webhook"),
  address,
  /** Signs what is sent (HMAC-SHA-256), so that the platform knows whose it is. */
  secret: shortText(200).min(32),
});
/** A web form of the platform, filled by a person. */
const formChannel = z.strictObject({ ...common, kind: z.literal("form"), address });
/** A file that a person brings there. */
const fileChannel = z.strictObject({ ...common, kind: z.literal("file"), format: handedFormat });

export const channel = z.discriminatedUnion("kind", [emailChannel, webhookChannel, formChannel, fileChannel]);
export type Channel = z.infer<typeof channel>;

/** All channels there are, the preferred ones of each site first: what an administrator loads. */
export const channelFile = z
  .array(channel)
  .max(200)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "names a channel twice");

/** Without what nobody else may know. */
export const channelView = z.object({
  id: channelCode,
  site: siteId,
  kind: z.enum(["email", "webhook", "form", "file"]),
  name: z.string(),
  /** Of a form, to be opened. */
  address: address.optional(),
  format: handedFormat.optional(),
});
export type ChannelView = z.infer<typeof channelView>;
