/** Hand-written pages of X with conversations. Tests only; people and texts are invented. */

import type { ContextEntry } from "../../../shared/contract/evidence.ts";
import type { SiteCase } from "../cases.ts";
import { cell, column, english, home, plain, post, quote, time, tweet, without } from "./shapes.cases.ts";

const status = "https://x.com/warungsari/status/1993210000000000001";
const [root, answer, reply, other] = ["11", "12", "13", "14"].map((end) => `19932100000000000${end}`) as [
  string,
  string,
  string,
  string,
];

const says = (text: string, lang = "in") =>
  `<div data-testid="tweetText" lang="${lang}" dir="auto"><span>${text}</span></div>`;
const parent = (id: string, handle: string, name: string, text: string): ContextEntry => ({
  relation: "parent",
  subject: `x:post:${id}`,
  address: `https://x.com/${handle}/status/${id}`,
  name,
  text,
});
const focalParent = parent("1993210000000000001", "warungsari", "Warung Sari", "Sayur lodeh sudah matang.");
const focal = (inside = "") =>
  tweet({
    tabindex: -1,
    time: "",
    views: "",
    inside: `${inside}<div>${time("warungsari", "1993210000000000001", "8.02 AM · 24 Nov 2026")}<span>·</span><span><span data-testid="app-text-transition-container">1,2 jt</span> Tayangan</span></div>`,
  });
const focalFields = {
  ...without("counts"),
  publishedRaw: "8.02 AM · 24 Nov 2026",
  counts: {
    replies: { shown: "18", value: 18 },
    reposts: { shown: "1.032", value: 1032 },
    likes: { shown: "411", value: 411 },
    views: { shown: "1,2 jt" },
  },
};
const byGuest = (id: string, more: Parameters<typeof tweet>[0] = {}) =>
  tweet({ id, handle: "pelanggan", name: "Pelanggan Setia", text: says("Masih ada?"), ...more });
const guestFields = (id: string) => ({
  ...plain,
  permalink: `https://x.com/pelanggan/status/${id}`,
  text: "Masih ada?",
  authorName: "Pelanggan Setia",
  authorHandle: "pelanggan",
  authorLink: "https://x.com/pelanggan",
});
const tombstone = cell('<article tabindex="0"><span>Postingan ini tidak tersedia.</span></article>', 0);

export const xConversationCases: readonly SiteCase[] = [
  {
    name: "a status page: the post with its views beside the time, and its quote",
    address: status,
    html: column(focal(quote()) + byGuest(reply)),
    surfaces: ["post"],
    posts: [
      {
        subject: "x:post:1993210000000000001",
        fields: {
          ...focalFields,
          context: [
            {
              relation: "quoted",
              subject: "x:post:1990000000000000009",
              address: "https://x.com/dikutip/status/1990000000000000009",
              name: "Akun Dikutip",
              text: "Quoted words, not the post's own.",
            },
          ],
        },
      },
      { subject: `x:post:${reply}`, fields: { ...guestFields(reply), context: [focalParent] } },
    ],
  },
  {
    name: "above the post of the page are those it answers, the nearest first; a deleted one is left out",
    address: status,
    html: column(
      tombstone +
        byGuest(root, { line: true, inside: quote({ media: "" }) }) +
        tweet({ id: answer, handle: "warungsari", line: true, text: "", inside: quote({ media: "" }) }) +
        focal(),
    ),
    posts: [
      { subject: `x:post:${root}`, fields: { ...guestFields(root), context: [quoteOf()] } },
      { subject: `x:post:${answer}` },
      {
        subject: "x:post:1993210000000000001",
        fields: {
          ...focalFields,
          context: [
            {
              relation: "parent",
              subject: `x:post:${answer}`,
              address: `https://x.com/warungsari/status/${answer}`,
              name: "Warung Sari",
            },
            parent(root, "pelanggan", "Pelanggan Setia", "Masih ada?"),
          ],
        },
      },
    ],
  },
  {
    name: "an answer to an answer, in English; then an advertisement and what only might be of interest",
    address: status,
    htmlAttributes: { style: "color-scheme: dark;" },
    dark: true,
    html: column(
      focal() +
        byGuest(reply, { line: true }) +
        tweet({ ...english, id: answer }) +
        byGuest(root, { promoted: true }) +
        cell('<h2 role="heading"><span>Discover more</span></h2>') +
        byGuest(other),
    ),
    posts: [
      { subject: "x:post:1993210000000000001", fields: focalFields },
      { subject: `x:post:${reply}`, fields: { ...guestFields(reply), context: [focalParent] } },
      {
        subject: `x:post:${answer}`,
        fields: {
          ...plain,
          permalink: `https://x.com/warungsari/status/${answer}`,
          publishedRaw: "2h",
          counts: {
            replies: { shown: "18", value: 18 },
            reposts: { shown: "1K", value: 1032 },
            likes: { shown: "411", value: 411 },
            bookmarks: { shown: "9", value: 9 },
            views: { shown: "12.8K", value: 12840 },
          },
          context: [parent(reply, "pelanggan", "Pelanggan Setia", "Masih ada?"), focalParent],
        },
      },
      { subject: `x:post:${root}`, fields: { ...guestFields(root), promoted: true } },
      { subject: `x:post:${other}`, fields: guestFields(other) },
    ],
  },
  {
    name: "in a timeline, only a line makes two posts a conversation",
    address: home,
    html: column(
      byGuest(root) +
        byGuest(answer, { line: true }) +
        tweet() +
        byGuest(other, { line: true }) +
        cell('<a href="/pelanggan/status/1"><span>Tampilkan utas ini</span></a>') +
        byGuest(reply),
    ),
    posts: [
      { subject: `x:post:${root}`, fields: guestFields(root) },
      { subject: `x:post:${answer}`, fields: guestFields(answer) },
      post({ context: [parent(answer, "pelanggan", "Pelanggan Setia", "Masih ada?")] }),
      { subject: `x:post:${other}`, fields: guestFields(other) },
      { subject: `x:post:${reply}`, fields: guestFields(reply) },
    ],
  },
  {
    name: "a picture opened over a timeline: two pages in one document",
    address: `${status}/photo/1`,
    html: `<div id="layers"><div role="dialog" aria-modal="true"><div><div>${focal()}${byGuest(reply)}</div></div></div></div>${column(byGuest(other) + tweet())}`,
    surfaces: ["post"],
    posts: [
      { subject: "x:post:1993210000000000001", fields: focalFields },
      { subject: `x:post:${reply}`, fields: { ...guestFields(reply), context: [focalParent] } },
      { subject: `x:post:${other}`, fields: guestFields(other) },
      post(),
    ],
  },
];

function quoteOf(): ContextEntry {
  return { relation: "quoted", name: "Akun Dikutip", text: "Quoted words, not the post's own." };
}
