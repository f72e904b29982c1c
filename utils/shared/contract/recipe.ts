/** Recipes: how a site's pages are read, as data. Built into the extension, and updated by the intake. */

import { z } from "zod";
import { contextRelation, type FieldName, fields, unavailableReason } from "./evidence.ts";
import { instant, shortText } from "./ids.ts";
import { problem } from "./problem.ts";
import { buttonLook, kind, siteId } from "./site.ts";
import { modelState, suggestionModel } from "./suggestion.ts";

const selector = shortText(1_000);
/**
 * Patterns such as `/watch` or `/groups/*`, matched against the page's path and hash. `*` matches any
 * characters. A leading `!` negates the pattern: every page except these.
 */
const pages = z
  .array(z.string().regex(/^!?[/#*][^\s\0]{0,100}$/))
  .min(1)
  .max(20)
  .readonly();
/** Names of functions in the extension, which rejects unknown names. */
const functionName = z.string().regex(/^[a-z][a-z\d-]{0,40}$/);
const attribute = z.templateLiteral(["attr:", z.string().regex(/[a-z][a-z\d-]{0,60}/)]);

const readingScope = {
  /**
   * Where to search: in the post (default), in the document, in the page's address, before the post (nearest
   * first), or in the nearest ancestor.
   */
  in: z.enum(["post", "page", "address", "before", "around"]).optional(),
  /** Selector within that place. Absent: the place itself. */
  at: selector.optional(),
  /** Continues from the match to its nearest ancestor of this selector, within the post. */
  closest: selector.optional(),
  /** Ignores matches inside these elements, because text written by users can contain any link. */
  outside: selector.optional(),
  /** Also searches foreign parts: a comment's link names the post that it belongs to. */
  foreign: z.literal(true).optional(),
  /**
   * Applies only if the post is the only one in its nearest ancestor of this selector; the page's address is
   * then the post's.
   */
  sole: selector.optional(),
  /** Collects every match instead of the first. */
  all: z.literal(true).optional(),
};

/** One way to read a value. A field has an ordered list of readings; the first that yields a value wins. */
export const reading = z.strictObject({
  ...readingScope,
  /**
   * `text`: the visible text, with emoji from `img[alt]` and without hidden parts. `present`: true if `at`
   * matches.
   */
  read: z.union([z.enum(["text", "present", "prop:currentTime"]), attribute]),
  /** Named transform from the raw string to the field's type. May yield no value. */
  as: functionName.optional(),
});
export type ReadingData = z.infer<typeof reading>;

/**
 * A reading for the post's identity. Runs in the script on every page, so it may use only attributes and the
 * page's address. What is before or around a post never names it.
 */
export const nameReading = z.strictObject({
  ...readingScope,
  in: z.enum(["post", "page", "address"]).optional(),
  read: attribute,
  as: functionName.optional(),
});
export type NameReadingData = z.infer<typeof nameReading>;

const readings = z.array(reading).max(20).readonly();
const nameReadings = z.array(nameReading).max(20).readonly();

/** A place for the button. The first slot whose anchor exists wins. */
export const slot = z.strictObject({
  at: selector.optional(),
  /** Continues from the match to its nearest ancestor of this selector, within the post. */
  closest: selector.optional(),
  /**
   * Continues from the match to the child of the smallest ancestor that also contains this selector: the
   * match's cell in a row.
   */
  beside: selector.optional(),
  /**
   * Omits the test for foreign parts, which takes time for every new post. Only for anchors that never occur in
   * foreign parts.
   */
  sure: z.literal(true).optional(),
  /** `corner`: beside the anchor, which must be positioned. `cover`: over its top left; needs no positioning. */
  place: z.enum(["append", "after", "corner", "cover"]),
  look: buttonLook,
});
export type Slot = z.infer<typeof slot>;

/** A foreign part that has no element for itself. It extends upwards from an anchor. */
export const part = z.strictObject({
  at: selector,
  /** The part is the highest ancestor of `at` without any of these before `at` … */
  before: selector,
  /** … and without any of these at all. */
  without: selector,
});
export type Part = z.infer<typeof part>;

export const postRecipe = z.strictObject({
  kind,
  /** Other kinds that the identity may have: a post with one photo is sometimes identified by its photo only. */
  kinds: z.array(kind).max(5).readonly().optional(),
  /** Absent: every page of the site. */
  page: pages.optional(),
  find: z.array(selector).max(20).readonly(),
  /** A match must contain one of these outside its foreign parts, or it is not a post. */
  has: selector.optional(),
  /**
   * For posts without an element for themselves: climbs from each anchor to the highest ancestor that contains
   * no second anchor.
   */
  climb: z.strictObject({ from: selector, stop: selector }).optional(),
  /** A match that matches one of these, or lies inside one, is not a post. */
  skip: z.array(selector).max(20).readonly().optional(),
  /** Parts that belong to other content (quotes, comments, decoys). Never read and never used as a slot. */
  foreign: z
    .array(z.union([selector, part]))
    .max(20)
    .readonly()
    .optional(),
  /** Readings that yield an address or `site:kind:id`. The first that names a subject of this kind wins. */
  identity: nameReadings,
  /** The identity may appear only on hover: the button is shown anyway, and a click reads the identity again. */
  late: z.literal(true).optional(),
  /** Index of the recipe whose fields apply to these posts. Only in alternatives. */
  like: z.int().min(0).max(49).optional(),
  aliases: nameReadings.optional(),
  slots: z.array(slot).min(1).max(10).readonly(),
  /**
   * The picture spans from the first of these elements to the last. Content above and below (other people's
   * comments, the compose box with the signed-in user's avatar) is left out. Absent: the whole post.
   */
  picture: selector.optional(),
});
export type PostRecipeData = z.infer<typeof postRecipe>;

/** Reads related content. Each match yields one entry; the inner readings search inside the match. */
export const contextReading = z.strictObject({
  relation: contextRelation,
  ...readingScope,
  /** Continues from the match to the foreign part without an element for itself that contains it. */
  part: z.literal(true).optional(),
  address: readings.optional(),
  name: readings.optional(),
  text: readings.optional(),
});
export type ContextReadingData = z.infer<typeof contextReading>;

/** Read by code only, never by recipes from the intake: the audience decides what may be captured. */
const builtInOnly = { audience: true, context: true } as const;
const readingsByField = Object.fromEntries(
  Object.keys(fields.omit(builtInOnly).shape).map((name) => [name, readings.optional()]),
) as Record<Exclude<FieldName, keyof typeof builtInOnly>, z.ZodOptional<typeof readings>>;

export const fieldReadings = z.strictObject({
  ...readingsByField,
  context: z.array(contextReading).max(20).readonly().optional(),
  /** Telegram's numeric channel id, stored outside the fields in the evidence. */
  channelId: readings.optional(),
});
export type FieldReadingsData = z.infer<typeof fieldReadings>;

/** How a page states that the content at its address is unavailable. The first match wins. */
export const unavailableReading = z.strictObject({
  page: pages.optional(),
  at: selector,
  /** Lower-case words, one of which the element must contain. Absent: the element's presence is enough. */
  says: z.array(shortText(200)).min(1).max(50).readonly().optional(),
  reason: unavailableReason,
});
export type UnavailableReading = z.infer<typeof unavailableReading>;

/** An overlay which states that only signed-in users see the whole page. */
export const loginWallReading = z.strictObject({ page: pages.optional(), at: selector });
export type LoginWallReading = z.infer<typeof loginWallReading>;

/** The kind of post that a page should show. If none is found, the recipe is probably outdated. */
export const surface = z.strictObject({ page: pages, expects: kind });
export type Surface = z.infer<typeof surface>;

/** The part that the script on every page needs. */
const pageParts = {
  /** The page is dark if one of these matches. */
  dark: z.array(selector).max(10).readonly(),
  /** Attributes that show that a recycled node has a new identity. `href` is always watched. */
  recycled: z
    .array(z.string().regex(/^[a-z][a-z\d-]{0,60}$/))
    .max(10)
    .readonly()
    .optional(),
  /** A change inside such an element can affect any post on the page, so all posts are read again. */
  context: selector.optional(),
  surfaces: z.array(surface).max(50).readonly(),
  posts: z.array(postRecipe).max(50).readonly(),
  /**
   * Matches links in the places where posts have their own address. Links of this kind outside all known posts
   * show that a recipe no longer fits the page.
   */
  signs: selector.optional(),
  /** Used in addition once the recipes in `posts` miss posts. Absent: the alternatives of the extension. */
  alternatives: z.array(postRecipe).max(50).readonly().optional(),
};

const captureParts = {
  /** One entry per post recipe, in the same order. */
  fields: z.array(fieldReadings).max(50).readonly(),
  unavailable: z.array(unavailableReading).max(50).readonly(),
  loginWall: z.array(loginWallReading).max(20).readonly().optional(),
};

/** Everything about a site that can be updated without a new extension version. */
export const siteRecipes = z
  .strictObject({ ...pageParts, ...captureParts })
  .refine(({ posts, fields: list }) => posts.length === list.length, {
    path: ["fields"],
    message: "needs one entry per post recipe",
  });
export type SiteRecipesData = z.infer<typeof siteRecipes>;

const version = z.int().min(1);

/** Parts that the background sends to the scripts in a page. */
export const pageRecipes = z.strictObject({
  ...pageParts,
  version,
  /** Kinds that an administrator switched off. The structural finder must not find them either. */
  off: z.array(kind).max(50).readonly().optional(),
});
export type PageRecipes = z.infer<typeof pageRecipes>;
export const captureRecipes = z.strictObject(captureParts);
export type CaptureRecipes = z.infer<typeof captureRecipes>;

/** Switches off a site, or one kind of post on it. */
export const switchedOff = z.strictObject({ site: siteId, kind: kind.optional() });
export type SwitchedOff = z.infer<typeof switchedOff>;

/** Payload of a signed recipe pack. The highest valid version wins. */
export const recipePack = z.strictObject({
  version,
  issuedAt: instant,
  /** Reason for the release, for administrators. */
  note: shortText(500).optional(),
  /** Sites not listed keep the built-in recipes. */
  sites: z.partialRecord(siteId, siteRecipes),
  off: z.array(switchedOff).max(60),
  /** Absent: no suggestions. */
  model: suggestionModel.optional(),
  /**
   * Absent: the built-in lessons. Validated with `taughtLessons` on use, so that invalid lessons do not
   * invalidate the recipes.
   */
  lessons: z.unknown().optional(),
});
export type RecipePack = z.infer<typeof recipePack>;

/** The device's recipe packs, for the settings page. */
export const recipesState = z.strictObject({
  builtIn: version,
  /** The newest valid pack. Absent if none has been received. */
  pack: z
    .strictObject({
      version,
      issuedAt: instant,
      acceptedAt: instant,
      off: z.array(switchedOff).readonly(),
      /** Quality of its suggestion model. Absent if it has none. */
      model: modelState.optional(),
    })
    .optional(),
  /** Time of the last request to the intake. */
  askedAt: instant.optional(),
  /** Why the last pack was rejected or could not be fetched. */
  refusal: z.strictObject({ problem, at: instant }).optional(),
});
export type RecipesState = z.infer<typeof recipesState>;
