/** What X's pages need beyond the shared transforms: names of posts and accounts, and an account's number. */

import type { Place } from "./place.ts";

/** Read without the whole grammar of addresses: every post of a timeline passes here. */
const status =
  /^(?:https:\/\/(?:x|twitter)\.com)?\/(?:i\/web|(\w{1,15}))\/status\/([1-9]\d{0,19})(?:[/?#]|$)/;

function post(raw: string): string | undefined {
  const id = status.exec(raw)?.[2];
  return id && `x:post:${id}`;
}

/** A picture taken over from another post still leads there: it names this one only when the author is the same. */
function postOfPicture(raw: string, { element }: Place): string | undefined {
  const owner = status.exec(raw)?.[1];
  const shownBy = element?.closest('[role="link"][tabindex="0"],article');
  return owner && shownBy?.querySelector(`[data-testid="UserAvatar-Container-${owner}"]`)
    ? post(raw)
    : undefined;
}

/** For the script on every page. */
export const xNames = {
  "x-post": post,
  "x-picture-post": postOfPicture,
  /** The account whose header holds such a link. */
  "x-account": (raw: string) => {
    const name = /^(?:https:\/\/(?:x|twitter)\.com)?\/(\w{1,15})\/(?:following|photo)$/.exec(raw)?.[1];
    return name && `x:account:${name.toLowerCase()}`;
  },
};

export const xReaders = {
  /** The address of the post that a picture names, as it stands there. */
  "x-picture-address": (raw: string, place: Place) => postOfPicture(raw, place) && raw,
  /** The account's number, which its follow button carries: `12345-follow`. */
  "x-account-id": (raw: string) => /^([1-9]\d{0,19})-(?:un)?follow$/.exec(raw)?.[1],
};
