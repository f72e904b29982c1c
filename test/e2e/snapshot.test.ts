import { describe, expect, test } from "vitest";
import { checkSnapshot } from "../../intake/evidence/check-snapshot.ts";
import { limits } from "../../utils/contract/limits.ts";
import { until } from "./drivers/driver.ts";
import { copyIn, type Place, showCopy, wordsOf } from "./snapshot-engine.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();
const visitor = await stage.visitor();
const blank = await visitor.open("about:blank?copies");

/** Where a word may stand in the copy, in CSS pixels, from its place on the page. */
const mostOffPx = 2;
/** Wide of the 30 ms that a post may take, since other tests run beside this one; benches measure. */
const longestMs = 400;

function expectInPlace(copied: readonly Place[], words: readonly Place[]): void {
  expect(words.length).toBeGreaterThan(3);
  expect(wordsOf(copied)).toEqual(wordsOf(words));
  const off = words.filter((word, index) => {
    const there = copied[index] as Place;
    return (["x", "y", "width", "height"] as const).some(
      (side) => Math.abs(there[side] - word[side]) > mostOffPx,
    );
  });
  expect(off).toEqual([]);
}

/** Posts of the practice pages. */
const posts = [
  ["https://x.com/home", 'article[data-testid="tweet"]'],
  ["https://x.com/home", 'article:has([href$="/1993210000000000103"])'],
  ["https://www.facebook.com/", '[role="article"]'],
  ["https://www.facebook.com/", '[data-ad-rendering-role="story_message"]'],
  ["https://www.youtube.com/watch?v=S4y0rL0d3h1", "ytd-comment-thread-renderer"],
  ["https://www.youtube.com/watch?v=S4y0rL0d3h1", "ytd-watch-metadata"],
  ["https://t.me/s/infokampungmelati", '[data-post="infokampungmelati/42"]'],
  ["https://web.telegram.org/k/#@infokampungmelati", ".bubble[data-mid]"],
] as const;

test.each(posts)(
  "a post on %s is copied with its words in their order and places: %s",
  async (address, post) => {
    const page = await visitor.open(address);
    await until("posts", async () => (await page.hosts()).length > 2 || undefined);
    const { html, again, tookMs, words } = await copyIn(page, post);
    await page.close();
    expect(checkSnapshot(new TextEncoder().encode(html))).toMatchObject({ ok: true });
    expect(again).toBe(html);
    expect(tookMs).toBeLessThan(longestMs);
    expectInPlace(await showCopy(blank, html), words);
  },
);

/** Copies markup of the test's own, with what a script does to it afterwards. */
async function copyOf(markup: string, change?: () => void) {
  const page = await visitor.open("about:blank?post");
  await page.evaluate((html) => {
    document.body.innerHTML = `<article>${html}</article>`;
  }, markup);
  if (change) await page.evaluate(change);
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode().catch(() => {}))));
  const copied = await copyIn(page, "article", "lapor-kominfo, [contenteditable]");
  await page.close();
  return copied;
}

describe("a copy", () => {
  test("holds what components draw in open roots, in the order of their slots", async () => {
    const { html } = await copyOf("<x-kartu><b slot=akhir>tiga</b><i>dua</i></x-kartu>", () => {
      const root = document.querySelector("x-kartu")?.attachShadow({ mode: "open" });
      if (root)
        root.innerHTML = `<style>p{color:rgb(1, 2, 3)}</style><p>satu</p><slot></slot><slot name="akhir"></slot>`;
    });
    expect(wordsOf(await showCopy(blank, html))).toEqual(["satu", "dua", "tiga"]);
    expect(html).toContain("rgb(1, 2, 3)");
  });

  test("holds words that styles add, and no other content of styles", async () => {
    const { html } = await copyOf(
      `<style>p::before{content:"mulai \\22 <b>"}p::after{content:url("https://jahat.example/a.png")}</style><p>isi</p>`,
    );
    expect(wordsOf(await showCopy(blank, html))).toEqual(["mulai", '"<b>', "isi"]);
    expect(html).not.toContain("jahat.example");
  });

  test("leaves out what is not drawn, what the person types, and our own elements", async () => {
    const { html } = await copyOf(
      `<p style="display:none">rahasia</p><p style="visibility:hidden">rahasia</p><p hidden>rahasia</p>
       <details><summary>judul</summary>rahasia</details><template>rahasia</template>
       <input value="rahasia"><textarea>rahasia</textarea><div contenteditable>rahasia</div>
       <select><option>rahasia</option></select><lapor-kominfo data-subject="rahasia"></lapor-kominfo><p>terlihat</p>`,
    );
    expect(html).not.toContain("rahasia");
    expect(wordsOf(await showCopy(blank, html))).toEqual(["judul", "terlihat"]);
  });

  test("has a link only as words, with its address as a title", async () => {
    const { html } = await copyOf(`<a href="https://slot.example/?a=1&amp;b=2">daftar</a>`);
    expect(html).toMatch(/<span title="https:\/\/slot\.example\/\?a=1&amp;b=2" style="[^"]*">daftar<\/span>/);
  });

  test("has pictures that the page lets us read, in the size they are shown in", async () => {
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

  test("has a box with words in place of a picture that it may not read", async () => {
    const { html, words } = await copyOf(
      `<img src="https://www.youtube.com/vi/S4y0rL0d3h1.svg" alt="Bonus 100%" width="200" height="80" style="vertical-align:bottom"><p>di bawah tiga kata lain</p>`,
    );
    expect(html).not.toContain("<img");
    expect(html).toMatch(/width:200px;height:80px[^>]*>Bonus 100%<\/span>/);
    expectInPlace(await showCopy(blank, html), words);
  });
});

describe("too much", () => {
  test("500 pictures are copied as far as time and room allow, and the words always", async () => {
    const { html, tookMs } = await copyOf("<p>kata</p>", () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 300, height: 300 });
      const context = canvas.getContext("2d") as CanvasRenderingContext2D;
      for (let at = 0; at < 90_000; at++) {
        context.fillStyle = `hsl(${(at * 7919) % 360} 90% ${(at * 31) % 100}%)`;
        context.fillRect(at % 300, Math.floor(at / 300), 1, 1);
      }
      const source = canvas.toDataURL();
      for (let at = 0; at < 500; at++)
        document.querySelector("article")?.append(Object.assign(new Image(300, 300), { src: source }));
    });
    expect(checkSnapshot(new TextEncoder().encode(html))).toMatchObject({ ok: true });
    expect(new TextEncoder().encode(html).length).toBeLessThanOrEqual(limits.snapshotBytes);
    expect(html).toContain("<img ");
    expect(html.split("<span").length).toBeGreaterThan(100);
    expect(wordsOf(await showCopy(blank, html))).toEqual(["kata"]);
    expect(tookMs).toBeLessThan(3_000);
  });

  test("a text of 5 MB ends at once, with a reason", async () => {
    const { html, tookMs } = await copyOf("<p></p>", () => {
      const line = document.querySelector("p");
      if (line) line.textContent = "panjang sekali ".repeat(340_000);
    });
    expect(html).toBe("no-room");
    expect(tookMs).toBeLessThan(3_000);
  });

  test("a post of 50.000 elements ends, with a reason", async () => {
    const { html, tookMs } = await copyOf("", () => {
      const parts = Array.from({ length: 50_000 }, () => document.createElement("b"));
      document.querySelector("article")?.append(...parts);
    });
    expect(html).toBe("no-room");
    expect(tookMs).toBeLessThan(3_000);
  });

  test("elements nested 1.000 deep keep their words", async () => {
    const { html } = await copyOf("", () => {
      let place = document.querySelector("article") as Element;
      for (let at = 0; at < 1_000; at++) place = place.appendChild(document.createElement("div"));
      place.textContent = "dasar";
    });
    expect(checkSnapshot(new TextEncoder().encode(html))).toMatchObject({ ok: true });
    expect(wordsOf(await showCopy(blank, html))).toEqual(["dasar"]);
  });
});
