/** Example addresses for each form of address on YouTube. Tests only. */

import type { Examples } from "./grammar.ts";

const channel = "UCcontohcontohcontoh-_12";
const thread = "UgxContohKomentar0123456";

export const youtubeExamples: Examples = {
  comment: [
    [`https://www.youtube.com/watch?v=CoNtOh12-_3&lc=${thread}`, `youtube:comment:${thread}`],
    [
      `https://www.youtube.com/watch?v=CoNtOh12-_3&lc=${thread}.9abcDEF0123&pp=x`,
      `youtube:comment:${thread}.9abcDEF0123`,
    ],
  ],
  pathComment: [
    [`https://www.youtube.com/shorts/CoNtOh12-_3?lc=${thread}`, `youtube:comment:${thread}`],
    [`https://youtu.be/CoNtOh12-_3?lc=${thread}.9abcDEF0123&si=x`, `youtube:comment:${thread}.9abcDEF0123`],
    [`https://www.youtube.com/live/CoNtOh12-_3?lc=${thread}`, `youtube:comment:${thread}`],
  ],
  postComment: [
    [`https://www.youtube.com/post/UgkxContohPos0123456789?lc=${thread}`, `youtube:comment:${thread}`],
  ],
  watch: [
    ["https://www.youtube.com/watch?v=CoNtOh12-_3&t=90s&pp=ygUE", "youtube:video:CoNtOh12-_3"],
    ["https://m.youtube.com/watch?app=m&v=CoNtOh12-_3", "youtube:video:CoNtOh12-_3"],
    ["https://music.youtube.com/watch?v=CoNtOh12-_3&list=PLcontoh0123456", "youtube:video:CoNtOh12-_3"],
    ["https://www.youtube.com/watch?v=CoNtOh12-_3&lc=bukan", "youtube:video:CoNtOh12-_3"],
  ],
  path: [
    ["https://youtu.be/CoNtOh12-_3?si=abc", "youtube:video:CoNtOh12-_3"],
    ["https://www.youtube.com/shorts/CoNtOh12-_3", "youtube:video:CoNtOh12-_3"],
    ["https://www.youtube.com/live/CoNtOh12-_3?feature=share", "youtube:video:CoNtOh12-_3"],
    ["https://www.youtube-nocookie.com/embed/CoNtOh12-_3?start=5", "youtube:video:CoNtOh12-_3"],
    ["https://www.youtube.com/v/CoNtOh12-_3", "youtube:video:CoNtOh12-_3"],
    ["https://www.youtube.com/e/CoNtOh12-_3/", "youtube:video:CoNtOh12-_3"],
  ],
  studio: [
    ["https://studio.youtube.com/video/CoNtOh12-_3/edit", "youtube:video:CoNtOh12-_3"],
    [
      "https://studio.youtube.com/video/CoNtOh12-_3/analytics/tab-overview/period-default",
      "youtube:video:CoNtOh12-_3",
    ],
    ["https://studio.youtube.com/video/CoNtOh12-_3/comments/inbox?udvid=x", "youtube:video:CoNtOh12-_3"],
  ],
  clip: [["https://www.youtube.com/clip/UgkxContohKlip0123456789", "youtube:clip:UgkxContohKlip0123456789"]],
  post: [["https://www.youtube.com/post/UgkxContohPos0123456789", "youtube:post:UgkxContohPos0123456789"]],
  community: [
    [
      `https://www.youtube.com/channel/${channel}/community?lb=UgkxContohPos0123456789`,
      "youtube:post:UgkxContohPos0123456789",
    ],
    [
      "https://www.youtube.com/@DapurSari/posts?lb=UgkxContohPos0123456789",
      "youtube:post:UgkxContohPos0123456789",
    ],
  ],
  playlist: [["https://www.youtube.com/playlist?list=PLcontoh0123456", "youtube:playlist:PLcontoh0123456"]],
  chat: [
    ["https://www.youtube.com/live_chat?is_popout=1&v=CoNtOh12-_3", "youtube:chat:CoNtOh12-_3"],
    ["https://www.youtube.com/live_chat_replay?v=CoNtOh12-_3", "youtube:chat:CoNtOh12-_3"],
    ["https://studio.youtube.com/live_chat?v=CoNtOh12-_3", "youtube:chat:CoNtOh12-_3"],
  ],
  channel: [
    [`https://www.youtube.com/channel/${channel}`, `youtube:channel:${channel}`],
    [`https://www.youtube.com/channel/${channel}/videos`, `youtube:channel:${channel}`],
    [`https://www.youtube.com/channel/${channel}/community?lb=bukan`, `youtube:channel:${channel}`],
    [`https://studio.youtube.com/channel/${channel}/videos/upload`, `youtube:channel:${channel}`],
  ],
  handle: [
    ["https://www.youtube.com/@DapurSari", "youtube:channel:@dapursari"],
    ["https://www.youtube.com/@%D0%9A%D1%83%D1%85%D0%BD%D1%8F/videos", "youtube:channel:@кухня"],
  ],
};

export const youtubeStrangers = [
  "https://www.youtube.com/",
  "https://www.youtube.com/watch",
  "https://www.youtube.com/watch?v=pendek",
  "https://www.youtube.com/watch?v=CoNtOh12-_3x",
  "https://www.youtube.com/embed/videoseries?list=PLx",
  "https://www.youtube.com/embed/live_stream?channel=UCx",
  "https://www.youtube.com/c/DapurSari",
  "https://www.youtube.com/user/DapurSari",
  "https://www.youtube.com/DapurSari",
  "https://www.youtube.com/@%E0%A4",
  "https://www.youtube.com/redirect?q=https%3A%2F%2Fevil.id%2FCoNtOh12-_3",
  "https://www.youtube.com/video/CoNtOh12-_3/edit",
  "https://studio.youtube.com/watch?v=CoNtOh12-_3",
  "https://studio.youtube.com/shorts/CoNtOh12-_3",
  "https://www.youtube.com/live_chat?continuation=0ofMyANp",
  "https://www.youtube.com/watch?list=PLcontoh0123456",
  "https://youtu.be/",
];
