/** X-specific transforms: names of posts and accounts, and account numbers. */

import type { ReadContext } from "../engine/page.ts";

/** Does not use the full address grammar, because it runs for every post of a timeline. */
const status =
  /^(?:https:\/\/(?:\w+\.)?(?:x|twitter)\.com)?\/(?:i\/web|(\w{1,15}))\/status\/([1-9]\d{0,19})(?:[/?#]|$)/;

function post(raw: string): string | undefined {
  const id = status.exec(raw)?.[2];
  return id && `x:post:${id}`;
}

/**
 * A picture reused from another post still links to that post. It identifies this one only if the author is the
 * same.
 */
function postOfPicture(raw: string, { element }: ReadContext): string | undefined {
  const owner = status.exec(raw)?.[1];
  const box = '[role="link"][tabindex="0"],article';
  const shownBy = element?.closest(box);
  // The first avatar is the author's. A quoted post has its own below it.
  const avatar = shownBy?.querySelector('[data-testid^="UserAvatar-Container-"]');
  const isAuthor = avatar?.closest(box) === shownBy && avatar?.matches(`[data-testid$="-${owner}"]`);
  return owner && isAuthor ? post(raw) : undefined;
}

/** Part of the script on every page. */
export const xNames = {
  "x-post": post,
  "x-picture-post": postOfPicture,
  /** Returns the account whose header contains the link. */
  "x-account": (raw: string) => {
    const name = /^(?:https:\/\/(?:\w+\.)?(?:x|twitter)\.com)?\/(\w{1,15})\/(?:following|photo)$/.exec(
      raw,
    )?.[1];
    return name && `x:account:${name.toLowerCase()}`;
  },
};

/**
 * A post for subscribers differs from a public one in a line of words only. They are not known exactly, and a line on who
 * may reply has them too. What people write, names, cards and buttons have test ids of their own.
 */
function audience(_raw: string, { element: post }: ReadContext): "unknown" | undefined {
  const texts = post?.ownerDocument.createTreeWalker(post, 4);
  for (let text = texts?.nextNode(); text; text = texts?.nextNode())
    if (
      /subscri|langgan/i.test(text.nodeValue ?? "") &&
      text.parentElement?.closest("a,[data-testid],[role='link']") === post
    )
      return "unknown";
  return undefined;
}

export const xAudiences = { "x-audience": audience };

export const xReaders = {
  /** Returns the address of the post that a picture names, unchanged. */
  "x-picture-address": (raw: string, place: ReadContext) => postOfPicture(raw, place) && raw,
  /** Returns the account's number from its follow button: `12345-follow`. */
  "x-account-id": (raw: string) => /^([1-9]\d{0,19})-(?:un)?follow$/.exec(raw)?.[1],
};
