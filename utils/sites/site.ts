/** What a site is: data that says where posts are, where the button goes and how each field is read. */

import type { FieldName } from "../contract/evidence.ts";
import type { Kind, SiteId } from "../contract/site.ts";
import type { GateName } from "./gates.ts";
import type { NameTransform } from "./names.ts";
import type { TransformName } from "./transforms.ts";

/** One way to read a value; a field has an ordered list of them and the first that yields something wins. */
export interface Reading {
  /** Where to look: in the post (default), in the whole document, or in the page's own address. */
  in?: "post" | "page" | "address";
  /** Selector below that place; absent: the place itself. */
  at?: string;
  /** From the match up to the nearest element of this selector, still inside the post. */
  closest?: string;
  /** Look inside foreign parts too: a comment's link names the post it stands under. */
  foreign?: true;
  /** Only when the post is the only one in its nearest ancestor of this selector: the page's address is its own. */
  sole?: string;
  /** `text`: what a person sees (emoji from `img[alt]`, hidden parts left out); `present`: true when `at` matches. */
  read: "text" | "present" | `attr:${string}` | `prop:currentTime`;
  /** Named transform of the raw string into the field's type; yields nothing when it does not apply. */
  as?: TransformName;
  /** Collect every match instead of the first. */
  all?: true;
}

/** A reading that names the post: part of the script on every page, so attributes and the page's address only. */
export interface NameReading extends Omit<Reading, "as" | "read"> {
  read: `attr:${string}`;
  as?: NameTransform;
}

/** How the button looks, so that it belongs to the site. */
export type Look = "icon" | "word" | "pill" | "round";

/** Where the button goes; the first slot whose anchor exists wins. */
export interface Slot {
  at?: string;
  /** From the match up to the nearest element of this selector, still inside the post. */
  closest?: string;
  /** From the match up to the child of the smallest ancestor that also holds this: the match's cell in a row. */
  beside?: string;
  /** No foreign part ever holds such an anchor: not asked, since every new post pays for the question. */
  sure?: true;
  /** `corner`: beside the anchor, which must be positioned; `cover`: over its top left, which need not be. */
  place: "append" | "after" | "corner" | "cover";
  look: Look;
}

/** A foreign part without an element of its own: it starts at an anchor and reaches up around it. */
export interface Part {
  at: string;
  /** The part is the highest ancestor of `at` that holds none of these ahead of `at` … */
  before: string;
  /** … and none of these anywhere. */
  without: string;
}

export interface PostRecipe {
  kind: Kind;
  /** Other kinds that its identity may name: a post of one photo is sometimes known by the photo only. */
  kinds?: readonly Kind[];
  /** Tests the page's path and hash; absent: every page of the site. A regular expression's source. */
  page?: string;
  find: readonly string[];
  /** A found element without one of these outside its foreign parts is no post. */
  has?: string;
  /** Posts with no element of their own: from each such anchor up to the highest ancestor without a second one. */
  climb?: { from: string; stop: string };
  /** A found element that matches one of these, or lies inside one, is not a post. */
  skip?: readonly string[];
  /** Parts of a post that belong to something else (quotes, comments, decoys): never read, never a slot. */
  foreign?: readonly (string | Part)[];
  /** Readings of addresses or `site:kind:id`; the first that names a subject of this kind wins. */
  identity: readonly NameReading[];
  /** Its identity may show only later (on hover): it gets a button all the same, and the click looks again. */
  late?: true;
  aliases?: readonly NameReading[];
  /** Named rule that decides whether the post is shown to be public; absent: the site's posts are. */
  gate?: GateName;
  slots: readonly Slot[];
  /**
   * The picture reaches from the first of these down to the last: what stands above or below them in the post
   * (other people's comments, the box with the signed-in person's own face) stays out. Absent: the whole post.
   */
  picture?: string;
}

/** Ordered readings of each field of one post recipe. */
export interface FieldReadings extends Partial<Record<FieldName, readonly Reading[]>> {
  /** Telegram's numeric channel id, which stands beside the fields in the evidence. */
  channelId?: readonly Reading[];
}

export interface Site {
  id: SiteId;
  /** Grows with each change of the recipe; travels in the evidence. */
  version: number;
  /** Match patterns of the pages the content script runs on. */
  matches: readonly string[];
  /** The page is dark when one of these matches. */
  dark: readonly string[];
  /** Attributes that the site wants to see on a foreign element. */
  hostAttributes?: Readonly<Record<string, string>>;
  /** Attributes in which a recycled node takes a new identity; `href` is always watched. */
  recycled?: readonly string[];
  /** What changes inside such an element decides about posts elsewhere on the page: all are looked at again. */
  context?: string;
  posts: readonly PostRecipe[];
}

/** Gives a recipe its type; the registry in `index.ts` holds one per `SiteId`. */
export function defineSite(site: Site): Site {
  return site;
}
