/** Makes pictures look the same on every machine: fontconfig finds only the bundled fonts. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";

const wanted = [
  ...[400, 500, 600, 700].flatMap((weight) => [
    `noto-sans/files/noto-sans-latin-${weight}-normal.woff`,
    `noto-sans/files/noto-sans-latin-ext-${weight}-normal.woff`,
  ]),
  "noto-sans-mono/files/noto-sans-mono-latin-400-normal.woff",
  "noto-sans-mono/files/noto-sans-mono-latin-700-normal.woff",
  "noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff",
  "noto-sans-math/files/noto-sans-math-latin-400-normal.woff",
  "noto-color-emoji/files/noto-color-emoji-emoji-400-normal.woff",
];

const replaced = [
  "sans-serif",
  "serif",
  "system-ui",
  "Arial",
  "Helvetica",
  "Roboto",
  "Segoe UI",
  "TwitterChirp",
];

/** Writes the fonts and their configuration below `folder`. Returns the browser's environment. */
export function preparePictureFonts(folder: string): { FONTCONFIG_FILE: string } {
  mkdirSync(folder, { recursive: true });
  for (const path of wanted) {
    const source = fileURLToPath(import.meta.resolve(`@fontsource/${path}`));
    writeFileSync(join(folder, basename(source).replace(/woff$/, "ttf")), unwrapWoff(readFileSync(source)));
  }
  const file = join(folder, "fonts.conf");
  writeFileSync(file, configuration(folder));
  return { FONTCONFIG_FILE: file };
}

function configuration(folder: string): string {
  const alias = (from: string, to: string) =>
    `<match><test name="family"><string>${from}</string></test>` +
    `<edit name="family" mode="assign" binding="strong"><string>${to}</string></edit></match>`;
  return [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    `<dir>${folder}</dir><cachedir>${join(folder, "cache")}</cachedir>`,
    ...replaced.map((family) => alias(family, "Noto Sans")),
    alias("monospace", "Noto Sans Mono"),
    alias("emoji", "Noto Color Emoji"),
    "</fontconfig>",
  ].join("\n");
}

const headerBytes = 12;
const entryBytes = 16;

/** Converts WOFF 1.0 (https://www.w3.org/TR/WOFF/) to sfnt: Chromium loads no WOFF files as system fonts. */
export function unwrapWoff(woff: Buffer): Buffer {
  if (woff.toString("latin1", 0, 4) !== "wOFF") throw new Error("not a WOFF 1.0 font");
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, index) => {
    const at = 44 + index * 20;
    const [offset, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(at + field)) as [
      number,
      number,
      number,
    ];
    const bytes = woff.subarray(offset, offset + packed);
    return {
      tag: woff.subarray(at, at + 4),
      checksum: woff.subarray(at + 16, at + 20),
      data: packed < length ? inflateSync(bytes) : bytes,
    };
  });
  const power = 2 ** Math.floor(Math.log2(tables.length));
  const head = Buffer.alloc(headerBytes + entryBytes * tables.length);
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(tables.length, 4);
  head.writeUInt16BE(power * entryBytes, 6);
  head.writeUInt16BE(Math.log2(power), 8);
  head.writeUInt16BE((tables.length - power) * entryBytes, 10);
  let offset = head.length;
  const parts: Buffer[] = [head];
  for (const [index, { tag, checksum, data }] of tables.entries()) {
    const at = headerBytes + index * entryBytes;
    tag.copy(head, at);
    checksum.copy(head, at + 4);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(data.length, at + 12);
    const padded = Buffer.alloc(Math.ceil(data.length / 4) * 4);
    data.copy(padded);
    parts.push(padded);
    offset += padded.length;
  }
  return Buffer.concat(parts);
}
