/** Comments on Facebook: written as their post's address, with their own number in the query. */

import { facebook } from "./facebook.ts";
import { facebookCommentId } from "./facebook-comment-id.ts";
import type { Form, Forms, Found, Look } from "./grammar.ts";

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

/** The forms of posts, photos and videos twice: when they name no comment, and (`posts` as `postsComment`) when they do. */
export function formsAroundComments(): Forms {
  const forms = Object.entries(facebook.forms);
  const look: Look = (found, query) => (commentOn(found, query) ? undefined : found);
  return {
    ...Object.fromEntries(forms.map(([name, form]): [string, Form] => [name, { ...form, look }])),
    ...Object.fromEntries(
      forms.map(([name, form]): [string, Form] => [`${name}Comment`, { ...form, look: commentOn }]),
    ),
    // A bare number is any object of Facebook; with a comment's number it is what the comment stands under.
    numberComment: { kind: "comment", path: /^\/(?<id>[1-9]\d{0,29})$/, look: commentOn },
  };
}
