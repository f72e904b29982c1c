/** Evidence captured from one post: its fields and their sources, missing fields, and the picture. */

import { z } from "zod";
import { clock, picture, pixelBox, qualityCode, snapshot } from "./files.ts";
import { address, id, instant, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { kind, siteId, subject } from "./site.ts";

/** A value and where on the page it was read, such as `attr:datetime time[datetime]`. */
function field<T extends z.ZodType>(value: T) {
  return z.strictObject({ value, source: shortText(300) }).optional();
}

export const link = z.strictObject({
  /** The link's target, unwrapped from the site's redirector where that needs no network request. */
  address,
  /** The displayed text if it differs from the address (a t.co link shows its target's domain). */
  shown: shortText(limits.addressChars).optional(),
});
export type Link = z.infer<typeof link>;

export const count = z.strictObject({
  /** As displayed, such as `1,2 rb`. */
  shown: shortText(60),
  /** Exact number, if the page gives one. */
  value: z.int().min(0).optional(),
});

export const countName = z.enum([
  "replies",
  "reposts",
  "likes",
  "bookmarks",
  "views",
  "comments",
  "shares",
  "reactions",
  /** Followers, members or subscribers of an account, group or channel. */
  "followers",
]);
export type CountName = z.infer<typeof countName>;
export type Count = z.infer<typeof count>;

export const audience = z.enum(["public", "not-public", "unknown"]);

/** How a post relates to other content: what it answers, quotes or shares, and where it was posted. */
export const contextRelation = z.enum([
  "parent",
  "quoted",
  "reshared",
  "reposted-by",
  "forwarded-from",
  "album",
  "channel",
  "group",
  "page",
  "video",
]);
export type ContextRelation = z.infer<typeof contextRelation>;

export const contextEntry = z
  .strictObject({
    relation: contextRelation,
    subject: subject.optional(),
    address: address.optional(),
    name: shortText(limits.nameChars).optional(),
    text: shortText(limits.contextTextChars).optional(),
  })
  .refine((entry) => Object.keys(entry).length > 1, { message: "says nothing" });
export type ContextEntry = z.infer<typeof contextEntry>;

/** Why the content at an address is not shown, as the page states it. `withheld`: in this country only. */
export const unavailableReason = z.enum(["removed", "withheld", "private", "age-restricted", "unknown"]);
export type UnavailableReason = z.infer<typeof unavailableReason>;

export const fields = z.strictObject({
  permalink: field(address),
  title: field(shortText(limits.titleChars)),
  text: field(shortText(limits.textChars)),
  truncated: field(z.boolean()),
  authorName: field(shortText(limits.nameChars)),
  authorHandle: field(shortText(limits.nameChars)),
  authorLink: field(address),
  authorId: field(shortText(100)),
  publishedRaw: field(shortText(200)),
  publishedAt: field(instant),
  media: field(z.array(address).min(1).max(limits.mediaCount)),
  links: field(z.array(link).min(1).max(limits.linkCount)),
  counts: field(z.partialRecord(countName, count)),
  language: field(z.string().regex(/^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$/)),
  audience: field(audience),
  /** The post is a paid promotion. */
  promoted: field(z.boolean()),
  context: field(z.array(contextEntry).min(1).max(limits.contextCount)),
  /** Position in the video at the moment of the click. */
  timecodeSeconds: field(z.number().min(0).max(1_000_000)),
  /** The page states that the content is unavailable; includes the reason if given. */
  unavailable: field(unavailableReason),
});
export type Fields = z.infer<typeof fields>;
export type FieldName = keyof Fields;
export const fieldName = z.enum(Object.keys(fields.shape) as [FieldName, ...FieldName[]]);

/**
 * Records that something was hidden before sealing, not what it was. `own`: hidden automatically, because it
 * was part of the user's own interface.
 */
export const redaction = z.discriminatedUnion("what", [
  z.strictObject({ what: z.enum(["own", "box"]), file: z.enum(["picture", "frame"]), box: pixelBox }),
  z.strictObject({
    what: z.literal("words"),
    in: z.array(z.union([fieldName, z.enum(["page", "snapshot"])])).min(1),
    /** Number of replacements in all places together. */
    count: z.int().min(1),
  }),
]);
export type Redaction = z.infer<typeof redaction>;

export const evidence = z.strictObject({
  id,
  site: siteId,
  kind,
  subject,
  /** Other names of the post found on the page. Never contains `subject`. */
  aliases: z.array(subject).max(limits.aliasCount),
  /**
   * Telegram's numeric channel id, if seen. Names can be reassigned: cases with the same name but different ids
   * are never merged.
   */
  channelId: z
    .string()
    .regex(/^\d{1,20}$/)
    .optional(),
  /** Absent in the no-pixels lane: an address or a title may quote the content. */
  page: z
    .strictObject({ address, title: z.string().max(limits.titleChars), language: z.string().max(35) })
    .optional(),
  fields,
  /** Fields that the recipe looked for and did not find. Recorded explicitly instead of as an empty value. */
  missing: z.array(fieldName),
  picture,
  /** Videos only: the frame at `timecodeSeconds`. */
  frame: picture.optional(),
  /** Absent in a report on a page, for which no post was read. */
  snapshot: snapshot.optional(),
  quality: z.array(qualityCode).max(qualityCode.options.length),
  redactions: z.array(redaction).max(limits.redactionCount),
  capturedAt: instant,
  /** Absent if the device has never received a response from the intake. */
  clock: clock.optional(),
  /** 128 random bits. They prevent guessing a short field from its digest after the fields are deleted. */
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  recipeVersion: z.int().min(1),
  extensionVersion: shortText(50),
  browser: shortText(100),
});
export type Evidence = z.infer<typeof evidence>;
