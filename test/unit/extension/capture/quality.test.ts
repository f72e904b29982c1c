import { describe, expect, test } from "vitest";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import { pageQuality, qualityOf, readQuality } from "../../../../utils/page/capture/quality-codes.ts";
import { sites } from "../../../../utils/page/sites/index.ts";
import type { PostRecipe } from "../../../../utils/page/sites/site.ts";
import type { Fields } from "../../../../utils/shared/contract/evidence.ts";
import { openCase } from "../../../support/cases/open-case.ts";

const field = <T>(value: T) => ({ value, source: "uji" });
const nothing = { loginWall: false, mediaMissing: false };
const read = (more: Fields = {}, missing = evidence.missing) => ({
  fields: { ...evidence.fields, ...more },
  missing,
});

test("a completely read post has no warnings", () => {
  expect(qualityOf(read({ truncated: field(false) }), nothing)).toEqual([]);
});

describe("from what was read", () => {
  const { permalink: _, ...noLink } = evidence.fields;
  test.each([
    ["no-permalink", { fields: noLink, missing: [] }, nothing],
    ["text-truncated", read({ truncated: field(true) }), nothing],
    ["media-not-loaded", read(), { ...nothing, mediaMissing: true }],
    ["login-wall", read(), { ...nothing, loginWall: true }],
    ["not-public", read({ audience: field("not-public" as const) }), nothing],
    ["page-state", read({ unavailable: field("removed" as const) }), nothing],
    ["by-structure", read(), { ...nothing, byStructure: true }],
  ] as const)("%s", (code, what, look) => {
    expect(qualityOf({ ...what, missing: [...what.missing] }, look)).toEqual([code]);
  });

  test("lists several at once, each once, in the contract's order", () => {
    const look = { loginWall: true, mediaMissing: true };
    expect(qualityOf(read({ truncated: field(true) }), look)).toEqual([
      "text-truncated",
      "media-not-loaded",
      "login-wall",
    ]);
  });
});

describe("a page in another state than its recipe expects", () => {
  const { permalink } = evidence.fields;
  const fields: Fields = permalink ? { permalink } : {};

  test("is detected if author, text and media were all searched and not found", () => {
    const what = { fields, missing: ["authorName", "text", "media"] as const };
    expect(qualityOf({ ...what, missing: [...what.missing] }, nothing)).toEqual(["page-state"]);
  });

  test("is not assumed if one of them was found", () => {
    const what = { fields: { ...fields, authorName: field("Warung Sari") }, missing: ["text" as const] };
    expect(qualityOf(what, nothing)).toEqual([]);
  });

  test("only needs a title if it is a page report", () => {
    expect(qualityOf({ fields, missing: ["title"] }, nothing)).toEqual([]);
  });
});

describe("pictures and videos of the post", () => {
  const look = (html: string, side: number, shown: object, topPx = 10) => {
    const document = openCase({
      name: "uji",
      address: "https://x.com/home",
      html: `<article>${html}</article>`,
      posts: [],
    });
    for (const media of document.querySelectorAll("img,video")) {
      const box = { width: side, height: side, top: topPx, bottom: topPx + side };
      Object.assign(media, { getBoundingClientRect: () => box });
      for (const [name, value] of Object.entries(shown)) Object.defineProperty(media, name, { value });
    }
    globalThis.innerHeight = 600;
    const post = document.querySelector("article") as Element;
    const recipe = { ...(sites.x.posts[0] as PostRecipe), foreign: [".komentar"] };
    const page = { document, address: "https://x.com/home" };
    return readQuality(read(), { post, recipe, siteFields: {}, page });
  };
  const img = '<img src="https://pbs.twimg.com/a.jpg">';
  const video = "<video></video>";

  test.each([
    ["a picture that is still coming", img, 300, { complete: false, naturalWidth: 0 }, true],
    ["a picture that did not come", img, 300, { complete: true, naturalWidth: 0 }, true],
    ["a picture that is there", img, 300, { complete: true, naturalWidth: 640 }, false],
    ["a face", img, 40, { complete: true, naturalWidth: 0 }, false],
    ["a video without a picture", video, 300, { readyState: 0, poster: "" }, true],
    ["a video with its poster", video, 300, { readyState: 0, poster: "https://a.example/p.jpg" }, false],
    ["a video that plays", video, 300, { readyState: 4, poster: "" }, false],
    [
      "a picture of a comment below",
      `<p class="komentar">${img}</p>`,
      300,
      { complete: false, naturalWidth: 0 },
      false,
    ],
  ])("%s", (_, html, side, shown, missing) => {
    expect(look(html, side, shown)).toEqual(missing ? ["media-not-loaded"] : []);
  });

  test("below the view are not loaded yet and cause no warning", () => {
    expect(look(img, 300, { complete: false, naturalWidth: 0 }, 700)).toEqual([]);
  });
});

test.each([
  ["translated-ltr", ["page-state"]],
  ["translated-rtl", ["page-state"]],
  ["", []],
])("of a page whose <html> has the class %j", (name, codes) => {
  const document = openCase({
    name: "uji",
    address: "https://x.com/home",
    html: "<article></article>",
    posts: [],
  });
  document.documentElement.className = name;
  const page = { document, address: "https://x.com/home" };
  const post = document.querySelector("article") as Element;
  const recipe = sites.x.posts[0] as PostRecipe;
  expect(readQuality(read(), { post, recipe, siteFields: {}, page })).toEqual(codes);
  expect(pageQuality(read(), {}, page)).toEqual(codes);
});
