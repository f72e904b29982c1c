/** The definition of a site: data on where posts are, where the button goes and how fields are read. */

import type {
  ContextReadingData,
  FieldReadingsData,
  LoginWallReading,
  NameReadingData,
  PostRecipeData,
  ReadingData,
  SiteRecipesData,
  UnavailableReading,
} from "../../shared/contract/recipe.ts";
import type { Kind, SiteId, Subject } from "../../shared/contract/site.ts";
import type { NameTransform } from "./engine/names.ts";
import type { TransformName } from "./engine/transforms.ts";

export type { Part, Slot } from "../../shared/contract/recipe.ts";
export type { ButtonLook as Look } from "../../shared/contract/site.ts";

/** The contract's shape, restricted to this extension's transforms. */
export interface Reading extends Omit<ReadingData, "as"> {
  as?: TransformName | undefined;
}

export interface NameReading extends Omit<NameReadingData, "as"> {
  as?: NameTransform | undefined;
}

export interface PostRecipe extends Omit<PostRecipeData, "identity" | "aliases"> {
  identity: readonly NameReading[];
  aliases?: readonly NameReading[] | undefined;
  /** Set by the structural finder. Packs contain data only. */
  structure?: StructuralFinder;
}

/** The identity of a post, and the reading that yielded it. */
export interface Identity {
  kind: Kind;
  subject: Subject;
  /** A text for a name that was found without the recipe's readings, or outside the page. */
  reading: NameReading | string;
  /** Canonical public address, if the page gave an address. */
  permalink?: string;
}

/** Finds posts and their addresses by the structure of the page, where selectors no longer fit. */
export interface StructuralFinder {
  posts(place: ParentNode): Element[];
  /**
   * Returns the address or `site:kind:id` that the post itself shows, or its identity by other readings. Absent: by the
   * recipe's own readings.
   */
  nameOf?(post: Element): string | Identity | undefined;
}

export interface ContextReading extends Omit<ContextReadingData, "address" | "name" | "text"> {
  address?: readonly Reading[];
  name?: readonly Reading[];
  text?: readonly Reading[];
}

export type FieldReadings = {
  [Name in keyof FieldReadingsData]?: Name extends "context" ? readonly ContextReading[] : readonly Reading[];
};

/** The data that a pack can change, as far as the script on every page needs it. */
export interface Recipes
  extends Omit<SiteRecipesData, "posts" | "alternatives" | "fields" | "unavailable" | "loginWall"> {
  posts: readonly PostRecipe[];
  alternatives?: readonly PostRecipe[] | undefined;
}

/** Parts of a site that no pack can change. */
export interface SiteDefinition extends Recipes {
  id: SiteId;
  /** Match patterns of the pages on which the content script runs. */
  matches: readonly string[];
  /** Pages that are never public and never scanned; patterns like `page` of a recipe. */
  private?: readonly string[];
  /**
   * Signs that show a gap inside another post too: a comment is in its post's element. Must not match in a post that the
   * recipes find.
   */
  innerSigns?: string;
  /** Framed pages that contain posts; patterns like `page` of a recipe. All other frames are ignored. */
  frames?: readonly string[];
  /** Attributes that the site requires on foreign elements. */
  hostAttributes?: Readonly<Record<string, string>>;
}

export interface Site extends SiteDefinition {
  /** Version of its recipes, recorded in the evidence. */
  version: number;
  /** Kinds that an administrator switched off. */
  off?: readonly Kind[] | undefined;
  /** Set with a pack's recipes: the index in `posts` of each built-in recipe; -1 for one that the pack does not list. */
  places?: readonly number[];
}

/** Selectors that limit all recipes, including those from packs. */
export interface ReadingLimits {
  /** Elements of the signed-in user (navigation, message boxes, composers). Never read. */
  own: string;
  /** The only elements in which readings outside the post may search. */
  page: string;
}

/** Never read on any site. */
export const unreadableElements =
  "input,textarea,[contenteditable],[role='textbox'],[role='navigation'],[role='banner']";

/** Notices that replace or cover the content at an address. */
export interface Notices {
  /** Notices that the content is unavailable. */
  unavailable: readonly UnavailableReading[];
  /** Prompts to sign in to see the whole page. */
  loginWall?: readonly LoginWallReading[] | undefined;
}

/**
 * The part that only the capture script contains. A pack can change the fields and the notices, but not the
 * rest.
 */
export interface SiteFields extends Notices {
  /** One entry per post recipe, in the same order. */
  fields: readonly FieldReadings[];
  /**
   * Readings for the same recipes that share no attribute with those in `fields`, by the recipe's index. Used for
   * fields that those do not find.
   */
  alternatives?: Readonly<Record<number, FieldReadings>> | undefined;
  /**
   * Audience readings by kind of recipe; they decide what may be captured. Without readings the audience is
   * unknown.
   */
  audience: Partial<Record<Kind, readonly Reading[]>>;
  guard: ReadingLimits;
  /** Sign of an account whose posts are not public. A page with it is not public. */
  lock?: string;
}

/**
 * Gives a recipe its type. The registry in `index.ts` has one per `SiteId`.
 * @__NO_SIDE_EFFECTS__ lets the bundler drop unused recipes.
 */
export function defineSite(site: SiteDefinition): SiteDefinition {
  return site;
}
