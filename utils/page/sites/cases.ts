/** The shape of recipe test cases: small hand-written pages with the expected posts and fields. Tests only. */

import type { LinkQuestion } from "../../shared/contract/draft.ts";
import type { Fields, UnavailableReason } from "../../shared/contract/evidence.ts";
import type { Kind, Subject } from "../../shared/contract/site.ts";

export interface ExpectedPost {
  /** Absent for a post whose page does not reveal its identity. */
  subject?: Subject;
  /** Absent: the kind in the subject. */
  kind?: Kind;
  aliases?: readonly Subject[];
  channelId?: string;
  /**
   * The expected question for a post not known to be public. Without a checked name it has no subject and no
   * fields.
   */
  question?: LinkQuestion;
  /** Expected values without their sources; no other fields may be found. Absent: not compared. */
  fields?: { [Name in keyof Fields]?: NonNullable<Fields[Name]>["value"] };
  /** Exactly these fields are listed as missing. Absent: not compared. */
  missing?: readonly (keyof Fields)[];
  /** Index of the slot that takes the button; default 0. `none`: the post has no place for a button. */
  slot?: number | "none";
  /** Number of elements that define the crop of the picture. Absent: not compared. */
  picture?: number;
}

export interface SiteCase {
  name: string;
  address: string;
  /** Content of `<body>`. For attributes of `<html>` see `htmlAttributes`. */
  html: string;
  htmlAttributes?: Readonly<Record<string, string>>;
  dark?: true;
  /** Telegram Web K and A only: the name that a check of the chat's public link has confirmed. */
  checkedName?: string;
  /** Why the content at the page's address is unavailable. */
  unavailable?: UnavailableReason;
  /** A sign-in prompt covers the page. */
  loginWall?: true;
  /** Kinds that the site's list of surfaces expects on this page. Absent: not compared. */
  surfaces?: readonly Kind[];
  /** Grouped by recipe, in page order. */
  posts: readonly ExpectedPost[];
}
