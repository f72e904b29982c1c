/** Example addresses of each form of Facebook; tests only. */

import type { Examples } from "./examples.ts";

const pfbid = "pfbid02contohABCdefGHIjkl345678";

export const facebookExamples: Examples = {
  posts: [
    [
      `https://www.facebook.com/warung.sari/posts/${pfbid}?__cft__[0]=AZ&__tn__=%2CO%2CP-R`,
      `facebook:post:${pfbid}`,
    ],
    ["https://m.facebook.com/warung.sari/posts/1234567890123456", "facebook:post:1234567890123456"],
    [
      "https://id-id.facebook.com/warung.sari/posts/judul-kiriman/1234567890123456/",
      "facebook:post:1234567890123456",
    ],
    [`https://web.facebook.com/posts/posts/${pfbid}?comment_id=99`, `facebook:post:${pfbid}`],
  ],
  permalink: [
    [`https://www.facebook.com/permalink.php?story_fbid=${pfbid}&id=100001`, `facebook:post:${pfbid}`],
    ["https://m.facebook.com/story.php?story_fbid=555000111&id=100001&mibextid=x", "facebook:post:555000111"],
  ],
  pfbid: [[`https://www.facebook.com/${pfbid}`, `facebook:post:${pfbid}`]],
  groupPost: [
    ["https://www.facebook.com/groups/jualbeli.bekasi/posts/777000111/", "facebook:post:777000111"],
    ["https://www.facebook.com/groups/100200300/permalink/777000111/", "facebook:post:777000111"],
    ["https://www.facebook.com/groups/100200300/posts/deadbeef/777000111", "facebook:post:777000111"],
  ],
  groupPermalink: [
    [
      "https://www.facebook.com/groups/100200300/?multi_permalinks=777000111%2C777000112",
      "facebook:post:777000111",
    ],
  ],
  photo: [
    ["https://www.facebook.com/photo/?fbid=880001&set=a.1", "facebook:photo:880001"],
    ["https://www.facebook.com/photo.php?fbid=880001", "facebook:photo:880001"],
    ["https://facebook.com/photo?fbid=880001", "facebook:photo:880001"],
  ],
  photos: [["https://www.facebook.com/warung.sari/photos/a.1/880001/?type=3", "facebook:photo:880001"]],
  videos: [
    ["https://www.facebook.com/warung.sari/videos/990001", "facebook:video:990001"],
    ["https://www.facebook.com/warung.sari/videos/vb.100/990001/", "facebook:video:990001"],
  ],
  watch: [
    ["https://www.facebook.com/watch/?v=990001", "facebook:video:990001"],
    ["https://www.facebook.com/watch/live/?v=990001&ref=x", "facebook:video:990001"],
    ["https://www.facebook.com/video.php?v=990001", "facebook:video:990001"],
  ],
  reel: [["https://www.facebook.com/reel/990002?s=single_unit", "facebook:video:990002"]],
  story: [
    [
      "https://www.facebook.com/stories/100200/UzpfSVNDOjE=/?view_single=1",
      "facebook:story:100200/UzpfSVNDOjE=",
    ],
  ],
  event: [
    ["https://www.facebook.com/events/660001/", "facebook:event:660001"],
    ["https://www.facebook.com/events/s/pasar-malam/660001/", "facebook:event:660001"],
  ],
  group: [["https://www.facebook.com/groups/JualBeli.Bekasi/", "facebook:group:jualbeli.bekasi"]],
  profile: [["https://www.facebook.com/profile.php?id=100001&sk=about", "facebook:account:100001"]],
  people: [["https://www.facebook.com/people/Sari-Contoh/100001/", "facebook:account:100001"]],
  account: [["https://www.facebook.com/Warung.Sari?__tn__=-UC", "facebook:account:warung.sari"]],
};

export const facebookStrangers = [
  "https://www.facebook.com/share/p/1AbCdEf/",
  "https://www.facebook.com/share/v/1AbCdEf/",
  "https://www.facebook.com/share/r/1AbCdEf/",
  "https://www.facebook.com/share/1AbCdEf/",
  "https://fb.watch/abc123/",
  "https://www.facebook.com/",
  "https://www.facebook.com/marketplace",
  "https://www.facebook.com/groups/feed/",
  "https://www.facebook.com/1234567890123456",
  "https://www.facebook.com/permalink.php?story_fbid=555000111",
  "https://www.facebook.com/permalink.php?story_fbid=..%2F..&id=1",
  "https://www.facebook.com/photo/?fbid=abc",
  "https://l.facebook.com/l.php?u=https%3A%2F%2Fx.com%2Fa%2Fstatus%2F1",
];
