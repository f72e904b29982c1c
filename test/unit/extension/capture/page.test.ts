/** Pages as evidence: their subject, the fields read, and the part in the picture. */

import { Window } from "happy-dom";
import { describe, expect, test } from "vitest";
import { makeReport } from "../../../../utils/extension/outbox/save-report.ts";
import { readPage } from "../../../../utils/page/capture/open-form.ts";
import { cutAround } from "../../../../utils/page/capture/page-box.ts";
import { siteFields, sites } from "../../../../utils/page/sites/index.ts";
import type { SiteFields } from "../../../../utils/page/sites/site.ts";
import { capturedEvidence } from "../../../../utils/shared/contract/draft.ts";
import type { SiteId } from "../../../../utils/shared/contract/site.ts";

const when = { nowMs: Date.UTC(2026, 10, 25), extensionVersion: "0.1.0", browser: "Chromium 156" };

/** The page at the address, with the element of the id selected. */
function read(id: SiteId, address: string, html = "", title = "Judul", fields: Partial<SiteFields> = {}) {
  const window = new Window({ url: address });
  const document = window.document as unknown as Document;
  document.body.innerHTML = html;
  document.title = title;
  const selected = document.querySelector("#dipilih");
  if (selected) document.getSelection()?.selectAllChildren(selected);
  return readPage(sites[id], { fields: { ...siteFields[id](), ...fields }, document, ...when });
}

const codeOf = (result: ReturnType<typeof read>) => (result.ok ? "ok" : result.problem.code);

test("address, title and selection, as the contract describes evidence", () => {
  const result = read(
    "facebook",
    "https://www.facebook.com/groups/JualBeli.Bekasi/?ref=share",
    '<div role="main"><p id="dipilih">Daftar sekarang</p><p>Yang lain</p></div>',
    "(3) Jual Beli Bekasi | Facebook",
  );
  if (!result.ok) throw new Error(result.problem.code);
  expect(capturedEvidence.parse(result.value)).toEqual(result.value);
  expect(result.value).toMatchObject({
    site: "facebook",
    kind: "group",
    subject: "facebook:group:jualbeli.bekasi",
    aliases: [],
    page: { title: "Jual Beli Bekasi | Facebook" },
    fields: {
      permalink: { value: "https://www.facebook.com/groups/jualbeli.bekasi", source: "page address" },
      title: { value: "Jual Beli Bekasi | Facebook", source: "page title" },
      text: { value: "Daftar sekarang", source: "selection" },
    },
    missing: [],
  });
});

/** Makes the report of a page without a reason; returns the problem. */
const reportOf = (result: ReturnType<typeof read>) => {
  if (!result.ok) throw new Error(result.problem.code);
  const { quality: overridden } = result.value;
  const answers = { category: "JUDI", action: "BATAS_WILAYAH", urgent: false, overridden } as const;
  const picture = { state: "none", reason: "permission" } as const;
  const stored = { evidence: { ...result.value, picture }, seal: "not.opened.here" };
  const made = makeReport("1c8e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e22", stored, answers);
  return made.ok ? "ok" : made.problem.code;
};

const locked = '<svg data-testid="icon-lock"></svg>';
const tweet = (mark = "", id = 11) =>
  `<article data-testid="tweet"><div data-testid="User-Name"><a href="/sari_contoh">Sari</a>${mark}</div><a href="/sari_contoh/status/${id}"><time datetime="2026-11-24T01:02:03.000Z">24 Nov</time></a><div data-testid="tweetText"><p id="p${id}">Isi</p></div></article>`;
const onX = (html: string) => `<div data-testid="primaryColumn">${html}</div>`;
const onFacebook = (icon: string, about = "") =>
  `<div role="main">${about}<div aria-posinset="1"><div><div data-ad-rendering-role="profile_name"><h3><a href="/sari.contoh">Sari</a></h3></div><div><span><a href="/sari.contoh/posts/777000111?__tn__=%2CO%2CP-R">2 jam</a></span><span><svg><title>${icon}</title></svg></span></div></div><div data-ad-rendering-role="story_message"><span dir="auto">Isi</span></div></div></div>`;
const dipilih = (html: string) => html.replace("Isi", '<b id="dipilih">Isi</b>');
const videoAt = "https://www.youtube.com/watch?v=CoNtOh12-_3";

test.each([
  ["x", "https://x.com/sari_contoh/status/11", onX(tweet(locked)), "not-public"],
  ["x", "https://x.com/sari_contoh/status/11", onX(tweet() + tweet(locked, 12)), "not-public"],
  ["x", "https://x.com/sari_contoh/status/11", onX(tweet()), "public"],
  ["x", "https://x.com/sari_contoh/status/11", onX("<p>Isi</p>"), "unknown"],
  [
    "facebook",
    "https://www.facebook.com/sari.contoh/posts/777000111",
    onFacebook("Shared with Friends"),
    "not-public",
  ],
  [
    "facebook",
    "https://www.facebook.com/sari.contoh/posts/777000111",
    onFacebook("Private group"),
    "not-public",
  ],
  ["facebook", "https://www.facebook.com/sari.contoh/posts/777000111", onFacebook("Khusus"), "unknown"],
  [
    "facebook",
    "https://www.facebook.com/sari.contoh/posts/777000111",
    onFacebook("Shared with Public"),
    "public",
  ],
  ["facebook", "https://www.facebook.com/sari.contoh/posts/777000111", "<p>Isi</p>", "unknown"],
  ["facebook", "https://www.facebook.com/groups/melati", "<h1>Melati</h1>", "unknown"],
  [
    "facebook",
    "https://www.facebook.com/sari.contoh",
    dipilih(onFacebook("Shared with Friends")),
    "not-public",
  ],
  ["facebook", "https://www.facebook.com/events/880001", "<p>Isi</p>", "unknown"],
  [
    "facebook",
    "https://www.facebook.com/warung.sari",
    '<div role="main"><p id="dipilih">Isi</p></div>',
    "unknown",
  ],
  ["x", "https://x.com/sari_contoh", onX("<p>Isi</p>"), "unknown"],
  ["youtube", videoAt, "<p>Isi</p>", "unknown"],
] as const)("a page's report is no weaker than the button's: %s %s (%#)", (site, address, html, audience) => {
  const result = read(site, address, html);
  expect(result.ok && result.value.fields.audience?.value).toBe(audience);
  expect(result.ok && result.value.quality.includes("not-public")).toBe(audience === "not-public");
  expect(reportOf(result)).toBe(audience === "public" ? "ok" : "reason-needed");
});

test.each([
  ["youtube", "https://www.youtube.com/clip/UgContohContohContoh"],
  ["youtube", "https://www.youtube.com/live_chat?v=CoNtOh12-_3"],
  ["x", "https://x.com/i/communities/1500000000000000001"],
  ["x", "https://x.com/i/spaces/1DXxyContoh"],
  ["facebook", "https://www.facebook.com/warung.sari"],
  ["facebook", "https://m.facebook.com/profile.php?id=100042"],
] as const)("a page of a kind without an audience needs no reason: %s %s", (site, address) => {
  const result = read(site, address, "<p>Isi</p>");
  expect(result.ok && result.value.fields.audience).toBeUndefined();
  expect(reportOf(result)).toBe("ok");
});

test("a page that says that its post is gone needs no reason", () => {
  const unavailable = [{ at: "#kabar", reason: "removed" as const }];
  const result = read("x", "https://x.com/sari_contoh/status/11", '<p id="kabar">Hilang</p>', "X", {
    unavailable,
  });
  expect(result.ok && result.value.fields.audience).toBeUndefined();
});

test("without title or selection, marks the title as missing and invents nothing", () => {
  const result = read("x", "https://x.com/WarungDigital", "<p>Isi</p>", "");
  expect(result).toMatchObject({
    ok: true,
    value: { subject: "x:account:warungdigital", missing: ["title"] },
  });
  expect(result.ok && Object.keys(result.value.fields)).toEqual(["permalink", "audience"]);
});

test.each([
  ["outside the content", '<p id="dipilih">Sari Contoh</p><div role="main"></div>'],
  [
    "in the navigation",
    '<div role="main"><div role="navigation"><p id="dipilih">Sari Contoh</p></div></div>',
  ],
  [
    "around a box to write in",
    '<div role="main" id="dipilih">Isi <div role="textbox">Sari Contoh</div></div>',
  ],
  ["empty", '<div role="main"><p id="dipilih">  </p></div>'],
])("a selection %s is not read", (_, html) => {
  const result = read("facebook", "https://www.facebook.com/warung.sari", html);
  expect(result.ok && result.value.fields.text).toBeUndefined();
});

test("includes the site's own notice that the post is gone", () => {
  const unavailable = [{ at: "#kabar", says: ["tidak tersedia"], reason: "removed" as const }];
  const html = '<p id="kabar">Konten ini tidak tersedia</p>';
  const result = read("youtube", "https://www.youtube.com/watch?v=CoNtOh12-_3", html, "YouTube", {
    unavailable,
  });
  expect(result.ok && result.value.fields.unavailable).toEqual({
    value: "removed",
    source: "page #kabar: tidak tersedia",
  });
});

test.each([
  ["x", "https://x.com/home", "subject-unknown"],
  ["facebook", "https://www.facebook.com/", "subject-unknown"],
  ["youtube", "https://www.youtube.com/results?search_query=contoh", "subject-unknown"],
  ["facebook", "https://www.facebook.com/messages/t/100001", "page-not-public"],
  ["facebook", "https://www.facebook.com/stories/100200/UzpfSVNDOjE=/", "page-not-public"],
  ["telegram", "https://web.telegram.org/k/#@KabarContoh", "page-not-public"],
  ["telegram", "https://web.telegram.org/a/#-1001234567890", "page-not-public"],
  ["youtube", "https://studio.youtube.com/video/CoNtOh12-_3/edit", "page-not-public"],
  ["youtube", "https://studio.youtube.com/channel/UCcontohcontohcontoh-_12/videos/upload", "page-not-public"],
  ["telegram", "https://t.me/c/1234567890/42", "not-public"],
  ["telegram", "https://t.me/+AbCdEfGhIjKlMnOp", "not-public"],
  ["telegram", "https://t.me/s/KabarContoh", "ok"],
  ["youtube", "https://www.youtube.com/@DapurSari/videos", "ok"],
] as const)("%s %s: %s", (site, address, code) => {
  expect(codeOf(read(site, address))).toBe(code);
});

describe("the picture's part of the page", () => {
  const region = { left: 100, top: 50, right: 900, bottom: 850 };
  const touching = (part: typeof region) => cutAround(region, [part]);

  test("is the whole page if it shows no data of the person", () => {
    expect(cutAround(region, [])).toEqual(region);
    expect(touching({ left: 0, top: 0, right: 100, bottom: 900 })).toEqual(region);
  });

  test("ends below a bar at the top, with room for an avatar beside it", () => {
    expect(touching({ left: 0, top: 0, right: 1000, bottom: 80 })).toEqual({ ...region, top: 104 });
  });

  test("is the larger part beside a text field, never a strip at its side", () => {
    expect(touching({ left: 200, top: 300, right: 880, bottom: 340 })).toEqual({ ...region, top: 364 });
    expect(touching({ left: 200, top: 600, right: 300, bottom: 640 })).toEqual({ ...region, bottom: 576 });
  });

  test("ends beside a column", () => {
    expect(touching({ left: 700, top: 0, right: 1000, bottom: 900 })).toEqual({ ...region, right: 700 });
  });

  test("is absent if no useful part is left", () => {
    expect(touching(region)).toBeUndefined();
    expect(
      cutAround({ ...region, bottom: 130 }, [{ left: 100, top: 80, right: 900, bottom: 100 }]),
    ).toBeUndefined();
  });

  test("omits every part", () => {
    const parts = [
      { left: 0, top: 0, right: 1000, bottom: 60 },
      { left: 120, top: 700, right: 600, bottom: 740 },
    ];
    expect(cutAround(region, parts)).toEqual({ ...region, top: 84, bottom: 676 });
  });
});
