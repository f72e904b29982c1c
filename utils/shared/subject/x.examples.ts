/** Example addresses for each form of address on X. Tests only. */

import type { Examples } from "./grammar.ts";

export const xExamples: Examples = {
  status: [
    ["https://x.com/warungdigital/status/1790000000000000001", "x:post:1790000000000000001"],
    ["https://twitter.com/warungdigital/status/1790000000000000001?s=20&t=abc", "x:post:1790000000000000001"],
    ["https://mobile.x.com/thinkerstatus/status/42/photo/1", "x:post:42"],
    ["https://x.com/status/status/42/analytics", "x:post:42"],
    ["https://www.x.com/i/status/43", "x:post:43"],
    ["https://x.com/i/web/status/44/history", "x:post:44"],
    ["https://x.com/ikan/status/45/video/2#m", "x:post:45"],
    ["https://mobile.twitter.com/ikan/status/45/quotes", "x:post:45"],
    ["http://twitter.com/ikan/statuses/45", "x:post:45"],
  ],
  statuses: [["https://twitter.com/statuses/46", "x:post:46"]],
  space: [
    ["https://x.com/i/spaces/1YqKDqWqdPLsV", "x:space:1YqKDqWqdPLsV"],
    ["https://x.com/i/spaces/1YqK/peek", "x:space:1YqK"],
  ],
  community: [
    ["https://x.com/i/communities/1790000000000000001", "x:group:1790000000000000001"],
    ["https://twitter.com/i/communities/1790000000000000002/about", "x:group:1790000000000000002"],
  ],
  account: [
    ["https://x.com/WarungDigital", "x:account:warungdigital"],
    ["https://x.com/thinkerstatus/", "x:account:thinkerstatus"],
    ["https://x.com/homestay/with_replies", "x:account:homestay"],
    ["https://x.com/homestay/followers", "x:account:homestay"],
  ],
};

export const xStrangers = [
  "https://x.com/home",
  "https://x.com/i/events/123",
  "https://x.com/i/communities/create",
  "https://x.com/warungdigital/status/",
  "https://x.com/warungdigital/status/12a",
  "https://x.com/warungdigital/status/0",
  "https://x.com/a/b/status/12",
  "https://x.com//warungdigital/status/12",
  "https://x.com/warungdigital%2Fstatus%2F12",
  "https://t.co/abcDEF123",
];
