/** How a site's pages are read, as data: what the extension has built in, and what the intake serves to mend it. */

import { z } from "zod";
import { contextRelation, type FieldName, fields, unavailableReason } from "./evidence.ts";
import { instant, shortText } from "./ids.ts";
import { problem } from "./problem.ts";
import { kind, siteId } from "./site.ts";
import { modelState, suggestionModel } from "./suggestion.ts";

const selector = shortText(1_000);
/**
 * `/watch`, `/groups/*`: against the page's path and hash; `*` stands for any characters. With `!` ahead of them all:
 * every page but these.
 */
const pages = z
  .array(z.string().regex(/^!?[/#*][^\s\0]{0,100}$/))
  .min(1)
  .max(20)
  .readonly();
/** Names of code in the extension, which refuses the ones it does not have. */
const named = z.string().regex(/^[a-z][a-z\d-]{0,40}$/);
const attribute = z.templateLiteral(["attr:", z.string().regex(/[a-z][a-z\d-]{0,60}/)]);

const where = {
  /**
   * In the post (default), in the document, in its own address, ahead of the post (the nearest first), or the nearest
   * element around it.
   */
  in: z.enum(["post", "page", "address", "before", "around"]).optional(),
  /** Selector below that place; absent: the place itself. */
  at: selector.optional(),
  /** From the match up to the nearest element of this selector, still inside the post. */
  closest: selector.optional(),
  /** Not what lies in one of these: the words that people write can hold any link. */
  outside: selector.optional(),
  /** Look inside foreign parts too: a comment's link names the post it stands under. */
  foreign: z.literal(true).optional(),
  /** Only when the post is the only one in its nearest ancestor of this selector: the page's address is its own. */
  sole: selector.optional(),
  /** Collect every match instead of the first. */
  all: z.literal(true).optional(),
};

/** One way to read a value; a field has an ordered list of them and the first that yields something wins. */
export const reading = z.strictObject({
  ...where,
  /** `text`: what a person sees (emoji from `img[alt]`, hidden parts left out); `present`: true when `at` matches. */
  read: z.union([z.enum(["text", "present", "prop:currentTime"]), attribute]),
  /** Named transform of the raw string into the field's type; yields nothing when it does not apply. */
  as: named.optional(),
});
export type ReadingData = z.infer<typeof reading>;

/** A reading that names the post: part of the script on every page, so attributes and the page's address only. */
export const nameReading = z.strictObject({ ...where, read: attribute, as: named.optional() });
export type NameReadingData = z.infer<typeof nameReading>;

const readings = z.array(reading).max(20).readonly();
const nameReadings = z.array(nameReading).max(20).readonly();

/** How the button looks, so that it belongs to the site. */
export const look = z.enum(["icon", "word", "pill", "round"]);
export type Look = z.infer<typeof look>;

/** Where the button goes; the first slot whose anchor exists wins. */
export const slot = z.strictObject({
  at: selector.optional(),
  /** From the match up to the nearest element of this selector, still inside the post. */
  closest: selector.optional(),
  /** From the match up to the child of the smallest ancestor that also holds this: the match's cell in a row. */
  beside: selector.optional(),
  /** No foreign part ever holds such an anchor: not asked, since every new post pays for the question. */
  sure: z.literal(true).optional(),
  /** `corner`: beside the anchor, which must be positioned; `cover`: over its top left, which need not be. */
  place: z.enum(["append", "after", "corner", "cover"]),
  look,
});
export type Slot = z.infer<typeof slot>;

/** A foreign part without an element of its own: it starts at an anchor and reaches up around it. */
export const part = z.strictObject({
  at: selector,
  /** The part is the highest ancestor of `at` that holds none of these ahead of `at` … */
  before: selector,
  /** … and none of these anywhere. */
  without: selector,
});
export type Part = z.infer<typeof part>;

export const postRecipe = z.strictObject({
  kind,
  /** Other kinds that its identity may name: a post of one photo is sometimes known by the photo only. */
  kinds: z.array(kind).max(5).readonly().optional(),
  /** Absent: every page of the site. */
  page: pages.optional(),
  find: z.array(selector).max(20).readonly(),
  /** A found element without one of these outside its foreign parts is no post. */
  has: selector.optional(),
  /** Posts with no element of their own: from each such anchor up to the highest ancestor without a second one. */
  climb: z.strictObject({ from: selector, stop: selector }).optional(),
  /** A found element that matches one of these, or lies inside one, is not a post. */
  skip: z.array(selector).max(20).readonly().optional(),
  /** Parts of a post that belong to something else (quotes, comments, decoys): never read, never a slot. */
  foreign: z
    .array(z.union([selector, part]))
    .max(20)
    .readonly()
    .optional(),
  /** Readings of addresses or `site:kind:id`; the first that names a subject of this kind wins. */
  identity: nameReadings,
  /** Its identity may show only later (on hover): it gets a button all the same, and the click looks again. */
  late: z.literal(true).optional(),
  aliases: nameReadings.optional(),
  slots: z.array(slot).min(1).max(10).readonly(),
  /**
   * The picture reaches from the first of these down to the last: what stands above or below them in the post
   * (other people's comments, the box with the signed-in person's own face) stays out. Absent: the whole post.
   */
  picture: selector.optional(),
});
export type PostRecipeData = z.infer<typeof postRecipe>;

/** What a post stands in relation to: each match is one entry, and the inner readings look inside it. */
export const contextReading = z.strictObject({
  relation: contextRelation,
  ...where,
  /** From the match up to the foreign part (of those without an element of their own) that it lies in. */
  part: z.literal(true).optional(),
  address: readings.optional(),
  name: readings.optional(),
  text: readings.optional(),
});
export type ContextReadingData = z.infer<typeof contextReading>;

/** Read by code alone: whom a post is shown to decides what may be captured. */
const unserved = { audience: true, context: true } as const;
const readingsByField = Object.fromEntries(
  Object.keys(fields.omit(unserved).shape).map((name) => [name, readings.optional()]),
) as Record<Exclude<FieldName, keyof typeof unserved>, z.ZodOptional<typeof readings>>;

/** Ordered readings of each field of one post recipe. */
export const fieldReadings = z.strictObject({
  ...readingsByField,
  context: z.array(contextReading).max(20).readonly().optional(),
  /** Telegram's numeric channel id, which stands beside the fields in the evidence. */
  channelId: readings.optional(),
});
export type FieldReadingsData = z.infer<typeof fieldReadings>;

/** How a page says that what its address names cannot be seen; the first that applies wins. */
export const unavailableReading = z.strictObject({
  page: pages.optional(),
  at: selector,
  /** Lower-case words of which the place must say one; absent: being there suffices. */
  says: z.array(shortText(200)).min(1).max(50).readonly().optional(),
  reason: unavailableReason,
});
export type UnavailableReading = z.infer<typeof unavailableReading>;

/** How a page says, over what it shows, that only people who are signed in see it whole. */
export const loginWallReading = z.strictObject({ page: pages.optional(), at: selector });
export type LoginWallReading = z.infer<typeof loginWallReading>;

/** What a kind of page should have: when nothing of it is found there, the recipe is likely out of date. */
export const surface = z.strictObject({ page: pages, expects: kind });
export type Surface = z.infer<typeof surface>;

/** What the script on every page needs. */
const pageParts = {
  /** The page is dark when one of these matches. */
  dark: z.array(selector).max(10).readonly(),
  /** Attributes in which a recycled node takes a new identity; `href` is always watched. */
  recycled: z
    .array(z.string().regex(/^[a-z][a-z\d-]{0,60}$/))
    .max(10)
    .readonly()
    .optional(),
  /** What changes inside such an element decides about posts elsewhere on the page: all are looked at again. */
  context: selector.optional(),
  surfaces: z.array(surface).max(50).readonly(),
  posts: z.array(postRecipe).max(50).readonly(),
};

/** What only the capture script needs. */
const captureParts = {
  /** One entry per post recipe, in the same order. */
  fields: z.array(fieldReadings).max(50).readonly(),
  unavailable: z.array(unavailableReading).max(50).readonly(),
  loginWall: z.array(loginWallReading).max(20).readonly().optional(),
};

/** Everything about one site that may be mended without a new extension. */
export const siteRecipes = z
  .strictObject({ ...pageParts, ...captureParts })
  .refine(({ posts, fields: list }) => posts.length === list.length, {
    path: ["fields"],
    message: "needs one entry per post recipe",
  });
export type SiteRecipesData = z.infer<typeof siteRecipes>;

const version = z.int().min(1);

/** As the background hands them to the scripts in a page. */
export const pageRecipes = z.strictObject({ ...pageParts, version });
export type PageRecipes = z.infer<typeof pageRecipes>;
export const captureRecipes = z.strictObject(captureParts);
export type CaptureRecipes = z.infer<typeof captureRecipes>;

/** Switched off: a whole site, or one kind of post of it. */
export const switchedOff = z.strictObject({ site: siteId, kind: kind.optional() });
export type SwitchedOff = z.infer<typeof switchedOff>;

/** A signed pack of recipes; of two good ones the higher version counts. */
export const recipePack = z.strictObject({
  version,
  issuedAt: instant,
  /** Why it was published, for the administrator. */
  note: shortText(500).optional(),
  /** Sites that are not in it keep what the extension has built in. */
  sites: z.partialRecord(siteId, siteRecipes),
  off: z.array(switchedOff).max(60),
  /** Absent: nothing is suggested. */
  model: suggestionModel.optional(),
  /** Absent: the built-in ones. Judged by `taughtLessons` where it is read: a broken one takes no recipes with it. */
  lessons: z.unknown().optional(),
});
export type RecipePack = z.infer<typeof recipePack>;

/** What this device knows of packs, for the settings page. */
export const recipesState = z.strictObject({
  builtIn: version,
  /** The newest good pack; absent: none came yet. */
  pack: z
    .strictObject({
      version,
      issuedAt: instant,
      acceptedAt: instant,
      off: z.array(switchedOff).readonly(),
      /** How far what it suggests can be relied on; absent: it suggests nothing. */
      model: modelState.optional(),
    })
    .optional(),
  /** When the intake was last asked. */
  askedAt: instant.optional(),
  /** Why the last one was not taken, or could not be fetched. */
  refusal: z.strictObject({ problem, at: instant }).optional(),
});
export type RecipesState = z.infer<typeof recipesState>;
