/** Reads a page with the recipe engine into the plain data of a case, for tests and for recording. */

import type { UnavailableReason } from "../../shared/contract/evidence.ts";
import type { Kind, SiteId } from "../../shared/contract/site.ts";
import type { ExpectedPost, SiteCase } from "../sites/cases.ts";
import { aliasesOf, checkedIdentity, type FoundPost, findPosts } from "../sites/engine/find-posts.ts";
import { isOn, pathOf } from "../sites/engine/page.ts";
import { readChannelId, readPost } from "../sites/engine/read-post.ts";
import { hasLoginWall } from "../sites/engine/read-state.ts";
import { readUnavailable } from "../sites/engine/read-unavailable.ts";
import type { Reader } from "../sites/engine/reading.ts";
import { foreignTo, selectAll } from "../sites/engine/select.ts";
import { findSpot } from "../sites/engine/slot.ts";
import { isDarkTheme } from "../sites/engine/theme.ts";
import { siteFields, sites } from "../sites/index.ts";
import type { Site, SiteFields } from "../sites/site.ts";

export interface ReadPostCase extends ExpectedPost {
  /** Index of its recipe in the site's list. */
  recipe: number;
  slot: number | "none";
  sources: readonly string[];
}

export interface ReadPageCase {
  dark: boolean;
  unavailable?: UnavailableReason;
  loginWall: boolean;
  surfaces: readonly Kind[];
  posts: readonly ReadPostCase[];
}

type OpenedPost = Pick<SiteCase, "address" | "checkedName">;

/** Returns everything that the site's recipes find in the document, as if it were at the case's address. */
export function readPage(id: SiteId, document: Document, one: OpenedPost): ReadPageCase {
  return readPageWith(sites[id], siteFields[id](), document, one);
}

export function readPageWith(
  site: Site,
  fields: SiteFields,
  document: Document,
  { address, checkedName }: OpenedPost,
): ReadPageCase {
  const page = { document, address };
  const unavailable = readUnavailable(fields.unavailable, page)?.value;
  return {
    dark: isDarkTheme(site, document),
    ...(unavailable ? { unavailable } : {}),
    loginWall: hasLoginWall(fields.loginWall ?? [], page),
    surfaces: site.surfaces
      .filter((surface) => isOn(surface.page, pathOf(page.address)))
      .map(({ expects }) => expects),
    posts: findPosts(document, site, page).map((post) => {
      const reader = { site, siteFields: fields, post: post.element, recipe: post.recipe, page };
      return readFound(post, reader, checkedName);
    }),
  };
}

function readFound(
  { element, recipe, identity: named, question }: FoundPost,
  reader: Reader,
  checkedName?: string,
): ReadPostCase {
  const spot = findSpot(element, recipe, foreignTo(element, recipe));
  const place = {
    recipe: reader.site.posts.indexOf(recipe),
    slot: spot ? recipe.slots.indexOf(spot.slot) : ("none" as const),
    ...(recipe.picture ? { picture: selectAll(element, recipe.picture).length } : {}),
  };
  const asked = question ? { question } : {};
  if (question && !checkedName) return { ...place, ...asked, sources: [] };
  const identity =
    question && checkedName ? checkedIdentity({ name: checkedName, from: "pasted" }, question) : named;
  const read = readPost(reader, identity);
  const channelId = question?.channelId ?? readChannelId(reader);
  return {
    ...place,
    ...asked,
    ...(identity
      ? {
          subject: identity.subject,
          kind: identity.kind,
          aliases: aliasesOf(reader, identity.subject),
        }
      : {}),
    ...(channelId ? { channelId } : {}),
    fields: Object.fromEntries(Object.entries(read.fields).map(([name, field]) => [name, field?.value])),
    missing: read.missing.toSorted(),
    sources: Object.values(read.fields).map((field) => field?.source ?? ""),
  };
}
