/** Facebook addresses of posts (by pfbid or number), photos and videos. */

import type { Grammar } from "./grammar.ts";

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
