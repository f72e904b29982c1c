/**
 * Writes a dossier as PDF with embedded typefaces, full-width pictures and page numbers. Slow; call it in a
 * worker thread only.
 */

import { encode as encodePng } from "fast-png";
import { encode } from "uqr";
import type { Voice } from "../../utils/shared/i18n/document-blocks.ts";
import { fill } from "../../utils/shared/i18n/fill-placeholders.ts";
import type { ImageSize } from "../evidence/image-size.ts";
import { maxPixels, type Pixels } from "../evidence/pixels.ts";
import { readPixels } from "../evidence/read-pixels.ts";
import type { Block, Dossier } from "./dossier-blocks.ts";
import type { ExportSource } from "./export-source.ts";
import { createPdfCanvas, type PdfCanvas } from "./pdf-canvas.ts";
import type { Line, TextStyle } from "./typesetting.ts";

type BlockOf<K extends Block["kind"]> = Extract<Block, { kind: K }>;

const ink = "#14171c";
const soft = "#555c68";
const accent = "#173f86";
const warn = "#7a4a00";
const textStyles = {
  title: { face: "bold", size: 20, colour: ink },
  heading: { face: "bold", size: 13, colour: accent },
  text: { face: "text", size: 10, colour: ink },
  warning: { face: "text", size: 10, colour: warn },
  label: { face: "text", size: 9, colour: soft },
  digest: { face: "mono", size: 8.5, colour: ink },
  foot: { face: "text", size: 8, colour: soft },
} as const satisfies Record<string, TextStyle>;

const valueStyle = (voice: Voice): TextStyle => (voice === "digest" ? textStyles.digest : textStyles.text);
const labelWidth = 140;

export async function writePdf(
  dossier: Dossier,
  readFile: ExportSource["readFile"],
): Promise<Uint8Array<ArrayBuffer>> {
  const { title, organisation, language, madeAt, caseNumber, pageWords } = dossier;
  const paper = createPdfCanvas({
    title: `${title} · ${caseNumber}`,
    author: organisation,
    language,
    madeAt,
  });
  // Reads pages while later ones are drawn, because the document stream waits for its reader.
  const pieces = collectChunks(paper);
  for (const block of dossier.blocks) await draw(block, paper, readFile);
  paper.end(
    (page, pages) => [`${organisation} · ${caseNumber}`, fill(pageWords, { page, pages })],
    textStyles.foot,
  );
  return new Uint8Array(Buffer.concat(await pieces));
}

async function collectChunks({ document }: PdfCanvas): Promise<Buffer[]> {
  const pieces: Buffer[] = [];
  for await (const piece of document as AsyncIterable<Buffer>) pieces.push(piece);
  return pieces;
}

interface TableStyles {
  head: TextStyle;
  cell(voice: Voice): TextStyle;
}

const gap = 8;

/** Draws tables: rows stay whole, and the heading is repeated on each page. */
function drawTable(
  paper: PdfCanvas,
  { columns, rows }: Extract<Block, { kind: "table" }>,
  { head, cell }: TableStyles,
): void {
  let x = 0;
  const columnBoxes = columns.map(({ share, voice }) => {
    const column = { x, width: share * paper.width - gap, style: cell(voice) };
    x += share * paper.width;
    return column;
  });
  const layOut = (texts: readonly string[], style?: TextStyle) =>
    columnBoxes.map((box, index) => {
      const chosen = style ?? box.style;
      return { ...box, style: chosen, lines: paper.lines(texts[index] ?? "", chosen, box.width) };
    });
  const heading = layOut(
    columns.map(({ label }) => label),
    head,
  );

  const headHeight = heightOf(paper, heading);
  const [first] = rows;
  paper.ensureSpace(headHeight + (first ? heightOf(paper, layOut(first)) : 0));
  drawRow(paper, heading);
  for (const row of rows) {
    const cells = layOut(row);
    if (paper.ensureSpace(heightOf(paper, cells))) drawRow(paper, heading);
    drawRow(paper, cells);
  }
  paper.addGap(8);
}

interface Cell {
  x: number;
  style: TextStyle;
  lines: Line[];
}

function heightOf(paper: PdfCanvas, cells: readonly Cell[]): number {
  return Math.max(...cells.map(({ style, lines }) => lines.length * paper.lineHeight(style))) + 6;
}

function drawRow(paper: PdfCanvas, cells: readonly Cell[]): void {
  const height = heightOf(paper, cells);
  paper.advance(2);
  for (const { x, style, lines } of cells) {
    const step = paper.lineHeight(style);
    for (const line of lines) {
      paper.line(line, style, x);
      paper.advance(step);
    }
    paper.advance(-step * lines.length);
  }
  paper.advance(height - 2.5);
  paper.box(0, paper.width, 0.5, "#d5d9e0");
  paper.advance(0.5);
}

async function draw(block: Block, paper: PdfCanvas, readFile: ExportSource["readFile"]): Promise<void> {
  switch (block.kind) {
    case "title":
      drawText(paper, block.over, textStyles.label);
      drawText(paper, block.text, textStyles.title);
      paper.addGap(4);
      paper.box(0, paper.width, 1.5, accent);
      return paper.addGap(12);
    case "heading":
      paper.addGap(14);
      // Keeps a heading from the foot of a page.
      paper.ensureSpace(90);
      drawText(paper, block.text, textStyles.heading);
      return paper.addGap(3);
    case "text":
      drawText(paper, block.text, textStyles.text);
      return paper.addGap(5);
    case "warning":
      drawBarred(paper, block.text, textStyles.warning, { bar: warn, ground: "#fff4df" });
      return paper.addGap(6);
    case "list":
      return drawList(paper, block.items);
    case "quote":
      paper.ensureSpace(60);
      drawText(paper, block.label, textStyles.label);
      drawBarred(paper, block.text, textStyles.text, { bar: "#aab1bd", ground: "#f4f6f9" });
      return paper.addGap(6);
    case "pairs":
      return drawPairs(paper, block);
    case "table":
      return drawTable(paper, block, {
        head: { ...textStyles.label, face: "bold" },
        cell: (voice) => ({ ...valueStyle(voice), size: voice === "digest" ? 7.5 : 9 }),
      });
    case "picture":
      return drawPicture(paper, block, readFile);
    case "code":
      return drawCode(paper, block.address);
  }
}

function drawText(paper: PdfCanvas, text: string, style: TextStyle, x = 0): void {
  drawLines(paper, paper.lines(text, style, paper.width - x), style, x);
}

function drawLines(paper: PdfCanvas, lines: readonly Line[], style: TextStyle, x: number): void {
  for (const line of lines) {
    paper.ensureSpace(paper.lineHeight(style));
    paper.line(line, style, x);
    paper.advance(paper.lineHeight(style));
  }
}

function drawBarred(
  paper: PdfCanvas,
  text: string,
  style: TextStyle,
  { bar, ground }: { bar: string; ground: string },
) {
  const height = paper.lineHeight(style);
  for (const line of paper.lines(text, style, paper.width - 24)) {
    paper.ensureSpace(height);
    paper.box(0, paper.width, height + 0.3, ground);
    paper.box(0, 3, height + 0.3, bar);
    paper.line(line, style, 12);
    paper.advance(height);
  }
}

function drawList(paper: PdfCanvas, items: readonly string[]): void {
  for (const item of items) {
    const [dot] = paper.lines("•", textStyles.text);
    paper.ensureSpace(paper.lineHeight(textStyles.text));
    if (dot) paper.line(dot, textStyles.text);
    drawText(paper, item, textStyles.text, 12);
    paper.addGap(3);
  }
}

function drawPairs(paper: PdfCanvas, { rows }: BlockOf<"pairs">): void {
  for (const { label, value } of rows) {
    const style = valueStyle(value.voice);
    const lines = paper.lines(value.text, style, paper.width - labelWidth);
    const labels = paper.lines(label, textStyles.label, labelWidth - 12);
    paper.ensureSpace(Math.min(lines.length, 4) * paper.lineHeight(style));
    for (let index = 0; index < Math.max(lines.length, labels.length); index++) {
      const [left, right] = [labels[index], lines[index]];
      paper.ensureSpace(paper.lineHeight(textStyles.text));
      if (left) paper.line(left, textStyles.label);
      if (right) paper.line(right, style, labelWidth);
      paper.advance(paper.lineHeight(textStyles.text));
    }
    paper.addGap(2);
  }
  paper.addGap(4);
}

interface Strip extends ImageSize {
  png: Buffer;
}

/**
 * Prepares pictures for a PDF: PNG without transparency, cut into strips that fit a page. Yields strips
 * from top to bottom; `maxHeight` of a strip depends on the picture's width. Yields none if the picture is
 * unreadable or too large.
 */
export async function* cutStrips(
  bytes: Uint8Array<ArrayBuffer>,
  maxHeight: (width: number) => number,
  most = maxPixels,
): AsyncGenerator<Strip> {
  const pixels = await readPixels(bytes, most).catch(() => undefined);
  if (!pixels) return;
  const { width, height } = pixels;
  const data = flatten(pixels);
  const rows = Math.max(1, Math.floor(maxHeight(width)));
  for (let top = 0; top < height; top += rows) {
    const tall = Math.min(rows, height - top);
    const part = data.subarray(top * width * 3, (top + tall) * width * 3);
    const png = encodePng({ width, height: tall, channels: 3, depth: 8, data: part });
    yield { width, height: tall, png: Buffer.from(png) };
  }
}

/** Blends onto white. */
function flatten({ data, channels }: Pixels): Uint8Array {
  const [isGrey, hasAlpha] = [channels < 3, channels % 2 === 0];
  const pixels = data.length / channels;
  const flat = new Uint8Array(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const from = pixel * channels;
    const alpha = hasAlpha ? (data[from + channels - 1] ?? 255) / 255 : 1;
    for (let colour = 0; colour < 3; colour++) {
      const value = data[from + (isGrey ? 0 : colour)] ?? 0;
      flat[pixel * 3 + colour] = Math.round(value * alpha + 255 * (1 - alpha));
    }
  }
  return flat;
}

async function drawPicture(
  paper: PdfCanvas,
  { file, words, gone, unreadable }: BlockOf<"picture">,
  readFile: ExportSource["readFile"],
): Promise<void> {
  const bytes = await readFile(file.sha256);
  const caption = paper.lines(words, textStyles.label);
  const digest = paper.lines(`SHA-256 ${file.sha256}`, textStyles.digest);
  const below = caption.length * paper.lineHeight(textStyles.label) + paper.lineHeight(textStyles.digest) + 3;
  // Half a point per device pixel; smaller print is unreadable on paper.
  const drawn = (width: number) => Math.min(paper.width, width * 0.5);
  const tallest = (width: number) => ((paper.height - below) * width) / drawn(width);
  let strips = 0;
  if (bytes) {
    for await (const { png, width, height } of cutStrips(bytes, tallest)) {
      const scaled = (height * drawn(width)) / width;
      paper.ensureSpace(scaled + below);
      paper.image(png, drawn(width), scaled);
      strips += 1;
    }
  }
  paper.addGap(3);
  if (strips > 0) drawLines(paper, caption, textStyles.label, 0);
  else await draw({ kind: "warning", text: bytes ? unreadable : gone }, paper, readFile);
  drawLines(paper, digest, textStyles.digest, 0);
  paper.addGap(10);
}

function drawCode(paper: PdfCanvas, address: string): void {
  const { data, size } = encode(address, { border: 1 });
  const side = 120 / size;
  paper.ensureSpace(160);
  for (const row of data) {
    // Joins neighbours into one box, because printers leave a white hairline between two.
    for (const [start, length] of darkRuns(row))
      paper.box(start * side, length * side, side + 0.05, "#000000");
    paper.advance(side);
  }
  paper.addGap(4);
  drawText(paper, address, textStyles.digest);
  paper.addGap(6);
}

function darkRuns(row: readonly boolean[]): [start: number, length: number][] {
  const runs: [number, number][] = [];
  for (const [index, dark] of row.entries()) {
    const last = runs.at(-1);
    if (dark && last && last[0] + last[1] === index) last[1] += 1;
    else if (dark) runs.push([index, 1]);
  }
  return runs;
}
