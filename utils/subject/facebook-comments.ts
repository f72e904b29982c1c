/** Comments on Facebook: written as their post's address, with their own number in the query. */

import { facebook } from "./facebook.ts";
import { facebookCommentId } from "./facebook-comment-id.ts";
import type { Form, Forms, Found } from "./grammar.ts";

const number = /^[1-9]\d{0,29}$/;

/**
 * The comment or the reply that an address of a post names. Its own number says nothing without its post's, so the
 * post must be named by number: in the address or inside the comment's id. Undefined otherwise.
 */
function commentOn(found: Found, query: URLSearchParams): Found | undefined {
  const raw = query.get("reply_comment_id") || query.get("comment_id") || "";
  const { post = found.id, comment = raw } = facebookCommentId(raw) ?? {};
  if (!number.test(post) || !number.test(comment)) return;
  // Only posts have an owner in their canonical address.
  return {
    kind: "comment",
    id: `${post}_${comment}`,
    owner: found.kind === "post" ? found.owner : undefined,
  };
}

const forms = Object.entries(facebook.forms);

/** The forms of posts, photos and videos when they name no comment. */
export const withoutComment: Forms = Object.fromEntries(
  forms.map(([name, form]): [string, Form] => [
    name,
    { ...form, look: (found, query) => (commentOn(found, query) ? undefined : found) },
  ]),
);

/** The same forms when they do: `posts` as `postsComment`. */
export const withComment: Forms = Object.fromEntries(
  forms.map(([name, form]): [string, Form] => [`${name}Comment`, { ...form, look: commentOn }]),
);

/** A post's bare number is any object of Facebook; with a comment's number it is what the comment stands under. */
export const numberComment: Form = {
  kind: "comment",
  path: /^\/(?<id>[1-9]\d{0,29})$/,
  look: commentOn,
};
