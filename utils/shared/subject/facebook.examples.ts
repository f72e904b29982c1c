/** Example addresses for each form of address on Facebook. Tests only. */

import type { Examples } from "./grammar.ts";

const commentId = (post: number, comment: number) => encodeURIComponent(btoa(`comment:${post}_${comment}`));
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
    ["https://www.facebook.com/Kabar-Contoh-100200300400/posts/777000111", "facebook:post:777000111"],
    // A pfbid does not contain the post's number, so the comment has no identity and the address names its
    // post.
    [`https://web.facebook.com/posts/posts/${pfbid}?comment_id=99`, `facebook:post:${pfbid}`],
    ["https://www.facebook.com/warung.sari/posts/777000111?comment_id=bukan", "facebook:post:777000111"],
  ],
  postsComment: [
    ["https://www.facebook.com/warung.sari/posts/777000111?comment_id=99", "facebook:comment:777000111_99"],
    [
      `https://www.facebook.com/warung.sari/posts/${pfbid}?comment_id=${commentId(777000111, 99)}&__tn__=R]-R`,
      "facebook:comment:777000111_99",
    ],
    [
      `https://www.facebook.com/warung.sari/posts/${pfbid}?comment_id=${commentId(777000111, 99)}&reply_comment_id=${commentId(777000111, 100)}`,
      "facebook:comment:777000111_100",
    ],
    [
      "https://m.facebook.com/warung.sari/posts/judul/777000111/?comment_id=99&reply_comment_id=100",
      "facebook:comment:777000111_100",
    ],
  ],
  permalink: [
    [`https://www.facebook.com/permalink.php?story_fbid=${pfbid}&id=100001`, `facebook:post:${pfbid}`],
    ["https://m.facebook.com/story.php?story_fbid=555000111&id=100001&mibextid=x", "facebook:post:555000111"],
  ],
  permalinkComment: [
    [
      "https://www.facebook.com/permalink.php?story_fbid=777000111&id=100001&comment_id=99",
      "facebook:comment:777000111_99",
    ],
    [
      `https://m.facebook.com/story.php?story_fbid=${pfbid}&id=100001&comment_id=${commentId(777000111, 99)}`,
      "facebook:comment:777000111_99",
    ],
  ],
  numberComment: [["https://www.facebook.com/777000111?comment_id=99", "facebook:comment:777000111_99"]],
  pfbidComment: [
    [
      `https://www.facebook.com/${pfbid}?comment_id=${commentId(777000111, 99)}`,
      "facebook:comment:777000111_99",
    ],
  ],
  pfbid: [[`https://www.facebook.com/${pfbid}`, `facebook:post:${pfbid}`]],
  groupPost: [
    ["https://www.facebook.com/groups/jualbeli.bekasi/posts/777000111/", "facebook:post:777000111"],
    ["https://www.facebook.com/groups/100200300/permalink/777000111/", "facebook:post:777000111"],
    ["https://www.facebook.com/groups/100200300/posts/deadbeef/777000111", "facebook:post:777000111"],
  ],
  groupPostComment: [
    [
      "https://www.facebook.com/groups/jualbeli.bekasi/posts/777000111/?comment_id=99&reply_comment_id=100",
      "facebook:comment:777000111_100",
    ],
    [
      "https://www.facebook.com/groups/100200300/permalink/777000111/?comment_id=99",
      "facebook:comment:777000111_99",
    ],
  ],
  groupPermalinkComment: [
    [
      "https://www.facebook.com/groups/100200300/?multi_permalinks=777000111&comment_id=99",
      "facebook:comment:777000111_99",
    ],
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
  photoComment: [
    ["https://www.facebook.com/photo/?fbid=880001&set=a.1&comment_id=99", "facebook:comment:880001_99"],
    [
      `https://www.facebook.com/photo.php?fbid=880001&comment_id=${commentId(777000111, 99)}`,
      "facebook:comment:777000111_99",
    ],
  ],
  photosComment: [
    ["https://www.facebook.com/warung.sari/photos/a.1/880001/?comment_id=99", "facebook:comment:880001_99"],
  ],
  photos: [["https://www.facebook.com/warung.sari/photos/a.1/880001/?type=3", "facebook:photo:880001"]],
  videos: [
    ["https://www.facebook.com/warung.sari/videos/990001", "facebook:video:990001"],
    ["https://www.facebook.com/warung.sari/videos/vb.100/990001/", "facebook:video:990001"],
  ],
  videosComment: [
    ["https://www.facebook.com/warung.sari/videos/990001/?comment_id=99", "facebook:comment:990001_99"],
  ],
  watchComment: [["https://www.facebook.com/watch/?v=990001&comment_id=99", "facebook:comment:990001_99"]],
  reelComment: [["https://www.facebook.com/reel/990002/?comment_id=99", "facebook:comment:990002_99"]],
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
  group: [
    ["https://www.facebook.com/groups/JualBeli.Bekasi/", "facebook:group:jualbeli.bekasi"],
    ["https://www.facebook.com/groups/100200300/about", "facebook:group:100200300"],
  ],
  profile: [["https://www.facebook.com/profile.php?id=100001&sk=about", "facebook:account:100001"]],
  people: [
    ["https://www.facebook.com/people/Sari-Contoh/100001/", "facebook:account:100001"],
    ["https://www.facebook.com/pages/Warung-Sari/100001", "facebook:account:100001"],
  ],
  page: [
    ["https://www.facebook.com/p/Warung-Sari-100200300400/", "facebook:account:100200300400"],
    ["https://www.facebook.com/Warung-Sari-100200300400/?ref=x", "facebook:account:100200300400"],
  ],
  account: [
    ["https://www.facebook.com/Warung.Sari?__tn__=-UC", "facebook:account:warung.sari"],
    // The link on a commenter's name contains the comment's id, but names the commenter.
    [
      `https://www.facebook.com/warung.sari?comment_id=${commentId(777000111, 99)}`,
      "facebook:account:warung.sari",
    ],
    ["https://www.facebook.com/warung.sari/photos", "facebook:account:warung.sari"],
  ],
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
  "https://www.facebook.com/1234567890123456?comment_id=bukan",
  "https://www.facebook.com/groups/feed/about",
  "https://www.facebook.com/marketplace/photos",
  "https://www.facebook.com/permalink.php?story_fbid=555000111",
  "https://www.facebook.com/permalink.php?story_fbid=..%2F..&id=1",
  "https://www.facebook.com/photo/?fbid=abc",
  "https://l.facebook.com/l.php?u=https%3A%2F%2Fevil.id%2Fa%2Fstatus%2F1",
  "https://l.facebook.com/l.php?u=bukan",
];
