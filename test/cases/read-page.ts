/** Reads a case's page with the engine into plain data that a test can compare; runs in happy-dom and in browsers. */

import type { SiteId } from "../../utils/contract/site.ts";
import type { ExpectedPost } from "../../utils/sites/cases.ts";
import { aliasesOf, findPosts } from "../../utils/sites/find.ts";
import { sites } from "../../utils/sites/index.ts";
import { readChannelId, readPost } from "../../utils/sites/read.ts";

export interface SeenPost extends ExpectedPost {
  /** Where each field was read. */
  sources: readonly string[];
}

/** What the site's recipes find in the document, as if it stood at the address. */
export function readPage(id: SiteId, document: Document, address: string): SeenPost[] {
  const site = sites[id];
  const page = { document, address };
  return findPosts(document, site, page).map(({ element, recipe, identity, question }) => {
    if (question) return { question, sources: [] };
    const { fields, missing } = readPost(element, recipe, page, identity);
    const channelId = readChannelId(element, recipe, page);
    return {
      ...(identity ? { subject: identity.subject, kind: identity.kind } : {}),
      ...(identity ? { aliases: aliasesOf(element, recipe, site, page, identity.subject) } : {}),
      ...(channelId ? { channelId } : {}),
      fields: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field?.value])),
      missing: missing.toSorted(),
      sources: Object.values(fields).map((field) => field?.source ?? ""),
    };
  });
}

/** Only what the case has a word about: the rest of a seen post is not compared. */
export function asFarAsExpected(seen: SeenPost, expected: ExpectedPost): ExpectedPost {
  return Object.fromEntries(Object.keys(expected).map((name) => [name, seen[name as keyof ExpectedPost]]));
}
