/** State of the addressed post on a page: available, removed according to the site's own text, or unknown. */

import { Window } from "happy-dom";
import { describe, expect, test } from "vitest";
import { readState } from "../../../../utils/page/sites/engine/read-state.ts";
import { notices } from "../../../../utils/page/sites/engine/site-notices.ts";
import { siteFields, sites } from "../../../../utils/page/sites/index.ts";
import { cell, column, tweet } from "../../../../utils/page/sites/x/shapes.cases.ts";
import type { SiteId } from "../../../../utils/shared/contract/site.ts";

const xPost = () => column(tweet({ tabindex: -1 }));
const xTombstone = (says: string) =>
  column(cell(`<article tabindex="0"><div><span>${says}</span></div></article>`, 0));
/** The player's notice is always in the document, and empty while the video plays. */
const watchPage = (says: string) =>
  `<ytd-watch-flexy video-id="CoNtOh12-_3"><div id="error-screen"><yt-player-error-message-renderer><div id="reason">${says}</div></yt-player-error-message-renderer></div><div id="primary"><h1>Judul</h1></div></ytd-watch-flexy>`;
const facebookPermalink = "https://www.facebook.com/warung.sari/posts/pfbid02contohABCdefGHIjkl345678";

function stateOf(id: SiteId, address: string, html: string) {
  const window = new Window({ url: address });
  const document = window.document as unknown as Document;
  document.body.innerHTML = html;
  return readState(sites[id], notices[id]?.() ?? { unavailable: [] }, { document, address });
}

const status = "https://x.com/warungsari/status/1993210000000000001";
const watch = "https://www.youtube.com/watch?v=CoNtOh12-_3";

describe.each([
  ["x", status, xPost(), "available", "x:post:1993210000000000001"],
  [
    "x",
    status,
    xTombstone("Postingan ini dihapus oleh penulisnya."),
    "removed",
    "x:post:1993210000000000001",
  ],
  [
    "x",
    status,
    xTombstone("@warungsari telah ditahan di Indonesia."),
    "withheld",
    "x:post:1993210000000000001",
  ],
  [
    "x",
    status,
    xTombstone("Postingan ini berasal dari akun privat."),
    "private",
    "x:post:1993210000000000001",
  ],
  ["x", status, xTombstone("Konten yang dibatasi usia."), "unknown", "x:post:1993210000000000001"],
  ["x", status, xTombstone("Postingan ini tidak tersedia."), "unknown", "x:post:1993210000000000001"],
  ["youtube", watch, watchPage(""), "available", "youtube:video:CoNtOh12-_3"],
  [
    "youtube",
    watch,
    watchPage("Video ini telah dihapus oleh uploader"),
    "removed",
    "youtube:video:CoNtOh12-_3",
  ],
  [
    "youtube",
    watch,
    watchPage("Video ini tidak tersedia di negara Anda"),
    "withheld",
    "youtube:video:CoNtOh12-_3",
  ],
  ["youtube", watch, watchPage("Video ini pribadi"), "private", "youtube:video:CoNtOh12-_3"],
  // The video's page surrounds the notice, whose words are unknown.
  ["youtube", watch, watchPage("Video iki wis dibusak"), "unknown", "youtube:video:CoNtOh12-_3"],
  [
    "facebook",
    facebookPermalink,
    '<div role="main"><span>Konten ini tidak tersedia saat ini</span></div>',
    "unknown",
    "facebook:post:",
  ],
  // Absent without a notice: never taken for removed.
  ["x", status, "<main></main>", "unknown", "x:post:1993210000000000001"],
  ["youtube", watch, "<ytd-app></ytd-app>", "unknown", "youtube:video:CoNtOh12-_3"],
] as const)("%s %s", (id, address, html, seen, name) => {
  test(`${seen}: ${html
    .replace(/<[^>]*>/g, "")
    .trim()
    .slice(0, 60)}`, () => {
    const state = stateOf(id, address, html);
    expect(state.seen).toBe(seen);
    expect(state.names[0]).toContain(name);
    expect(state.source).not.toBe("");
  });
});

// An owner writes the alternative text of a photo and the words below a name.
const photoPage = (alt: string) =>
  `<div role="main"><img data-visualcompletion="media-vc-image" src="https://scontent.example.fbcdn.net/penuh.jpg" alt="${alt}"></div>`;
const profile = (words: string) =>
  `<div role="main"><img data-imgperflogname="profileCoverPhoto" src="https://scontent.example.fbcdn.net/sampul.jpg"><h1>Warung Sari</h1><div>${words}</div></div>`;
const profileAddress = "https://www.facebook.com/warung.sari";
test.each([
  "melanggar standar komunitas",
  "melanggar\u00A0\u00A0standar\u00A0\u00A0komunitas",
  "Konten ini tidak tersedia di negara Anda",
  "Mungkin gambar makanan",
])("a Facebook page whose owner wrote %j is available", (words) => {
  const photo = "https://www.facebook.com/photo/?fbid=880001";
  expect(stateOf("facebook", photo, photoPage(words))).toMatchObject({ seen: "available", readFrom: "post" });
  expect(stateOf("facebook", profileAddress, profile(words))).toMatchObject({
    seen: "available",
    readFrom: "post",
  });
});

test("names the kind of place where it was read", () => {
  const placeOf = (html: string, address: string = status) => stateOf("x", address, html).readFrom;
  expect(placeOf(xPost())).toBe("post");
  expect(placeOf(xTombstone("Postingan ini dihapus oleh penulisnya."))).toBe("notice");
  expect(placeOf(xTombstone("Kata yang belum dikenal."))).toBe("notice");
  expect(placeOf("<main></main>")).toBe("nothing");
  expect(placeOf(xPost(), "https://x.com/home")).toBe("address");
});

test("does not take the post of another address for the requested one", () => {
  const state = stateOf("x", "https://x.com/warungsari/status/7", xPost());
  expect(state).toMatchObject({ names: ["x:post:7"], seen: "unknown" });
});

test.each([
  ["https://x.com/i/flow/login?redirect_after_login=%2Fwarungsari%2Fstatus%2F1", true],
  ["https://x.com/home", false],
] as const)("%s names nothing, and asks to sign in: %s", (address, signIn) => {
  expect(stateOf("x", address, xPost())).toMatchObject({ names: [], signIn, seen: "unknown" });
});

test("reports a sign-in prompt over an empty page", () => {
  const wall = '<div data-testid="sheetDialog"><a href="/login">Masuk</a></div>';
  expect(stateOf("x", status, wall)).toMatchObject({
    signIn: true,
    seen: "unknown",
    readFrom: "sign-in",
    source: "prompt to sign in",
  });
  // A prompt over a post does not hide the post.
  expect(stateOf("x", status, xPost() + wall)).toMatchObject({ signIn: false, seen: "available" });
});

test("uses the notices of the fields, on every site", () => {
  for (const id of Object.keys(sites) as SiteId[]) {
    const { unavailable, loginWall } = siteFields[id]();
    expect(notices[id]?.() ?? { unavailable: [] }).toEqual(
      loginWall ? { unavailable, loginWall } : { unavailable },
    );
  }
});
