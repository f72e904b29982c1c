/** Reads the posts of a saved page with the recipes, the source of each permalink, and the page's unavailability. */

import { type FoundPost, findPosts } from "../../../utils/page/sites/engine/find-posts.ts";
import { readPost } from "../../../utils/page/sites/engine/read-post.ts";
import { readUnavailable } from "../../../utils/page/sites/engine/read-unavailable.ts";
import { siteFields } from "../../../utils/page/sites/index.ts";
import type { SavedPage } from "./open-page.ts";

export interface SamplePost {
  element: Element;
  kind: string;
  /** Empty if the page does not contain it. */
  subject: string;
  /** Why there is no subject; empty if there is one. */
  open: string;
  /** Name of the reading; `missing` if the page has none. */
  permalink: string;
  found: readonly string[];
  missing: readonly string[];
  /** Parts of the id that do not occur in the file. */
  invented: readonly string[];
}

export interface SamplePage {
  posts: readonly SamplePost[];
  /** The unavailability that the page states for its address. */
  unavailable: string;
}

export function readPosts({ site, page, markup }: SavedPage): SamplePage {
  const fields = siteFields[site.id]();
  const inFile = markup.toLowerCase();
  const posts = findPosts(page.document, site, page).map((post): SamplePost => {
    const { element, recipe, identity, question } = post;
    const read = question
      ? { fields: {}, missing: [] }
      : readPost({ site, siteFields: fields, post: element, recipe, page }, identity);
    const subject = identity?.subject ?? "";
    return {
      element,
      kind: identity?.kind ?? recipe.kind,
      subject,
      open: openBecause(post),
      permalink: "permalink" in read.fields ? (read.fields.permalink?.source ?? "missing") : "missing",
      found: Object.keys(read.fields),
      missing: read.missing,
      invented: partsOf(subject).filter((part) => !inFile.includes(part) && !inFile.includes(decoded(part))),
    };
  });
  return { posts, unavailable: readUnavailable(fields.unavailable, page)?.value ?? "" };
}

function openBecause({ identity, question }: FoundPost): string {
  if (identity) return "";
  return question ? `not shown to be public: message ${question.messageId}` : "not on the page";
}

function partsOf(subject: string): string[] {
  const id = subject.split(":").slice(2).join(":");
  return id
    .split(/[/_]/)
    .filter((part) => part !== "")
    .map((part) => part.toLowerCase());
}

/** Decodes an id, because pages contain it encoded in addresses and unencoded elsewhere. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
