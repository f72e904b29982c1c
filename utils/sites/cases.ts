/** The shape of a recipe's cases: small hand-written pages with the exact posts and fields expected. Tests only. */

import type { LinkQuestion } from "../contract/draft.ts";
import type { Fields, UnavailableReason } from "../contract/evidence.ts";
import type { Kind, Subject } from "../contract/site.ts";

export interface ExpectedPost {
  /** Absent: a post whose identity the page does not tell. */
  subject?: Subject;
  kind?: Kind;
  aliases?: readonly Subject[];
  channelId?: string;
  /** Not shown to be public: without a checked name no subject and no fields, only the question. */
  question?: LinkQuestion;
  /** Values without their sources; exactly these fields are found. Absent: fields are not compared. */
  fields?: { [Name in keyof Fields]?: NonNullable<Fields[Name]>["value"] };
  /** Exactly these are listed as missing. Absent: not compared. */
  missing?: readonly (keyof Fields)[];
  /** Which of the recipe's slots takes the button; absent: the first. `none`: the post has no place for one. */
  slot?: number | "none";
  /** How many elements the picture is cut by. Absent: not compared. */
  picture?: number;
}

export interface SiteCase {
  name: string;
  address: string;
  /** Goes into `<body>`; attributes of `<html>` as `htmlAttributes`. */
  html: string;
  htmlAttributes?: Readonly<Record<string, string>>;
  dark?: true;
  /** For Telegram Web A: its posts are read as after a check of this chat's public link. */
  checkedName?: string;
  /** What the page says of the thing its address names. */
  unavailable?: UnavailableReason;
  /** A prompt to sign in stands over it. */
  loginWall?: true;
  /** What the site's own account of its pages expects here. Absent: not compared. */
  surfaces?: readonly Kind[];
  /** In the order of the page per recipe. */
  posts: readonly ExpectedPost[];
}
