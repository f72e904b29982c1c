/** What a site is: data that says where posts are, where the button goes and how each field is read. */

import type {
  ContextReadingData,
  FieldReadingsData,
  LoginWallReading,
  NameReadingData,
  PostRecipeData,
  ReadingData,
  SiteRecipesData,
  UnavailableReading,
} from "../contract/recipe.ts";
import type { Kind, SiteId } from "../contract/site.ts";
import type { NameTransform } from "./names.ts";
import type { TransformName } from "./transforms.ts";

export type { Look, Part, Slot } from "../contract/recipe.ts";

/** The contract's shape, with the names of transforms that this extension has. */
export interface Reading extends Omit<ReadingData, "as"> {
  as?: TransformName | undefined;
}

export interface NameReading extends Omit<NameReadingData, "as"> {
  as?: NameTransform | undefined;
}

export interface PostRecipe extends Omit<PostRecipeData, "identity" | "aliases"> {
  identity: readonly NameReading[];
  aliases?: readonly NameReading[] | undefined;
}

export interface ContextReading extends Omit<ContextReadingData, "address" | "name" | "text"> {
  address?: readonly Reading[];
  name?: readonly Reading[];
  text?: readonly Reading[];
}

/** Ordered readings of each field of one post recipe. */
export type FieldReadings = {
  [Name in keyof FieldReadingsData]?: Name extends "context" ? readonly ContextReading[] : readonly Reading[];
};

/** What may be mended as data, as far as the script on every page needs it. */
export interface Recipes extends Omit<SiteRecipesData, "posts" | "fields" | "unavailable" | "loginWall"> {
  posts: readonly PostRecipe[];
}

/** What belongs to the code: no pack can change it. */
export interface SiteDefinition extends Recipes {
  id: SiteId;
  /** Match patterns of the pages the content script runs on. */
  matches: readonly string[];
  /** Pages (as `page` of a recipe) that are never public, where nothing is looked for. */
  private?: readonly string[];
  /** Framed pages that hold posts, as `page` of a recipe; every other frame is left alone. */
  frames?: readonly string[];
  /** Attributes that the site wants to see on a foreign element. */
  hostAttributes?: Readonly<Record<string, string>>;
}

export interface Site extends SiteDefinition {
  /** Of its recipes; travels in the evidence. */
  version: number;
}

/** What no recipe may read, whoever wrote it: selectors. */
export interface Guard {
  /** Elements of the signed-in person (navigation, message boxes, composers): nothing in them is ever read. */
  own: string;
  /** A reading outside the post looks only inside these. */
  page: string;
}

/** Guarded on every site. */
export const neverRead =
  "input,textarea,[contenteditable],[role='textbox'],[role='navigation'],[role='banner']";

/** What a page says in place of what its address names, or over it. */
export interface Notices {
  /** How a page says that what its address names can no longer be seen. */
  unavailable: readonly UnavailableReading[];
  /** How a page says that one must sign in to see it whole. */
  loginWall?: readonly LoginWallReading[] | undefined;
}

/** What only the capture script carries. The first and the notices may be mended as data, the others are part of the code. */
export interface SiteFields extends Notices {
  /** One entry per post recipe, in the same order. */
  fields: readonly FieldReadings[];
  /** By kind of recipe: whom a post is shown to, which decides what may be captured. Without readings: not known. */
  audience: Partial<Record<Kind, readonly Reading[]>>;
  guard: Guard;
}

/**
 * Gives a recipe its type; the registry in `index.ts` holds one per `SiteId`.
 * @__NO_SIDE_EFFECTS__ a script that uses no recipe leaves it out
 */
export function defineSite(site: SiteDefinition): SiteDefinition {
  return site;
}
