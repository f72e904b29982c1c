/** Addresses of comments on Facebook: the post's address with the comment's id in the query. */

import { facebook } from "./facebook.ts";
import { facebookCommentId } from "./facebook-comment-id.ts";
import type { Form, Forms, Found, RefineMatch } from "./grammar.ts";

const number = /^[1-9]\d{0,29}$/;

/**
 * Returns the comment or reply in a post's address. A comment's id is not unique without the post's, so the
 * post's number must be in the address or inside the comment's id. Undefined otherwise.
 */
function commentOn(found: Found, query: URLSearchParams): Found | undefined {
  const raw = query.get("reply_comment_id") || query.get("comment_id") || "";
  const { post = found.id, comment = raw } = facebookCommentId(raw) ?? {};
  if (!number.test(post) || !number.test(comment)) return;
  // Only canonical addresses of posts contain an owner.
  return {
    kind: "comment",
    id: `${post}_${comment}`,
    owner: found.kind === "post" ? found.owner : undefined,
  };
}

/**
 * Returns the forms of posts, photos and videos twice: without a comment, and with one (`posts` as
 * `postsComment`).
 */
export function formsAroundComments(): Forms {
  const forms = Object.entries(facebook.forms);
  const look: RefineMatch = (found, query) => (commentOn(found, query) ? undefined : found);
  return {
    ...Object.fromEntries(forms.map(([name, form]): [string, Form] => [name, { ...form, refine: look }])),
    ...Object.fromEntries(
      forms.map(([name, form]): [string, Form] => [`${name}Comment`, { ...form, refine: commentOn }]),
    ),
    // A bare number may be any object on Facebook. With a comment's id it is the comment's parent.
    numberComment: { kind: "comment", path: /^\/(?<id>[1-9]\d{0,29})$/, refine: commentOn },
  };
}
