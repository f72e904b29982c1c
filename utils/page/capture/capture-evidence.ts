/** Reads the clicked post again at the moment of capture. Fails rather than reading another post. */

import { extensionVersion } from "../../extension/browser/browser.ts";
import { browserName } from "../../extension/browser/browser-name.ts";
import type { CapturedEvidence, CheckedLink } from "../../shared/contract/draft.ts";
import type { Fields } from "../../shared/contract/evidence.ts";
import { captureLimits } from "../../shared/contract/limits.ts";
import { fail, ok, type Result } from "../../shared/contract/result.ts";
import { newSalt } from "../../shared/seal/digest.ts";
import {
  aliasesOf,
  checkedIdentity,
  type FoundPost,
  inspectPost,
  recipesFor,
} from "../sites/engine/find-posts.ts";
import { type Page, shortAddress, titleOf } from "../sites/engine/page.ts";
import type { PostRef } from "../sites/engine/post-ref.ts";
import { readChannelId, readPost } from "../sites/engine/read-post.ts";
import { closest } from "../sites/engine/select.ts";
import type { Identity, SiteFields } from "../sites/site.ts";
import { readQuality } from "./quality-codes.ts";

export interface CaptureCircumstances {
  /** Field readings of the same version as the recipe that found the post. */
  fields: SiteFields;
  document: Document;
  nowMs: number;
  extensionVersion: string;
  browser: string;
}

/** Captures the clicked post in its current state. */
export function captureEvidence(
  clicked: PostRef,
  fields: SiteFields,
  link?: CheckedLink,
): Result<CapturedEvidence> {
  return readEvidence(clicked, { fields, ...circumstancesNow() }, link);
}

export function circumstancesNow(): Omit<CaptureCircumstances, "fields"> {
  return { document, nowMs: Date.now(), extensionVersion: extensionVersion(), browser: browserName() };
}

/**
 * `link`: the checked public link of this chat in Telegram's web clients. Problems: `post-gone` (no longer on the
 * page), `post-changed` (the node or the page now shows another post), `subject-unknown` (the page does not
 * reveal the identity), `link-needed` (not known to be public).
 */
export function readEvidence(
  clicked: PostRef,
  { fields: siteFields, document, nowMs, extensionVersion, browser }: CaptureCircumstances,
  link?: CheckedLink,
): Result<CapturedEvidence> {
  const { site } = clicked;
  const page: Page = { document, address: document.location.href };
  const post = clicked.post.deref();
  const recipe = site.posts[clicked.recipe];
  if (!post?.isConnected || !recipe) return fail("post-gone");
  // Independent of recipes: the user's own interface elements are never posts.
  if (closest(post, siteFields.guard.own)) return fail("not-public", "part of the user's own interface");
  if (!recipesFor(site, page).includes(recipe)) return fail("post-changed", "the page has changed");
  const reader = { site, siteFields, post, recipe, page };
  const identified = inspectPost(reader);
  if (!identified) return fail("post-changed", "the element is no longer a post");
  const named = identityOf(identified, clicked, link);
  if (!named.ok) return named;
  const identity = named.value;
  const aliases = aliasesOf(reader, identity.subject).slice(0, captureLimits.aliasCount);
  if (clicked.subject && clicked.subject !== identity.subject && !aliases.includes(clicked.subject)) {
    return fail("post-changed", `${clicked.subject} became ${identity.subject}`);
  }

  const channelId = identified.question?.channelId ?? readChannelId(reader);
  const { fields, missing } = readPost(reader, identity);
  const { permalink } = fields;
  if (permalink && clicked.isShownByPointer) fields.permalink = withPointer(permalink);
  return ok({
    id: crypto.randomUUID(),
    site: site.id,
    kind: identity.kind,
    subject: identity.subject,
    aliases,
    ...(channelId ? { channelId } : {}),
    page: {
      address: shortAddress(page.address),
      title: titleOf(document),
      language: document.documentElement.lang.slice(0, 35),
    },
    fields,
    missing,
    quality: readQuality({ fields, missing }, reader),
    redactions: [],
    salt: newSalt(),
    capturedAt: new Date(nowMs).toISOString(),
    recipeVersion: site.version,
    extensionVersion,
    browser,
  });
}

/** Some pages give a link its address only while a person points at the post. */
function withPointer({ value, source }: NonNullable<Fields["permalink"]>): Fields["permalink"] {
  return { value, source: `shown by pointing at the post: ${source}`.slice(0, 300) };
}

/** The identity shown by the post, or the checked link's if the post is not known to be public. */
function identityOf(
  { identity, question }: FoundPost,
  clicked: PostRef,
  link?: CheckedLink,
): Result<Identity> {
  if (JSON.stringify(question) !== JSON.stringify(clicked.question)) return fail("post-changed");
  if (question) return link ? ok(checkedIdentity(link, question)) : fail("link-needed");
  return identity ? ok(identity) : fail(clicked.subject ? "post-changed" : "subject-unknown");
}
