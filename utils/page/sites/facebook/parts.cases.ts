/** Building blocks shared by Facebook's test pages. Tests only; people and texts are invented. */

import type { ExpectedPost } from "../cases.ts";

export type Expected = NonNullable<ExpectedPost["fields"]>;

export const home = "https://www.facebook.com/";
export const pfbid = "pfbid02ContohWarungSari1234567890abcdef";
export const postPath = `/warung.sari/posts/${pfbid}`;
export const number = "1139000000000418";
export const marked = "__cft__[0]=AZcontoh&__tn__=%2CO%2CP-R";
/** Encodes the ids of post and comment as Facebook's links do. */
export const commentId = (post: string, id: string) => encodeURIComponent(btoa(`comment:${post}_${id}`));

const icon = (title: string, shape: string) =>
  `<svg viewBox="0 0 16 16"><title>${title}</title><g><path d="${shape}"></path></g></svg>`;
export const titled = (title: string) => icon(title, "M1 1");
export const earth = icon("Dibagikan kepada Publik", "M109.5 408.5c0 3.23-2.04 5.983-4.903 7.036");
export const friends = icon("", "M459.75 551c-1.24 0-2.25-1.121-2.25-2.5");

export const name = (
  heading = "h4",
  link = "https://www.facebook.com/warung.sari?__cft__[0]=AZ&__tn__=-UC%2CP-R",
  label = "Warung Sari",
) =>
  `<div data-ad-rendering-role="profile_name"><${heading}><span><a href="${link}" role="link"><b><span>${label}</span></b></a></span></${heading}></div>`;
export const message = (html: string) =>
  `<div dir="auto"><div data-ad-rendering-role="story_message"><div data-ad-comet-preview="message" data-ad-preview="message"><span dir="auto">${html}</span></div></div></div>`;
export const row = `<div><div><div role="button" aria-label="Suka"><div data-ad-rendering-role="like_button"></div><span>19</span></div></div>
  <div><div role="button" aria-label="Komentari"><div data-ad-rendering-role="comment_button"></div><span>1,2 rb</span></div></div>
  <div><div role="button" aria-label="Bagikan"><div data-ad-rendering-role="share_button"></div><span>7</span></div></div></div>`;
export const rowOfFriends = row.replace(/<div><div role="button" aria-label="Bagikan">.*?<\/div><\/div>/, "");

interface Unit {
  head?: string;
  time?: string;
  icon?: string;
  message?: string;
  inside?: string;
  row?: string;
  comments?: string;
}

export const timeTo = (path: string, words = "2 jam") =>
  `<a href="${path}?${marked}" role="link"><span>${words}</span></a>`;
export const noLink =
  '<a href="?__cft__[0]=AZcontoh&__tn__=%2CO%2CP-R#?kkd" role="link"><span><span></span></span></a>';

export function unit({
  head = name(),
  time = timeTo(postPath),
  icon = earth,
  message: words = message('<div dir="auto">Sayur lodeh sudah matang.</div>'),
  inside = "",
  row: actions = row,
  comments = "",
}: Unit = {}) {
  const decoy =
    '<div aria-hidden="true" data-0="0" data-1="1"><blockquote><span>Facebook</span></blockquote></div>';
  return `<div><div>${decoy}${decoy}</div><div><div>${head}<div><span>${time}</span><span aria-hidden="true"> · </span><span>${icon}</span></div>
    <div aria-haspopup="menu" role="button" aria-label="Tindakan untuk postingan ini"></div></div>
    <div>${words}${inside}</div><div><div>${actions}</div>${comments}</div></div></div>`;
}

export const posinset = (html: string, at = 1) =>
  `<div aria-posinset="${at}"><div data-virtualized="false">${html}</div></div>`;
export const article = (html: string) => `<div role="article" aria-labelledby="a1">${html}</div>`;

interface Comment {
  post?: string;
  id?: string;
  /** Id of the parent comment. */
  parent?: string;
  /** Path of the time's link. */
  path?: string;
  words?: string;
  /** Content of the line below the text. Absent: the time with its link. */
  below?: string;
  inside?: string;
  label?: string;
  who?: string;
}

export const firstComment = "1745000000000666";

export function comment({
  post = number,
  id = firstComment,
  parent,
  path = postPath,
  words = '<span dir="auto" lang="id"><div><div dir="auto">Enak sekali</div></div></span>',
  below = `<ul><li><div data-permalink-nav="1"><a href="https://www.facebook.com${path}?${parent ? `comment_id=${parent}&reply_` : ""}comment_id=${id}&__tn__=R-R">1 jam</a></div></li><li><div role="button">Balas</div></li></ul>`,
  inside = "",
  label = "Komentar oleh Pelanggan 1 jam yang lalu",
  who = `<a href="https://www.facebook.com/pelanggan?comment_id=${commentId(post, id)}&__tn__=R-R"><svg role="img"></svg></a><a href="https://www.facebook.com/pelanggan?comment_id=${commentId(post, id)}&__tn__=R-R"><span><span dir="auto">Pelanggan</span></span></a>`,
}: Comment = {}) {
  return `<div role="article" aria-label="${label}"><div>${who}<div>${words}</div></div>${below}${inside}</div>`;
}

/** Parts of a comment that a reading of the post must ignore. */
export const lures =
  '<a href="https://l.facebook.com/l.php?u=https%3A%2F%2Fkomentar.example%2F&__tn__=R%5D-R">komentar.example</a><img data-imgperflogname="feedImage" src="https://scontent.example.fbcdn.net/komentar.jpg">';

export const plain: Expected = {
  permalink: `https://www.facebook.com${postPath}`,
  text: "Sayur lodeh sudah matang.",
  authorName: "Warung Sari",
  authorHandle: "warung.sari",
  authorLink: "https://www.facebook.com/warung.sari",
  publishedRaw: "2 jam",
  counts: {
    reactions: { shown: "19", value: 19 },
    comments: { shown: "1,2 rb" },
    shares: { shown: "7", value: 7 },
  },
  audience: "public",
};

export const without = (fields: Expected, ...names: (keyof Expected)[]): Expected =>
  Object.fromEntries(Object.entries(fields).filter(([field]) => !names.includes(field as keyof Expected)));

/** The default post with the given differences. `gone` lists fields to remove. */
export const post = (
  fields: Expected = {},
  more: Partial<ExpectedPost> = {},
  ...gone: (keyof Expected)[]
): ExpectedPost => ({
  subject: `facebook:post:${pfbid}`,
  aliases: [],
  fields: { ...without(plain, ...gone), ...fields },
  ...more,
});
