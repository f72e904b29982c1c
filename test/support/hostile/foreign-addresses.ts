/** Markup with another post's address, as each site shows what people and advertisers add to a post. */

import type { SiteId } from "../../../utils/shared/contract/site.ts";

/** Places of markup: in the text of a post, below or above it, or between posts. */
export type PlantPlace = "text" | "below" | "above" | "page";

export interface Plant {
  name: string;
  place: PlantPlace;
  /** Returns the markup. No two calls in a page get the same number. */
  html(number: number): string;
}

/** Every foreign account, post and video contains one of these. */
export const foreign = /lawan|666000\d|UgFoe|FoeVid/i;

const card = '<img alt="" src="https://gambar.example/a.jpg"><div><span dir="auto">Judul kartu</span></div>';
const time = '<time datetime="2026-10-01T00:00:00.000Z">1 Okt</time>';
/** Right-to-left override, zero-width space and isolate: none of them is a letter of an address. */
const unseen = ["\u202E", "\u200B", "\u2066", "\u00AD"];
const disguise = (address: string, number: number) => {
  const at = address.length - (number % 6) - 1;
  return address.slice(0, at) + unseen[number % unseen.length] + address.slice(at);
};

/** Plants that any site could show. `address` makes another post's address. */
function everywhere(address: (number: number) => string): Plant[] {
  const disguised = (number: number) => disguise(address(number), number);
  return [
    { name: "a link with other words", place: "text", html: (n) => `<a href="${address(n)}">2 jam</a>` },
    {
      name: "a link that shows itself",
      place: "text",
      html: (n) => `<a href="${address(n)}">${address(n)}</a>`,
    },
    {
      name: "an address with invisible characters",
      place: "text",
      html: (n) => `<a href="${disguised(n)}">${disguised(n)}</a>`,
    },
    {
      name: "right-to-left words around a link",
      place: "text",
      html: (n) => `<span dir="rtl">\u2067מבצע <a href="${address(n)}">\u202E2 שעות</a> اليوم\u2069</span>`,
    },
    {
      name: "words in Chinese around a link",
      place: "text",
      html: (n) => `今日特價 <a href="${address(n)}">2小時前</a>`,
    },
    {
      name: "a card of a link",
      place: "below",
      html: (n) => `<a href="${address(n)}" target="_blank">${card}</a>`,
    },
    {
      name: "a card without a picture",
      place: "below",
      html: (n) => `<a href="${address(n)}"><span dir="auto">Judul kartu</span></a>`,
    },
    {
      name: "a card of a foreign page with the address in its query",
      place: "below",
      html: (n) => `<a href="https://iklan.example/?u=${encodeURIComponent(address(n))}">${card}</a>`,
    },
    {
      name: "an address on another host with the site's path",
      place: "below",
      html: (n) =>
        `<a href="https://iklan.example${URL.parse(address(n))?.pathname}${URL.parse(address(n))?.search}">${time}${card}</a>`,
    },
    {
      name: "a link in a drawing, a map and a set of pictures",
      place: "below",
      html: (n) =>
        `<svg><a href="${address(n)}"><text>2 jam</text></a></svg><map><area href="${address(n)}"></map><img alt="" srcset="${address(n)} 2x"><link href="${address(n)}"><q cite="${address(n)}">a</q>`,
    },
    {
      name: "a composer with an address in it",
      place: "page",
      html: (n) => `<div contenteditable="true" role="textbox"><a href="${address(n)}">${time}</a></div>`,
    },
    {
      name: "an advertisement between posts",
      place: "page",
      html: (n) => `<div><a href="${address(n)}">${card}</a><span>Iklan</span></div>`,
    },
  ];
}

const xPost = (n: number) => `https://x.com/lawan/status/${6_660_000_000_000 + n}`;
const xPath = (n: number) => xPost(n).slice("https://x.com".length);
const xName =
  '<div data-testid="User-Name"><a href="/lawan" role="link"><span>Lawan</span></a><a href="/lawan" role="link"><span>@lawan</span></a></div>';

const x: Plant[] = [
  ...everywhere(xPost),
  {
    name: "a mention",
    place: "text",
    html: () => '<div><span><a href="/lawan" dir="ltr" role="link">@lawan</a></span></div>',
  },
  {
    name: "a shortened link",
    place: "text",
    html: (n) => `<a href="https://t.co/AbC${n}" role="link">x.com${xPath(n)}<span>…</span></a>`,
  },
  {
    name: "a repost note",
    place: "above",
    html: () =>
      '<div><a href="/lawan" dir="ltr" role="link"><span data-testid="socialContext">Lawan memposting ulang</span></a></div>',
  },
  {
    name: "a quote with a picture",
    place: "below",
    html: (n) =>
      `<div tabindex="0" role="link"><div data-testid="Tweet-User-Avatar"><div data-testid="UserAvatar-Container-lawan"></div></div><div data-testid="User-Name"><span>Lawan</span>${time}</div><div data-testid="tweetText" lang="in">Kata orang lain</div><a href="${xPath(n)}/photo/1"><div data-testid="tweetPhoto"><img alt="" src="https://pbs.twimg.com/media/L"></div></a></div>`,
  },
  {
    name: "a quote whose time is a link",
    place: "below",
    html: (n) =>
      `<div tabindex="0" role="link">${xName}<a href="${xPath(n)}">${time}</a><div data-testid="tweetText">Kata</div></div>`,
  },
  {
    name: "another post's picture",
    place: "below",
    html: (n) =>
      `<a href="${xPath(n)}/photo/1" role="link"><div data-testid="tweetPhoto"><img alt="" src="https://pbs.twimg.com/media/L"></div></a>`,
  },
  {
    name: "another post's video with its owner",
    place: "below",
    html: (n) =>
      `<div data-testid="videoPlayer"><div data-testid="placementTracking"><video poster="https://pbs.twimg.com/a.jpg"></video></div></div><a href="${xPath(n)}/video/1" dir="ltr"><span>Dari</span> <span>Lawan</span></a>`,
  },
  {
    name: "a note by readers",
    place: "below",
    html: (n) => `<div data-testid="birdwatch-pivot"><a href="${xPath(n)}">Sumber</a></div>`,
  },
  {
    name: "a post to follow",
    place: "page",
    html: (n) =>
      `<aside role="complementary"><a href="/lawan">Lawan</a><a href="${xPath(n)}"><span>Sedang tren</span></a></aside>`,
  },
];

const fbNumber = (n: number) => `${6_660_000_000_000 + n}`;
const fbPost = (n: number) =>
  `https://www.facebook.com/lawan/posts/${fbNumber(n)}?__cft__[0]=AZ&__tn__=%2CO%2CP-R`;
const fbComment = (n: number) =>
  `comment_id=${encodeURIComponent(btoa(`comment:${fbNumber(n)}_${fbNumber(n)}`))}`;

const facebook: Plant[] = [
  ...everywhere(fbPost),
  {
    name: "a mention",
    place: "text",
    html: () =>
      '<span><a href="https://www.facebook.com/lawan?__cft__[0]=AZ&__tn__=-%5DK-R" role="link"><span>Lawan</span></a></span>',
  },
  {
    name: "a link by its redirector",
    place: "text",
    html: (n) =>
      `<a href="https://l.facebook.com/l.php?u=${encodeURIComponent(fbPost(n))}&h=AT&__tn__=-UK-R">facebook.com/lawan</a>`,
  },
  {
    name: "a reel in the words",
    place: "text",
    html: (n) =>
      `<a href="/reel/${fbNumber(n)}/">reel</a> <a href="/photo/?fbid=${fbNumber(n)}">foto</a> <a href="/lawan/videos/${fbNumber(n)}/">video</a>`,
  },
  {
    name: "a card with a comment's id in a foreign address",
    place: "below",
    html: (n) =>
      `<a href="https://iklan.example/?${fbComment(n)}&fbclid=IwAR" target="_blank" role="link">${card}</a>`,
  },
  {
    name: "a card of another post's comment",
    place: "below",
    html: (n) =>
      `<a href="https://www.facebook.com/lawan/posts/${fbNumber(n)}?${fbComment(n)}" role="link">${card}</a>`,
  },
  {
    name: "a card of a commenter",
    place: "below",
    html: (n) => `<a href="https://www.facebook.com/lawan?${fbComment(n)}" role="link">${card}</a>`,
  },
  {
    name: "a reshared post",
    place: "below",
    html: (n) =>
      `<div><div><div data-ad-rendering-role="profile_name"><h5><span><a href="https://www.facebook.com/lawan?__tn__=-UC" role="link"><span>Lawan</span></a></span></h5></div><div><span><a href="/lawan/posts/${fbNumber(n)}?__tn__=%2CO%2CP-y-R"><span>3 jam</span></a></span></div></div><div dir="auto"><div data-ad-rendering-role="story_message"><span dir="auto">Kata orang lain</span></div></div></div>`,
  },
  {
    name: "a card of an advertiser",
    place: "below",
    html: (n) =>
      `<div><a href="https://www.facebook.com/ads/about/?entry_product=ad_preferences">Bersponsor</a><a href="https://www.facebook.com/lawan/?ref=${fbNumber(n)}"><div data-ad-rendering-role="meta">lawan.example</div></a></div>`,
  },
  {
    name: "people to follow",
    place: "page",
    html: (n) =>
      `<div role="complementary"><h3>Disarankan</h3><a href="/lawan">Lawan</a><a href="${fbPost(n)}">2 jam</a></div>`,
  },
];

const video = (n: number) => `FoeVid${String(n).padStart(5, "0")}`;
const ytComment = (n: number) => `UgFoeKomentar${String(n).padStart(8, "0")}AaABAg`;
const watch = (n: number) => `https://www.youtube.com/watch?v=${video(n)}`;

const youtube: Plant[] = [
  ...everywhere(watch),
  {
    name: "a time of another video",
    place: "text",
    html: (n) =>
      `<span class="yt-core-attributed-string--link-inherit-color" dir="auto"><a href="/watch?v=${video(n)}&t=5s" class="yt-core-attributed-string__link">0:05</a></span>`,
  },
  { name: "a mention", place: "text", html: () => '<a href="/@lawan">@lawan</a>' },
  {
    name: "another comment",
    place: "text",
    html: (n) => `<a href="/watch?v=${video(n)}&lc=${ytComment(n)}">2 jam yang lalu</a>`,
  },
  {
    name: "a Short and a list",
    place: "text",
    html: (n) =>
      `<a href="/shorts/${video(n)}">Short</a> <a href="/playlist?list=PLFoeVidDaftar${n}">daftar</a> <a href="/post/UgFoeKiriman${String(n).padStart(8, "0")}">kiriman</a>`,
  },
  {
    name: "an advertisement's card",
    place: "page",
    html: (n) =>
      `<ytd-ad-slot-renderer><a href="https://www.googleadservices.com/pagead/aclk?adurl=${encodeURIComponent(watch(n))}"><img src="https://i.ytimg.com/vi/${video(n)}/hq720.jpg"><h3>Iklan</h3></a></ytd-ad-slot-renderer>`,
  },
  {
    name: "another video's picture",
    place: "below",
    html: (n) =>
      `<img alt="" src="https://i.ytimg.com/vi/${video(n)}/hq720.jpg" srcset="https://i.ytimg.com/vi/${video(n)}/maxres.jpg 2x">`,
  },
];

const tgPost = (n: number) => `https://t.me/lawan/${66_600_000 + n}`;

const telegram: Plant[] = [
  ...everywhere(tgPost),
  { name: "a mention", place: "text", html: () => '<a href="https://t.me/lawan" target="_blank">@lawan</a>' },
  {
    name: "a forward",
    place: "above",
    html: (n) =>
      `<div class="tgme_widget_message_forwarded_from">Diteruskan dari <a class="tgme_widget_message_forwarded_from_name" href="${tgPost(n)}"><span dir="auto">Lawan</span></a></div>`,
  },
  {
    name: "an answer",
    place: "above",
    html: (n) =>
      `<a class="tgme_widget_message_reply" href="${tgPost(n)}"><div class="tgme_widget_message_author"><span class="tgme_widget_message_author_name">Lawan</span></div><div class="tgme_widget_message_text js-message_reply_text">Kata</div></a>`,
  },
  {
    name: "a preview of another post with its length",
    place: "below",
    html: (n) =>
      `<a class="tgme_widget_message_link_preview" href="${tgPost(n)}"><div class="link_preview_site_name">Telegram</div><div class="link_preview_title">Lawan</div><time class="message_video_duration">0:12</time></a>`,
  },
  {
    name: "a button",
    place: "below",
    html: (n) =>
      `<a class="tgme_widget_message_inline_button url_button" href="${tgPost(n)}"><span>Buka</span></a>`,
  },
  {
    name: "a private post",
    place: "text",
    html: (n) =>
      `<a href="https://t.me/c/6660001/${n}">${time}</a> <a href="https://t.me/+lawan${n}">undangan</a>`,
  },
];

export const plants: Readonly<Partial<Record<SiteId, readonly Plant[]>>> = { facebook, telegram, x, youtube };
