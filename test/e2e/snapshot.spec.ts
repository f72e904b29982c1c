/** Inert copies of posts: same words in the same places, nothing private or active, bounded in time and size. */

import { checkSnapshot } from "../../intake/evidence/check-file.ts";
import type { Driver, Page } from "../../scripts/dev/drivers/driver.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import { expect, pollFor, test } from "../support/e2e/fixtures.ts";
import { type Copied, copyIn, type Place, showCopy, wordsOf } from "../support/e2e/snapshot-engine.ts";

let visitor: Driver;
/** Shows the copies. */
let blank: Page;
test.beforeAll(async ({ stage }) => {
  visitor = await stage.visitor();
  blank = await visitor.open("about:blank?copies");
});

/** Largest distance of a word in the copy from its place on the page, in CSS pixels. */
const maxOffPx = 2;
/** The product's budget for a post is 30 ms, which benchmarks check; other tests run beside this one. */
const maxMs = 2_000;
/** Limit for posts that are far too large. */
const maxHugeMs = 10_000;

function expectInPlace(copied: readonly Place[], words: readonly Place[]): void {
  expect(words.length).toBeGreaterThan(3);
  expect(wordsOf(copied)).toEqual(wordsOf(words));
  const off = words.filter((word, index) => {
    const there = copied[index] as Place;
    return (["x", "y", "width", "height"] as const).some(
      (side) => Math.abs(there[side] - word[side]) > maxOffPx,
    );
  });
  expect(off).toEqual([]);
}

/** Posts of the practice pages. */
const posts = {
  "https://x.com/home": ['article[data-testid="tweet"]', 'article:has([href$="/1993210000000000103"])'],
  "https://www.facebook.com/": ['[role="article"]', '[data-ad-rendering-role="story_message"]'],
  "https://www.youtube.com/watch?v=S4y0rL0d3h1": ["ytd-comment-thread-renderer", "ytd-watch-metadata"],
  "https://t.me/s/infokampungmelati": ['[data-post="infokampungmelati/42"]'],
  "https://web.telegram.org/k/#@infokampungmelati": [".bubble[data-mid]"],
};

for (const [address, selectors] of Object.entries(posts))
  test(`copies posts on ${address} with their words in order and place`, {
    tag: "@firefox-capture",
  }, async () => {
    const page = await visitor.open(address);
    await expect.poll(async () => (await page.hosts()).length, "posts").toBeGreaterThan(2);
    const copies: Copied[] = [];
    for (const selector of selectors) copies.push(await copyIn(page, selector));
    await page.close();
    for (const { html, again, tookMs, words } of copies) {
      expect(checkSnapshot(new TextEncoder().encode(html))).toMatchObject({ ok: true });
      expect(again).toBe(html);
      expect(tookMs).toBeLessThan(maxMs);
      expectInPlace(await showCopy(blank, html), words);
    }
  });

/** Copies this markup after `change` ran on it in the page. */
async function copyOf(markup: string, change?: () => void, { readWords = false } = {}) {
  const page = await visitor.open("about:blank?post");
  await page.evaluate((html) => {
    document.body.innerHTML = `<article>${html}</article>`;
  }, markup);
  if (change) await page.evaluate(change);
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode().catch(() => {}))));
  const copied = await copyIn(page, "article", { without: "lapor-kominfo, [contenteditable]", readWords });
  await page.close();
  return copied;
}

test.describe("a copy", () => {
  test("includes what components draw in open shadow roots, in slot order", {
    tag: "@firefox-capture",
  }, async () => {
    const { html } = await copyOf("<x-kartu><b slot=akhir>tiga</b><i>dua</i></x-kartu>", () => {
      const root = document.querySelector("x-kartu")?.attachShadow({ mode: "open" });
      if (root)
        root.innerHTML = `<style>p{color:rgb(1, 2, 3)}</style><p>satu</p><slot></slot><slot name="akhir"></slot>`;
    });
    expect(wordsOf(await showCopy(blank, html))).toEqual(["satu", "dua", "tiga"]);
    expect(html).toContain("rgb(1, 2, 3)");
  });

  test("includes words that styles add, and no other content of styles", {
    tag: "@firefox-capture",
  }, async () => {
    const { html } = await copyOf(
      `<style>p::before{content:"mulai \\22 <b>"}p::after{content:url("https://jahat.example/a.png")}</style><p>isi</p>`,
    );
    expect(wordsOf(await showCopy(blank, html))).toEqual(["mulai", '"<b>', "isi"]);
    expect(html).not.toContain("jahat.example");
  });

  test("leaves out hidden text, form input and our own elements", { tag: "@firefox-capture" }, async () => {
    const { html } = await copyOf(
      `<p style="display:none">rahasia</p><p style="visibility:hidden">rahasia</p><p hidden>rahasia</p>
       <details><summary>judul</summary>rahasia</details><template>rahasia</template>
       <input value="rahasia"><textarea>rahasia</textarea><div contenteditable>rahasia</div>
       <select><option>rahasia</option></select><lapor-kominfo data-subject="rahasia"></lapor-kominfo><p>terlihat</p>`,
    );
    expect(html).not.toContain("rahasia");
    expect(wordsOf(await showCopy(blank, html))).toEqual(["judul", "terlihat"]);
  });

  test("replaces a link with its words and its address as title", { tag: "@chromium" }, async () => {
    const { html } = await copyOf(`<a href="https://slot.example/?a=1&amp;b=2">daftar</a>`);
    expect(html).toMatch(/<span title="https:\/\/slot\.example\/\?a=1&amp;b=2" style="[^"]*">daftar<\/span>/);
  });

  test("includes readable pictures in the size the page shows them", {
    tag: "@firefox-capture",
  }, async () => {
    const { html } = await copyOf(`<p>gambar</p>`, () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 600, height: 400 });
      const context = canvas.getContext("2d") as CanvasRenderingContext2D;
      context.fillStyle = "rgb(200, 20, 20)";
      context.fillRect(0, 0, 600, 400);
      const image = Object.assign(new Image(60, 40), { src: canvas.toDataURL(), alt: "merah" });
      document.querySelector("article")?.append(image);
    });
    const shown = await blank.evaluate(async (text) => {
      const source = new DOMParser().parseFromString(text, "text/html").querySelector("img")?.src ?? "";
      const image = Object.assign(new Image(), { src: source });
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.getContext("2d")?.drawImage(image, 0, 0);
      const [red = 0, green = 0] = canvas.getContext("2d")?.getImageData(5, 5, 1, 1).data ?? [];
      return { width: image.naturalWidth, height: image.naturalHeight, isRed: red > 180 && green < 50 };
    }, html);
    expect(shown).toEqual({ width: 60, height: 40, isRed: true });
    expect(html).toContain('alt="merah"');
  });

  test("replaces an unreadable picture with a box and its alternative text", {
    tag: "@firefox-capture",
  }, async () => {
    const { html, words } = await copyOf(
      `<img src="https://www.youtube.com/vi/S4y0rL0d3h1.svg" alt="Bonus 100%" width="200" height="80" style="vertical-align:bottom"><p>di bawah tiga kata lain</p>`,
      undefined,
      { readWords: true },
    );
    expect(html).not.toContain("<img");
    expect(html).toMatch(/width:200px;height:80px[^>]*>Bonus 100%<\/span>/);
    expectInPlace(await showCopy(blank, html), words);
  });
});

test.describe("with a very large post", () => {
  test("copies its words and as many of 500 pictures as time and size allow", {
    tag: "@chromium",
  }, async () => {
    const addPictures = () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 300, height: 300 });
      const context = canvas.getContext("2d") as CanvasRenderingContext2D;
      for (let at = 0; at < 90_000; at++) {
        context.fillStyle = `hsl(${(at * 7919) % 360} 90% ${(at * 31) % 100}%)`;
        context.fillRect(at % 300, Math.floor(at / 300), 1, 1);
      }
      const source = canvas.toDataURL();
      for (let at = 0; at < 500; at++)
        document.querySelector("article")?.append(Object.assign(new Image(300, 300), { src: source }));
    };
    // On a busy machine the time may end before the words are copied.
    const { html, tookMs } = await pollFor("a copy made in time", async () => {
      const copied = await copyOf("<p>kata</p>", addPictures);
      return copied.html === "no-room" ? undefined : copied;
    });
    expect(checkSnapshot(new TextEncoder().encode(html))).toMatchObject({ ok: true });
    expect(new TextEncoder().encode(html).length).toBeLessThanOrEqual(limits.snapshotBytes);
    expect(html).toContain("<img ");
    expect(html.split("<span").length).toBeGreaterThan(100);
    expect(wordsOf(await showCopy(blank, html))).toEqual(["kata"]);
    expect(tookMs).toBeLessThan(maxHugeMs);
  });

  test("refuses a text of 5 MB for its size", { tag: "@chromium" }, async () => {
    const { html, tookMs } = await copyOf("<p></p>", () => {
      const line = document.querySelector("p");
      if (line) line.textContent = "panjang sekali ".repeat(340_000);
    });
    expect(html).toBe("no-room");
    expect(tookMs).toBeLessThan(maxHugeMs);
  });

  test("refuses 50,000 elements for their number", { tag: "@chromium" }, async () => {
    const { html, tookMs } = await copyOf("", () => {
      const parts = Array.from({ length: 50_000 }, () => document.createElement("b"));
      document.querySelector("article")?.append(...parts);
    });
    expect(html).toBe("no-room");
    expect(tookMs).toBeLessThan(maxHugeMs);
  });

  test("keeps the words of elements nested 1,000 deep", { tag: "@firefox-capture" }, async () => {
    const { html } = await copyOf("", () => {
      let place = document.querySelector("article") as Element;
      for (let at = 0; at < 1_000; at++) place = place.appendChild(document.createElement("div"));
      place.textContent = "dasar";
    });
    expect(checkSnapshot(new TextEncoder().encode(html))).toMatchObject({ ok: true });
    expect(wordsOf(await showCopy(blank, html))).toEqual(["dasar"]);
  });
});
