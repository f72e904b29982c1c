/** Building blocks shared by X's test pages. Tests only; people and texts are invented. */

import type { ExpectedPost } from "../cases.ts";

export type Expected = NonNullable<ExpectedPost["fields"]>;

export const home = "https://x.com/home";

export interface Tweet {
  id?: string;
  handle?: string;
  name?: string;
  badge?: string;
  time?: string;
  text?: string;
  /** Content above the author, such as a repost note. */
  before?: string;
  inside?: string;
  views?: string;
  tabindex?: 0 | -1;
  /** A line leads down to the post below. */
  line?: boolean;
  promoted?: boolean;
  /** The signed-in user has reposted, liked and saved it. */
  done?: boolean;
  labels?: Labels;
}

interface Labels {
  ago: string;
  replies: string;
  reposts: string;
  likes: string;
  views: string;
  bookmark: string;
  shown: readonly [reposts: string, views: string];
}

const indonesian: Labels = {
  ago: "2j",
  replies: "18 Balas. Balas",
  reposts: "1032 Postingan ulang. Posting ulang",
  likes: "411 Suka. Suka",
  views: "12840 tayangan. Lihat analitik postingan",
  bookmark: "Markah",
  shown: ["1.032", "12,8 rb"],
};

export const english: Tweet = {
  labels: {
    ago: "2h",
    replies: "18 Replies. Reply",
    reposts: "1032 reposts. Repost",
    likes: "411 Likes. Like",
    views: "12840 views. View post analytics",
    bookmark: "9 Bookmarks. Bookmarked",
    shown: ["1K", "12.8K"],
  },
};

export const time = (handle: string, id: string, shown: string) =>
  `<a href="/${handle}/status/${id}" role="link"><time datetime="2026-11-24T01:02:03.000Z">${shown}</time></a>`;

function user(handle: string, name: string, stamp: string, badge: string) {
  return `<div data-testid="User-Name"><div><a href="/${handle}" role="link"><div dir="ltr"><span><span>${name}</span></span>${badge}</div></a></div>
    <div><a href="/${handle}" role="link" tabindex="-1"><div dir="ltr"><span>@${handle}</span></div></a>${stamp}</div></div>`;
}

export function tweet({
  id = "1993210000000000001",
  handle = "warungsari",
  name = "Warung Sari",
  badge = "",
  labels = indonesian,
  time: stamp = `<div aria-hidden="true"><span>·</span></div><div>${time(handle, id, labels.ago)}</div>`,
  text = '<div data-testid="tweetText" lang="in" dir="auto"><span>Sayur lodeh sudah matang.</span></div>',
  before = "",
  inside = "",
  views = `<div><a href="/${handle}/status/${id}/analytics" role="link" aria-label="${labels.views}"><span data-testid="app-text-transition-container">${labels.shown[1]}</span></a></div>`,
  tabindex = 0,
  line = false,
  promoted = false,
  done = false,
}: Tweet = {}) {
  const [repost, like, save] = done
    ? ["unretweet", "unlike", "removeBookmark"]
    : ["retweet", "like", "bookmark"];
  const article = `<article data-testid="tweet" role="article" tabindex="${tabindex}"><div>${before}
    <div><div data-testid="Tweet-User-Avatar"><div data-testid="UserAvatar-Container-${handle}"><a href="/${handle}" role="link"><img alt="" src="https://pbs.twimg.com/profile_images/1/a.jpg"></a></div></div>${line ? "<div></div>" : ""}</div>
    ${user(handle, name, stamp, badge)}${text}${inside}
    <div role="group" aria-label="18 balasan, 1032 postingan ulang, 411 suka">
      <div><button data-testid="reply" aria-label="${labels.replies}"><span>18</span></button></div>
      <div><button data-testid="${repost}" aria-label="${labels.reposts}"><span>${labels.shown[0]}</span></button></div>
      <div><button data-testid="${like}" aria-label="${labels.likes}"><span>411</span></button></div>${views}
      <div><button data-testid="${save}" aria-label="${labels.bookmark}"></button></div></div></div></article>`;
  return cell(promoted ? `<div data-testid="placementTracking">${article}</div>` : article);
}

export function cell(inside: string, topPx = 900): string {
  return `<div data-testid="cellInnerDiv" style="transform: translateY(${topPx}px); position: absolute;"><div>${inside}</div></div>`;
}

export function column(inside: string): string {
  return `<main role="main"><div data-testid="primaryColumn"><div><section role="region"><div>${inside}</div></section></div></div></main>`;
}

const quotedPhoto = `<a href="/dikutip/status/1990000000000000009/photo/1" role="link"><div data-testid="tweetPhoto"><img alt="Gambar" src="https://pbs.twimg.com/media/KUTIPAN?format=jpg"></div></a>
  <a href="https://t.co/kutipan">kutipan.example</a>`;

export function quote({ media = quotedPhoto } = {}): string {
  return `<div><div><div dir="ltr"><span>Kutipan</span></div><div role="link" tabindex="0"><div>
  <div><div data-testid="Tweet-User-Avatar"><div data-testid="UserAvatar-Container-dikutip"><img alt="" src="https://pbs.twimg.com/profile_images/2/b.jpg"></div></div></div>
  <div data-testid="User-Name"><div><div dir="ltr"><span>Akun Dikutip</span></div></div><div><div tabindex="-1"><span>@dikutip</span></div><div dir="ltr"><time datetime="2026-11-20T00:00:00.000Z">20 Nov</time></div></div></div></div>
  <div data-testid="tweetText" lang="en"><span>Quoted words, not the post's own.</span></div>
  ${media}</div></div></div>`;
}

export const plain: Expected = {
  permalink: "https://x.com/warungsari/status/1993210000000000001",
  text: "Sayur lodeh sudah matang.",
  authorName: "Warung Sari",
  authorHandle: "warungsari",
  authorLink: "https://x.com/warungsari",
  publishedRaw: "2j",
  publishedAt: "2026-11-24T01:02:03.000Z",
  counts: {
    replies: { shown: "18", value: 18 },
    reposts: { shown: "1.032", value: 1032 },
    likes: { shown: "411", value: 411 },
    views: { shown: "12,8 rb", value: 12840 },
  },
  language: "id",
  audience: "public",
};

export const post = (fields: Expected = {}, more: Partial<ExpectedPost> = {}): ExpectedPost => ({
  subject: "x:post:1993210000000000001",
  aliases: [],
  fields: { ...plain, ...fields },
  ...more,
});

export const without = (...names: (keyof Expected)[]): Expected =>
  Object.fromEntries(Object.entries(plain).filter(([name]) => !names.includes(name as keyof Expected)));
