/** Addresses of YouTube: videos in all their forms, comments, posts, clips, playlists, live chats, channels. */

import type { Grammar } from "./grammar.ts";

const video = /^[\w-]{11}$/;
/** A reply's id holds its thread's id before the dot. */
const comment = /^Ug[\w-]{10,60}(?:\.[\w-]{10,60})?$/;

export const youtube: Grammar = {
  hosts: /^(?:(?:(?:www|m|music)\.)?youtube\.com|(?:www\.)?(?:youtu\.be|youtube-nocookie\.com))$/,
  forms: {
    comment: { kind: "comment", path: /^\/watch$/, id: ["lc", comment], owner: ["v", video] },
    shortComment: { kind: "comment", path: /^\/shorts\/(?<owner>[\w-]{11})$/, id: ["lc", comment] },
    watch: { kind: "video", path: /^\/watch$/, id: ["v", video] },
    // Eleven letters, but a playlist player and a channel's live player are no videos.
    path: {
      kind: "video",
      path: /^\/(?:shorts|live|embed|v|e)\/(?!videoseries|live_stream)(?<id>[\w-]{11})$/,
    },
    clip: { kind: "clip", path: /^\/clip\/(?<id>Ug[\w-]{10,80})$/ },
    post: { kind: "post", path: /^\/post\/(?<id>Ug[\w-]{10,80})$/ },
    community: {
      kind: "post",
      path: /^\/(?:channel\/UC[\w-]{22}|@[^/]+)\/(?:community|posts)$/,
      id: ["lb", /^Ug[\w-]{10,80}$/],
    },
    playlist: { kind: "playlist", path: /^\/playlist$/, id: ["list", /^[\w-]{10,80}$/] },
    chat: { kind: "chat", path: /^\/live_chat(?:_replay)?$/, id: ["v", video] },
    channel: { kind: "channel", path: /^\/channel\/(?<id>UC[\w-]{22})(?:\/\w+)?$/ },
    handle: { kind: "channel", path: /^\/(?<id>@[\p{L}\p{M}\p{N}_.·-]{2,60})(?:\/\w+)?$/u, fold: true },
  },
  address(kind, id, owner) {
    const path: Partial<Record<typeof kind, string>> = {
      video: `watch?v=${id}`,
      clip: `clip/${id}`,
      post: `post/${id}`,
      playlist: `playlist?list=${id}`,
      chat: `live_chat?v=${id}`,
      channel: id[0] === "@" ? encodeURI(id) : `channel/${id}`,
    };
    if (owner && kind === "comment") path.comment = `watch?v=${owner}&lc=${id}`;
    return path[kind] && `https://www.youtube.com/${path[kind]}`;
  },
};

/** `t` or `start` of a video's address (`90`, `90s`, `1h2m3s`) in seconds. */
export function startSeconds(query: URLSearchParams): number | undefined {
  const parts = /^(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?$/.exec(
    query.get("t") || query.get("start") || "-",
  );
  return parts
    ? Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0)
    : undefined;
}
