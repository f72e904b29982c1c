/** The shape of a recipe's cases: small hand-written pages with the exact posts and fields expected. Tests only. */

import type { Fields } from "../contract/evidence.ts";
import type { LinkQuestion } from "../contract/messages.ts";
import type { Kind, Subject } from "../contract/site.ts";

export interface ExpectedPost {
  /** Absent: a post whose identity the page does not tell. */
  subject?: Subject;
  kind?: Kind;
  aliases?: readonly Subject[];
  channelId?: string;
  /** Not shown to be public: no subject, no fields, only the question. */
  question?: LinkQuestion;
  /** Values without their sources; exactly these fields are found. Absent: fields are not compared. */
  fields?: { [Name in keyof Fields]?: NonNullable<Fields[Name]>["value"] };
  /** Exactly these are listed as missing. Absent: not compared. */
  missing?: readonly (keyof Fields)[];
}

export interface SiteCase {
  name: string;
  address: string;
  /** Goes into `<body>`; attributes of `<html>` as `htmlAttributes`. */
  html: string;
  htmlAttributes?: Readonly<Record<string, string>>;
  /** In the order of the page per recipe. */
  posts: readonly ExpectedPost[];
}
