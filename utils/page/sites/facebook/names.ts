/** Transforms that yield identities on Facebook. Part of the script on every page, so kept small. */

import { facebookCommentId } from "../../../shared/subject/facebook-comment-id.ts";
import { readAddress } from "../../../shared/subject/read-address.ts";
import type { ReadContext } from "../engine/read-context.ts";

const number = /^[1-9]\d{0,29}$/;

/** Returns the ids of a comment or reply and of its parent, from the query of a link. */
function commentNumbers(raw: string, base: string) {
  const query = URL.parse(raw, base)?.searchParams;
  const id = query?.get("reply_comment_id") || query?.get("comment_id") || "";
  const inside = facebookCommentId(id);
  if (inside || !number.test(id)) return inside;
  // A comment's number alone does not identify it; the address must also name the post.
  const named = readAddress(raw, base);
  return named.ok && number.test(named.value.id) ? { post: named.value.id, comment: id } : undefined;
}

export const facebookNames = {
  "facebook-comment": (raw: string, { page }: ReadContext) => {
    const found = commentNumbers(raw, page.address);
    return found && `facebook:comment:${found.post}_${found.comment}`;
  },
  /** Returns the subject of the post that is encoded in a comment's id. */
  "facebook-comment-post": (raw: string, { page }: ReadContext) => {
    const id = URL.parse(raw, page.address)?.searchParams.get("comment_id");
    const found = id && facebookCommentId(id);
    return found ? `facebook:post:${found.post}` : undefined;
  },
  /** Returns the group at the start of an address: the group's page or a post in it. */
  "facebook-group": (raw: string) => {
    const name = /^(?:https:\/\/[\w.]+\.com)?\/groups\/([\w.]{1,80})/.exec(raw)?.[1];
    return name && `facebook:group:${name.toLowerCase()}`;
  },
  /** Returns the account that a profile address, or one of its tabs, names. */
  "facebook-account": (raw: string) => {
    const url = new URL(raw);
    const [, id, name] =
      /^\/(?:people\/[^/]+\/([1-9]\d*)|(?!events\/|groups\/)([a-z\d.]{5,50}))(?:\/[a-z_]*)?$/i.exec(
        url.pathname,
      ) ?? [];
    const account = name === "profile.php" ? url.searchParams.get("id") : (id ?? name);
    return account && /^[\w.]+$/.test(account) ? `facebook:account:${account.toLowerCase()}` : undefined;
  },
};
