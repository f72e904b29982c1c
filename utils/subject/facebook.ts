/** Addresses of Facebook: posts by pfbid or number, photos, videos, stories, events, groups and accounts. */

import type { Grammar } from "./grammar.ts";

const number = /^[1-9]\d{0,29}$/;
const post = /^(?:pfbid\w{10,200}|[1-9]\d{0,29})$/;
const account = /^[\w.]{1,80}$/;

export const facebook: Grammar = {
  hosts: /^(?:(?:www|web|m|mbasic|touch|[a-z]{2}-[a-z]{2})\.)?facebook\.com$/,
  forms: {
    posts: {
      kind: "post",
      path: /^\/(?<owner>(?!groups\/|people\/)[\w.]+)\/posts\/(?:[^/]+\/)?(?<id>pfbid\w{10,200}|[1-9]\d{0,29})$/,
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
    photos: { kind: "photo", path: /^\/[\w.]+\/photos\/(?:[^/]+\/)?(?<id>[1-9]\d{0,29})$/ },
    videos: { kind: "video", path: /^\/(?<owner>[\w.]+)\/videos\/(?:[^/]+\/)?(?<id>[1-9]\d{0,29})$/ },
    watch: { kind: "video", path: /^\/(?:watch(?:\/live)?|video\.php)$/, id: ["v", number] },
    reel: { kind: "video", path: /^\/reel\/(?<id>[1-9]\d{0,29})$/ },
    story: { kind: "story", path: /^\/stories\/(?<id>\d{1,30}\/[\w=-]{1,200})$/ },
    event: { kind: "event", path: /^\/events\/(?:s\/[^/]+\/)?(?<id>[1-9]\d{0,29})$/ },
    group: {
      kind: "group",
      path: /^\/groups\/(?!(?:feed|discover|joins|create)$)(?<id>[\w.]{1,80})$/,
      fold: true,
    },
    profile: { kind: "account", path: /^\/profile\.php$/, id: ["id", number] },
    people: { kind: "account", path: /^\/people\/[^/]+\/(?<id>[1-9]\d{0,29})$/ },
    account: {
      kind: "account",
      path: /^\/(?!pfbid|(?:about|ads|bookmarks|business|careers|events|friends|fundraisers|gaming|groups|hashtag|help|legal|login|marketplace|memories|messages|notifications|offers|pages|people|permalink|photo|photos|policies|posts|privacy|recover|reel|reels|saved|search|security|settings|share|sharer|stories|terms|video|videos|watch)$)(?!.*\.php$)(?=.*[a-z])(?<id>[a-z\d.]{5,50})$/i,
      fold: true,
    },
  },
  address(kind, id, owner) {
    const path: Partial<Record<typeof kind, string>> = {
      // A number alone leads to its post as well; a pfbid needs its owner, and Facebook has no other short form.
      post: owner ? `${owner}/posts/${id}` : id,
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
