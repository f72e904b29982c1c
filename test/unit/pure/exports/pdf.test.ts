/** The dossier on paper: typefaces, lines, pictures of every size, and the same bytes for the same case. */

import { encode as encodePng } from "fast-png";
import { describe, expect, test } from "vitest";
import { createDocuments } from "../../../../intake/documents/documents.ts";
import { cutStrips } from "../../../../intake/documents/pdf.ts";
import { openTempFile } from "../../../../intake/documents/temp-file.ts";
import { breakLines, runsOf } from "../../../../intake/documents/typesetting.ts";
import { imageSize } from "../../../../intake/evidence/image-size.ts";
import { writers } from "../../../../intake/exports/export-formats.ts";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import { done } from "../../../../utils/shared/contract/result.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import { type SampleCase, sampleCase } from "../../../support/case-contents.ts";

const documents = createDocuments();

async function write({ contents, waczKey }: SampleCase): Promise<Buffer> {
  const spool = await openTempFile();
  const tools = { documents, waczKey, language: "id", origin: "https://lapor.example" } as const;
  expect(await writers.pdf.write(contents, spool, tools)).toEqual(done);
  return Buffer.from(await new Response(spool.finish().stream()).arrayBuffer());
}

const pagesIn = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type \/Page\n/g)?.length ?? 0;
const imagesIn = (pdf: Buffer) => pdf.toString("latin1").match(/\/Subtype \/Image/g)?.length ?? 0;
const png = (width: number, height: number) =>
  new Uint8Array(
    encodePng({ width, height, channels: 3, data: new Uint8Array(width * height * 3).fill(200) }),
  );
/** One pixel, lossy. */
const webp = new Uint8Array(
  Buffer.from("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vuUAAA=", "base64"),
);

async function strips(bytes: Uint8Array<ArrayBuffer>, maxHeight = 1000, maxPixels?: number) {
  const objects = [];
  for await (const { width, height } of cutStrips(bytes, () => maxHeight, maxPixels))
    objects.push([width, height]);
  return objects;
}

describe("words", () => {
  test.each([
    ["Bahasa Indonesia, “kutipan” – tanda", 1],
    ["Łódź, Ñandú, Ελληνικά, Кириллица, Tiếng Việt, हिन्दी", 6],
    ["𝗦𝗟𝗢𝗧 ✓ ∑", 2],
    ["السلام عليكم", 1],
    ["🎰🔥", 1],
  ])("are all written in %s, each in a typeface that has them", (text, least) => {
    const runs = runsOf(text, "text");
    expect(runs.map((run) => run.text).join("")).toBe(text);
    expect(runs.length).toBeGreaterThanOrEqual(least);
    for (const { text: part, typeface } of runs) {
      for (const character of part.replaceAll(/\s/g, "")) {
        expect(typeface.has.has(character.codePointAt(0) ?? 0), character).toBe(true);
      }
    }
  });

  test("are shown by their code points if no typeface contains them; emoji joiners are omitted", () => {
    const words = (text: string) =>
      runsOf(text, "text")
        .map((run) => run.text)
        .join("");
    expect(words("中a")).toBe("⟨U+4E2D⟩a");
    expect(words("a\u202Eb\r\nc\td")).toBe("a⟨U+202E⟩b\nc d");
    expect(words("👨‍👩‍👧 ❤️")).toBe("👨👩👧 ❤");
  });

  test("are broken at spaces, within a word only if it is wider than a line, without loss", () => {
    const look = { face: "text", size: 1, colour: "#000" } as const;
    const lay = (text: string) =>
      breakLines(text, look, 10, (part) => part.length).map((line) =>
        line.runs.map((run) => run.text).join(""),
      );
    expect(lay("satu dua tiga empat")).toEqual(["satu dua ", "tiga empat"]);
    expect(lay("a\n\nb")).toEqual(["a", "", "b"]);
    expect(lay("ya 0123456789abcdef tidak")).toEqual(["ya ", "0123456789", "abcdef ", "tidak"]);
    expect(lay("")).toEqual([""]);
    for (const length of [1, 9, 10, 11, 159, 160, 161, 1_000]) {
      const word = Array.from({ length }, (_, at) => String.fromCharCode(97 + (at % 26))).join("");
      expect(lay(word).join("")).toBe(word);
      expect(lay(word).map((line) => line.length)).toEqual([
        ...Array(Math.floor(length / 10)).fill(10),
        ...(length % 10 > 0 ? [length % 10] : []),
      ]);
    }
  });
});

describe("pictures", () => {
  test("know their size before they are unpacked", () => {
    expect(imageSize(png(30, 20))).toEqual({ width: 30, height: 20 });
    expect(imageSize(webp)).toEqual({ width: 1, height: 1 });
    expect(imageSize(webp.slice(0, 14))).toBeUndefined();
    expect(imageSize(new TextEncoder().encode("<svg onload=alert(1)>"))).toBeUndefined();
  });

  test("are cut to fit a page, without loss", async () => {
    expect(await strips(png(40, 2500))).toEqual([
      [40, 1000],
      [40, 1000],
      [40, 500],
    ]);
    expect(await strips(webp)).toEqual([[1, 1]]);
  });

  test("are not unpacked if broken or larger than memory allows", async () => {
    expect([await strips(png(30, 20).slice(0, 60)), await strips(webp.slice(0, 40))]).toEqual([[], []]);
    expect(await strips(png(30, 20), 1000, 600)).toEqual([[30, 20]]);
    expect(await strips(png(30, 20), 1000, 599)).toEqual([]);
  });
});

describe("a dossier", () => {
  test("embeds every typeface it writes with, and its pictures", async () => {
    const pdf = await write(await sampleCase());
    const fonts = pdf.toString("latin1").match(/\/BaseFont \/(\S+)/g) ?? [];
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/^\/BaseFont \/[A-Z]{6}\+Noto/);
    expect(imagesIn(pdf)).toBe(2);
  });

  test("is the same for the same case at the same time", async () => {
    const made = await sampleCase();
    expect((await write(made)).equals(await write(made))).toBe(true);
  });

  test("grows by pages with a picture of 20,000 pixels and a text of 100,000 characters, which is cut", async () => {
    const bytes = png(400, 20_000);
    const sha256 = await digestHex(bytes);
    const file = { sha256, type: "image/png", bytes: bytes.length, width: 400, height: 20_000 } as const;
    const text = { value: "kata ".repeat(20_000), source: "s" };
    const made = await sampleCase({
      evidence: { picture: { state: "taken", file }, fields: { ...evidence.fields, text } },
    });
    made.files.set(sha256, bytes);
    const pdf = await write(made);
    expect(pagesIn(pdf)).toBeGreaterThan(15);
    expect(imagesIn(pdf)).toBeGreaterThan(10);
  });

  test("mentions an unreadable picture, and is complete", async () => {
    const made = await sampleCase();
    for (const sha256 of made.files.keys()) made.files.set(sha256, new Uint8Array([1, 2, 3]));
    const pdf = await write(made);
    expect(imagesIn(pdf)).toBe(0);
    expect(pdf.subarray(-6).toString()).toBe("%%EOF\n");
  });
});
