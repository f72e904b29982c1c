/** What was captured from one post: fields with where each was read, what is missing, and the picture. */

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
  /** Where it leads, unwrapped from the site's redirector where that can be done without the network. */
  address,
  /** What the person saw, when it differs from the address (a t.co link shows its target's domain). */
  shown: shortText(limits.addressChars).optional(),
});
export type Link = z.infer<typeof link>;

export const count = z.strictObject({
  /** As shown, such as `1,2 rb`. */
  shown: shortText(60),
  /** Exact, when the page gives it exactly. */
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
  /** Of a channel, group or account: whatever the site calls those who follow it. */
  "followers",
]);
export type CountName = z.infer<typeof countName>;
export type Count = z.infer<typeof count>;

export const audience = z.enum(["public", "not-public", "unknown"]);

/** What a post stands in: what it answers, quotes or passes on, and where. */
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

/** Why what an address names is not shown, as far as the page tells: `withheld` is for this country only. */
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
  /** Somebody paid the site to show it. */
  promoted: field(z.boolean()),
  context: field(z.array(contextEntry).min(1).max(limits.contextCount)),
  /** Seconds into the video at the moment of the click. */
  timecodeSeconds: field(z.number().min(0).max(1_000_000)),
  /** The page says that this can no longer be seen, and perhaps why. */
  unavailable: field(unavailableReason),
});
export type Fields = z.infer<typeof fields>;
export type FieldName = keyof Fields;
export const fieldName = z.enum(Object.keys(fields.shape) as [FieldName, ...FieldName[]]);

/** What was made unreadable before the seal, never what it was. `own`: by the tool, parts of the person's own page. */
export const redaction = z.discriminatedUnion("what", [
  z.strictObject({ what: z.enum(["own", "box"]), file: z.enum(["picture", "frame"]), box: pixelBox }),
  z.strictObject({
    what: z.literal("words"),
    in: z.array(z.union([fieldName, z.enum(["page", "snapshot"])])).min(1),
    /** How many times, all places together. */
    count: z.int().min(1),
  }),
]);
export type Redaction = z.infer<typeof redaction>;

export const evidence = z.strictObject({
  id,
  site: siteId,
  kind,
  subject,
  /** Other names of the same post seen on the page; never contains `subject` itself. */
  aliases: z.array(subject).max(limits.aliasCount),
  /** Telegram's numeric channel id where seen: names are reassigned, and a name whose id differs never merges. */
  channelId: z
    .string()
    .regex(/^\d{1,20}$/)
    .optional(),
  /** Absent in the no-pixels lane: an address or title can quote what must not be repeated. */
  page: z
    .strictObject({ address, title: z.string().max(limits.titleChars), language: z.string().max(35) })
    .optional(),
  fields,
  /** Fields the recipe looked for and did not find: missing is a finding, not an empty string. */
  missing: z.array(fieldName),
  picture,
  /** Of a video, at `timecodeSeconds`. */
  frame: picture.optional(),
  /** Absent where no post was read: a page's own report. */
  snapshot: snapshot.optional(),
  quality: z.array(qualityCode).max(qualityCode.options.length),
  redactions: z.array(redaction).max(limits.redactionCount),
  capturedAt: instant,
  /** Absent before the intake was ever heard. */
  clock: clock.optional(),
  /** 128 random bits: without them nobody finds out a short field from its digest once the fields are deleted. */
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  recipeVersion: z.int().min(1),
  extensionVersion: shortText(50),
  browser: shortText(100),
});
export type Evidence = z.infer<typeof evidence>;
