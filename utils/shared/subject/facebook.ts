/** Facebook addresses: posts (by pfbid or number), photos and videos; and all other forms. */

import {
  type Form,
  type Forms,
  type Found,
  type Grammar,
  type RefineMatch,
  unless,
  withRefinement,
} from "./grammar.ts";

const number = /^[1-9]\d{0,29}$/;
const post = /^(?:pfbid\w{10,200}|[1-9]\d{0,29})$/;
const account = /^[\w.]{1,80}$/;

export const facebook: Grammar = {
  hosts: /^(?:(?:www|web|m|mbasic|touch|[a-z]{2}-[a-z]{2})\.)?facebook\.com$/,
  forms: {
    posts: {
      kind: "post",
      path: /^\/(?<owner>(?!groups\/|people\/)[\w.-]+)\/posts\/(?:[^/]+\/)?(?<id>pfbid\w{10,200}|[1-9]\d{0,29})$/,
    },
    permalink: {
      kind: "post",
      path: /^\/(?:permalink|story)\.php$/,
      id: ["story_fbid", post],
      owner: ["id", account],
    },
    pfbid: { kind: "post", path: /^\/(?<id>pfbid\w{10,200})$/ },
    groupPost: {
      kind: "post",
      path: /^\/(?<owner>groups\/[\w.]+)\/(?:posts|permalink)\/(?:[^/]+\/)?(?<id>pfbid\w{10,200}|[1-9]\d{0,29})$/,
    },
    groupPermalink: {
      kind: "post",
      path: /^\/(?<owner>groups\/[\w.]+)$/,
      id: ["multi_permalinks", /^[1-9]\d{0,29}/],
    },
    photo: { kind: "photo", path: /^\/photo(?:\.php)?$/, id: ["fbid", number] },
    photos: { kind: "photo", path: /^\/[\w.-]+\/photos\/(?:[^/]+\/)?(?<id>[1-9]\d{0,29})$/ },
    videos: { kind: "video", path: /^\/(?<owner>[\w.-]+)\/videos\/(?:[^/]+\/)?(?<id>[1-9]\d{0,29})$/ },
    watch: { kind: "video", path: /^\/(?:watch(?:\/live)?|video\.php)$/, id: ["v", number] },
    reel: { kind: "video", path: /^\/reel\/(?<id>[1-9]\d{0,29})$/ },
  },
  address(kind, id, owner) {
    // A number alone also leads to the post. A pfbid needs its owner; Facebook has no other short form.
    const from = owner ? `${owner}/posts/` : "";
    const path: Partial<Record<typeof kind, string>> = {
      post: from + id,
      comment: from + id.replace("_", "?comment_id="),
      photo: `photo/?fbid=${id}`,
      video: `watch/?v=${id}`,
      story: `stories/${id}`,
      event: `events/${id}`,
      group: `groups/${id}`,
      account: number.test(id) ? `profile.php?id=${id}` : id,
    };
    return path[kind] && `https://www.facebook.com/${path[kind]}`;
  },
};

/**
 * Returns both ids in a `comment_id`, which is base64 of `comment:<post>_<comment>`; undefined for other
 * values.
 */
export function facebookCommentId(base64: string): { post: string; comment: string } | undefined {
  try {
    const [, post, comment] = /^comment:([1-9]\d{0,29})_([1-9]\d{0,29})$/.exec(atob(base64)) ?? [];
    return post && comment ? { post, comment } : undefined;
  } catch {
    return undefined;
  }
}

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
 * Addresses of comments on Facebook: the post's address with the comment's id in the query. Returns the
 * forms of posts, photos and videos twice: without a comment, and with one (`posts` as `postsComment`).
 */
function formsAroundComments(): Forms {
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

const others: Forms = {
  story: { kind: "story", path: /^\/stories\/(?<id>\d{1,30}\/[\w=-]{1,200})$/ },
  event: { kind: "event", path: /^\/events\/(?:s\/[^/]+\/)?(?<id>[1-9]\d{0,29})$/ },
  group: {
    kind: "group",
    path: /^\/groups\/(?!(?:feed|discover|joins|create)(?:\/|$))(?<id>[\w.]{1,80})(?:\/(?:about|announcements|discussion|files|media|members))?$/,
    fold: true,
  },
  profile: { kind: "account", path: /^\/profile\.php$/, id: ["id", number] },
  people: { kind: "account", path: /^\/(?:people|pages)\/[^/]+\/(?<id>[1-9]\d{0,29})$/ },
  // The address of a page without a username ends with its number.
  page: { kind: "account", path: /^\/(?:p\/)?[^/]+-(?<id>[1-9]\d{8,29})$/ },
  account: {
    kind: "account",
    path: /^\/(?!pfbid|(?:about|ads|bookmarks|business|careers|events|friends|fundraisers|gaming|groups|hashtag|help|legal|login|marketplace|memories|messages|notifications|offers|pages|people|permalink|photo|photos|policies|posts|privacy|recover|reel|reels|saved|search|security|settings|share|sharer|stories|terms|video|videos|watch)(?:\/|$))(?!.*\.php$)(?=[\d.]*[a-z])(?<id>[a-z\d.]{5,50})(?:\/(?:about|community|followers|friends|mentions|photos|posts|reels|reviews|videos))?$/i,
    fold: true,
  },
};

/** All forms of address on Facebook: comments, groups and accounts in addition to posts. */
export const facebookForms = (): Forms => ({
  ...formsAroundComments(),
  ...withRefinement(others, unless("multi_permalinks", /^[1-9]/), ["group"]),
});
