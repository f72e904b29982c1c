/** Hand-written profiles on X. Tests only; people and texts are invented. */

import type { ExpectedPost, SiteCase } from "../cases.ts";
import { column, type Expected, english, plain, post, tweet } from "./shapes.cases.ts";

interface Profile {
  handle?: string;
  name?: string;
  lock?: string;
  actions?: string;
  about?: string;
  follows?: string;
  pictures?: boolean;
}

const banner = (handle: string) =>
  `<a href="/${handle}/header_photo" role="link"><img alt="" src="https://pbs.twimg.com/profile_banners/4567/1/1500x500"></a>`;
const face = (handle: string) =>
  `<a href="/${handle}/photo" role="link"><img alt="" src="https://pbs.twimg.com/profile_images/1/a.jpg"></a>`;
const bio =
  '<div data-testid="UserDescription" dir="auto"><span>Lodeh tiap pagi di Gang Melati. </span><a href="https://t.co/profil"><span aria-hidden="true">https://</span>warungsari.example</a></div>';

function profile({
  handle = "WarungSari",
  name = "Warung Sari",
  lock = "",
  actions = `<div data-testid="placementTracking"><button data-testid="4567-follow" aria-label="Ikuti @${handle}">Ikuti</button></div>`,
  about = bio,
  follows = `<a href="/${handle}/following" role="link"><span>120</span> <span>Mengikuti</span></a><a href="/${handle}/verified_followers" role="link"><span>3.411</span> Pengikut</a>`,
  pictures = true,
}: Profile = {}): string {
  return `<div><div>${pictures ? banner(handle) : "<div></div>"}<div>
    <div><div data-testid="UserAvatar-Container-${handle}">${pictures ? face(handle) : ""}</div><div>${actions}</div></div>
    <div data-testid="UserName"><div><div><div dir="ltr"><span><span>${name}</span><span><button aria-label="Centang biru">i</button></span></span>${lock}</div></div><div><div tabindex="-1"><div dir="ltr"><span>@${handle}</span></div></div></div></div><div></div></div>
    <div>${about}</div><div>${follows}</div></div></div><div><nav role="navigation"><a href="/${handle}">Postingan</a></nav></div></div>`;
}

const account = (fields: Expected, more: Partial<ExpectedPost> = {}): ExpectedPost => ({
  subject: "x:account:warungsari",
  aliases: [],
  fields,
  ...more,
});
const fields: Expected = {
  permalink: "https://x.com/warungsari",
  text: "Lodeh tiap pagi di Gang Melati. warungsari.example",
  authorName: "Warung Sari",
  authorHandle: "WarungSari",
  authorId: "4567",
  media: [
    "https://pbs.twimg.com/profile_banners/4567/1/1500x500",
    "https://pbs.twimg.com/profile_images/1/a.jpg",
  ],
  links: [{ address: "https://t.co/profil", shown: "https://warungsari.example" }],
  audience: "public",
};
/** Data of the previous account; React adds the next one's beside it. */
const stale =
  '<script type="application/ld+json" data-testid="UserProfileSchema-test">{"mainEntity":{"identifier":"99","additionalName":"akunlama","givenName":"Akun Lama"}}</script>';
const link = '<a href="https://t.co/lain">lain.example</a>';
const pinned = '<div><svg></svg></div><div dir="ltr" data-testid="socialContext">Disematkan</div>';

const noProfile = [
  "/home",
  "/search?q=lodeh",
  "/explore/tabs/for-you",
  "/notifications",
  "/i/spaces/1",
].concat("/WarungSari/status/1993210000000000001");

export const xProfileCases: readonly SiteCase[] = [
  ...noProfile.map(
    (path): SiteCase => ({
      name: `the last profile, still there: ${path}`,
      address: `https://x.com${path}`,
      html: column(profile() + tweet()),
      posts: [post()],
    }),
  ),
  {
    name: "a profile and its posts, beside an older profile's description for search engines",
    address: "https://x.com/WarungSari/with_replies",
    html: stale + column(profile() + tweet({ before: pinned, inside: link })),
    surfaces: ["account"],
    posts: [
      post({ links: [{ address: "https://t.co/lain", shown: "lain.example" }] }),
      account(fields, { missing: [] }),
    ],
  },
  {
    name: "a profile that is followed, in English and dark",
    address: "https://x.com/WarungSari",
    htmlAttributes: { style: "color-scheme: dark;" },
    dark: true,
    html: column(
      profile({
        actions:
          '<button data-testid="userActions">…</button><button data-testid="4567-unfollow">Following</button>',
      }) + tweet(english),
    ),
    surfaces: [],
    posts: [{ subject: "x:post:1993210000000000001" }, account(fields)],
  },
  {
    name: "a locked profile shows no lists of others, and no text: its picture names it",
    address: "https://x.com/WarungSari",
    html: column(
      `${profile({ lock: '<svg data-testid="icon-lock"></svg>', follows: "<div>120 Mengikuti</div>", about: "", actions: "" })}<div data-testid="emptyState"><span>Postingan ini dilindungi</span></div>`,
    ),
    unavailable: "private",
    posts: [
      account(
        {
          permalink: fields.permalink as string,
          authorName: "Warung Sari",
          authorHandle: "WarungSari",
          media: fields.media as string[],
          audience: "not-public",
        },
        { missing: ["text", "authorId", "links"] },
      ),
    ],
  },
  {
    name: "a profile without pictures",
    address: "https://x.com/WarungSari",
    html: column(profile({ pictures: false })),
    posts: [
      {
        subject: "x:account:warungsari",
        fields: Object.fromEntries(Object.entries(fields).filter(([name]) => name !== "media")),
        missing: ["media"],
      },
    ],
  },
  {
    name: "one's own profile is not looked at, one's own posts are",
    address: "https://x.com/WarungSari",
    html: column(
      profile({ actions: '<a href="/settings/profile" data-testid="editProfileButton">Edit profil</a>' }) +
        tweet(),
    ),
    posts: [post()],
  },
  {
    name: "a link in a header that names no account",
    address: "https://x.com/WarungSari",
    html: column(profile().replaceAll("/WarungSari/", "/terlalu_panjang_untuk_nama/")),
    posts: [],
  },
  {
    name: "a profile with a name like somebody's handle",
    address: "https://x.com/WarungSari",
    html: column(profile({ name: "@bankasli" })),
    posts: [account({ ...fields, authorName: "@bankasli" })],
  },
  {
    name: "a profile without posts is there all the same",
    address: "https://x.com/WarungSari",
    html: column(`${profile()}<div data-testid="emptyState"><span>@WarungSari belum memposting</span></div>`),
    posts: [account(fields)],
  },
  {
    name: "posts of others under one's media tab",
    address: "https://x.com/WarungSari/media",
    html: column(profile() + tweet({ handle: "pelanggan", name: "Pelanggan" })),
    posts: [
      {
        subject: "x:post:1993210000000000001",
        fields: {
          ...plain,
          permalink: "https://x.com/pelanggan/status/1993210000000000001",
          authorName: "Pelanggan",
          authorHandle: "pelanggan",
          authorLink: "https://x.com/pelanggan",
        },
      },
      account(fields),
    ],
  },
  {
    name: "a profile that is still loading has its pictures and no name yet",
    address: "https://x.com/WarungSari",
    html: column(
      profile().replace(/<div data-testid="UserName">.*?<\/div><div><\/div><\/div>/s, "<div></div>"),
    ),
    posts: [],
  },
];
