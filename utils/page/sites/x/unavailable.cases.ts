/** Hand-written pages of X with unavailable posts or accounts, and similar pages that are available. Tests only. */

import type { UnavailableReason } from "../../../shared/contract/evidence.ts";
import type { SiteCase } from "../cases.ts";
import { cell, column, home, post, tweet } from "./shapes.cases.ts";

const status = "https://x.com/warungsari/status/1993210000000000001";
const second = "1993210000000000002";
const learnMore = '<a href="https://help.x.com/rules-and-policies/notices-on-x">Pelajari selengkapnya</a>';

const tombstone = (says: string, topPx = 0) =>
  cell(`<article tabindex="0"><div><span>${says} ${learnMore}</span></div></article>`, topPx);
const emptyState = (says: string) =>
  `<div data-testid="emptyState"><div data-testid="empty_state_header_text"><span>${says}</span></div></div>`;

type Notice = readonly [reason: UnavailableReason, says: string];

const withheld: readonly Notice[] = [
  ["withheld", "@slotmaniak’s account has been withheld in response to a legal demand."],
  ["withheld", "This content has been withheld based on local law(s)."],
  ["withheld", "@slotmaniak telah ditahan di Indonesia."],
  ["withheld", "Konten ini ditahan sebagai tanggapan atas tuntutan hukum."],
  ["withheld", "Konten ini ditahan berdasarkan hukum setempat."],
];

const ofPosts: readonly Notice[] = [
  ...withheld,
  ["private", "You’re unable to view this Post because this account owner limits who can view their Posts."],
  ["private", "This Post is from a private account."],
  ["private", "Pemilik akun ini membatasi siapa yang dapat melihat postingannya."],
  ["private", "Postingan ini berasal dari akun privat."],
  ["age-restricted", "Age-restricted adult content."],
  ["age-restricted", "Konten dewasa dengan batasan usia."],
  ["age-restricted", "Konten yang dibatasi usia."],
  ["removed", "This Post was deleted by the Post author."],
  ["removed", "This Post violated the X Rules."],
  ["removed", "This Post is from a suspended account."],
  ["removed", "This Post is from an account that no longer exists."],
  ["removed", "Postingan ini dihapus oleh penulisnya."],
  ["removed", "Postingan ini melanggar Peraturan X."],
  ["removed", "Postingan ini berasal dari akun yang ditangguhkan."],
  ["removed", "Postingan ini berasal dari akun yang tidak ada lagi."],
  ["unknown", "This Post is unavailable."],
  ["unknown", "Postingan ini tidak tersedia."],
];

const ofAccounts: readonly Notice[] = [
  ...withheld,
  ["private", "These posts are protected"],
  ["private", "Postingan ini dilindungi"],
  ["removed", "Account suspended"],
  ["removed", "This account doesn’t exist"],
  ["removed", "Akun ditangguhkan"],
  ["removed", "Akun ini tidak ada"],
];

const fine = (name: string, html: string, address = status): SiteCase => ({
  name: `not unavailable: ${name}`,
  address,
  html,
  posts: [post()],
});

const bar = (inside: string) => `<div id="layers"><div data-testid="BottomBar">${inside}</div></div>`;
const sheet = (inside: string) =>
  `<div id="layers"><div role="dialog" aria-modal="true"><div data-testid="sheetDialog">${inside}</div></div></div>`;
const login = '<a href="/login" data-testid="login" role="link">Masuk</a>';

const walled: readonly SiteCase[] = [
  bar(login),
  sheet('<a href="/i/flow/login" role="link">Masuk</a>'),
  sheet('<a href="/login?redirect_after_login=%2Fwarungsari" role="link">Log in</a>'),
].map((wall, index) => ({
  name: `a post below a prompt to sign in, the ${index + 1}. of them`,
  address: status,
  html: column(tweet({ tabindex: -1 })) + wall,
  loginWall: true,
  posts: [post()],
}));

export const xUnavailableCases: readonly SiteCase[] = [
  ...walled,
  fine(
    "no prompt to sign in: one about cookies, a hidden one, a sheet about something else",
    `${column(tweet({ tabindex: -1 }))}${bar("<button>Terima semua cookie</button>")}
      <div hidden>${bar(login)}</div>${sheet('<a href="/settings">Pengaturan</a>')}`,
  ),
  ...ofPosts.map(
    ([unavailable, says]): SiteCase => ({
      name: `${unavailable} post: ${says}`,
      address: status,
      html: column(tombstone(says)),
      unavailable,
      posts: [],
    }),
  ),
  ...ofAccounts.map(
    ([unavailable, says]): SiteCase => ({
      name: `${unavailable} account: ${says}`,
      address: "https://x.com/slotmaniak",
      html: column(emptyState(says)),
      unavailable,
      posts: [],
    }),
  ),
  ...[
    "https://help.x.com/rules-and-policies/post-withheld-by-country",
    "https://support.twitter.com/articles/20169222",
  ].map(
    (help): SiteCase => ({
      name: `withheld in whatever words: ${help}`,
      address: status,
      html: column(tombstone("Nerešitelná zpráva.").replace(/https:[^"]+/, help)),
      unavailable: "withheld",
      posts: [],
    }),
  ),
  {
    name: "a reply to a post that is gone",
    address: status,
    html: column(tombstone("Postingan ini dihapus oleh penulisnya.") + tweet({ id: second })),
    unavailable: "removed",
    posts: [{ subject: `x:post:${second}` }],
  },
  ...[
    "Hmm...this page doesn’t exist. Try searching for something else.",
    "Hmm... halaman ini tidak ada.",
  ].map(
    (says): SiteCase => ({
      name: `gone: ${says}`,
      address: status,
      html: column(`<div data-testid="error-detail"><span>${says}</span></div>`),
      unavailable: "unknown",
      posts: [],
    }),
  ),
  {
    name: "not unavailable: a page that could not be loaded",
    address: status,
    html: column('<div data-testid="error-detail"><span>Ada yang salah. Coba muat ulang.</span></div>'),
    posts: [],
  },
  {
    name: "not unavailable: a search for such words that finds nothing",
    address: "https://x.com/search?q=akun%20ditangguhkan",
    html: column(
      `<form role="search"></form>${emptyState("Tidak ada hasil untuk “akun ditangguhkan, legal demand, posts are protected”")}`,
    ),
    posts: [],
  },
  fine(
    "the post it answers is gone",
    column(tombstone("Postingan ini dihapus oleh penulisnya.") + tweet({ tabindex: -1 })),
  ),
  fine(
    "another answer is gone",
    column(tweet({ tabindex: -1 }) + tombstone("Postingan ini dihapus oleh penulisnya.", 700)),
  ),
  fine(
    "far down among the answers, where the post itself is no longer in the document",
    column(tweet() + tombstone("Postingan ini dihapus oleh penulisnya.", 9_000)),
  ),
  fine(
    "far up in a long conversation, where the post itself is not yet in the document",
    column(tombstone("Postingan ini dihapus oleh penulisnya.") + tweet({ line: true })),
  ),
  fine("a deleted post in a timeline", column(tombstone("Postingan ini dihapus.") + tweet()), home),
  fine(
    "a post that speaks of it",
    column(
      tweet({ tabindex: -1 }).replace("Sayur", '<span style="display:none">Akun ditangguhkan</span>Sayur'),
    ),
  ),
];
