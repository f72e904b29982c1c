/** YouTube addresses of videos in all forms, comments, posts and playlists. */

import { type Forms, type Grammar, unless, withRefinement } from "./grammar.ts";

const video = /^[\w-]{11}$/;
/** A reply's id contains its thread's id before the dot. */
const comment = /^Ug[\w-]{10,60}(?:\.[\w-]{10,60})?$/;

export const youtube: Grammar = {
  hosts: /^(?:(?:(?:www|m|music|studio)\.)?youtube\.com|(?:www\.)?(?:youtu\.be|youtube-nocookie\.com))$/,
  forms: {
    comment: { kind: "comment", path: /^\/watch$/, id: ["lc", comment], owner: ["v", video] },
    pathComment: {
      kind: "comment",
      path: /^\/(?:shorts|live|embed|v|e)\/(?<owner>[\w-]{11})$/,
      id: ["lc", comment],
    },
    postComment: { kind: "comment", path: /^\/post\/(?<owner>Ug[\w-]{10,80})$/, id: ["lc", comment] },
    watch: { kind: "video", path: /^\/watch$/, id: ["v", video] },
    // Eleven characters, but the playlist player and a channel's live player are not videos.
    path: {
      kind: "video",
      path: /^\/(?:shorts|live|embed|v|e)\/(?!videoseries|live_stream)(?<id>[\w-]{11})$/,
    },
    studio: { kind: "video", path: /^\/studio\/video\/(?<id>[\w-]{11})(?:\/[\w-]+){0,4}$/ },
    post: { kind: "post", path: /^\/post\/(?<id>Ug[\w-]{10,80})$/ },
    playlist: { kind: "playlist", path: /^\/playlist$/, id: ["list", /^[\w-]{10,80}$/] },
  },
  address(kind, id, owner) {
    const path: Partial<Record<typeof kind, string>> = {
      video: `watch?v=${id}`,
      clip: `clip/${id}`,
      post: `post/${id}`,
      playlist: `playlist?list=${id}`,
      channel: id[0] === "@" ? encodeURI(id) : `channel/${id}`,
    };
    // A chat message has no address, and its id alone does not lead to the chat.
    const live = kind === "chat" && /^[\w-]{11}(?=\/|$)/.exec(id)?.[0];
    if (live) path.chat = `live_chat?v=${live}`;
    if (owner) path.comment = owner[11] ? `post/${owner}?lc=${id}` : `watch?v=${owner}&lc=${id}`;
    return path[kind] && `https://www.youtube.com/${path[kind]}`;
  },
};

const others: Forms = {
  clip: { kind: "clip", path: /^\/clip\/(?<id>Ug[\w-]{10,80})$/ },
  community: {
    kind: "post",
    path: /^\/(?:channel\/UC[\w-]{22}|@[^/]+)\/(?:community|posts)$/,
    id: ["lb", /^Ug[\w-]{10,80}$/],
  },
  chat: { kind: "chat", path: /^(?:\/studio)?\/live_chat(?:_replay)?$/, id: ["v", /^[\w-]{11}$/] },
  channel: {
    kind: "channel",
    path: /^(?:\/studio)?\/channel\/(?<id>UC[\w-]{22})(?:\/\w+){0,2}$/,
  },
  handle: {
    kind: "channel",
    path: /^\/(?<id>@[\p{L}\p{M}\p{N}_.·-]{2,60})(?:\/\w+)?$/u,
    fold: true,
  },
};

/** All forms of address on YouTube: channels, clips and live chats in addition to posts. */
export const youtubeForms = (): Forms => ({
  ...withRefinement(youtube.forms, unless("lc", /^Ug[\w-]{10,60}(?:\.[\w-]{10,60})?$/), [
    "watch",
    "path",
    "post",
  ]),
  ...withRefinement(others, unless("lb", /^Ug[\w-]{10,80}$/), ["channel", "handle"]),
});
