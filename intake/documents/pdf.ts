/**
 * Writes a dossier as PDF with embedded typefaces, full-width pictures and page numbers. Slow; call it in a
 * worker thread only.
 */

import { encode } from "uqr";
import type { Voice } from "../../utils/shared/i18n/block.ts";
import { fill } from "../../utils/shared/i18n/fill.ts";
import type { Block, Dossier } from "./block.ts";
import type { Contents } from "./contents.ts";
import type { Line, Look } from "./lines.ts";
import { openPaper, type Paper } from "./paper.ts";
import { cutStrips } from "./raster.ts";
import { drawTable } from "./table.ts";

type Of<K extends Block["kind"]> = Extract<Block, { kind: K }>;

const ink = "#14171c";
const soft = "#555c68";
const accent = "#173f86";
const warn = "#7a4a00";
const looks = {
  title: { face: "bold", size: 20, colour: ink },
  heading: { face: "bold", size: 13, colour: accent },
  text: { face: "text", size: 10, colour: ink },
  warning: { face: "text", size: 10, colour: warn },
  label: { face: "text", size: 9, colour: soft },
  digest: { face: "mono", size: 8.5, colour: ink },
  foot: { face: "text", size: 8, colour: soft },
} as const satisfies Record<string, Look>;

const valueLook = (voice: Voice): Look => (voice === "digest" ? looks.digest : looks.text);
const labelWidth = 140;

export async function writePdf(
  dossier: Dossier,
  readFile: Contents["readFile"],
): Promise<Uint8Array<ArrayBuffer>> {
  const { title, organisation, language, madeAt, caseNumber, pageWords } = dossier;
  const paper = openPaper({ title: `${title} · ${caseNumber}`, author: organisation, language, madeAt });
  // Reads pages while later ones are drawn, because the document stream waits for its reader.
  const pieces = collect(paper);
  for (const block of dossier.blocks) await draw(block, paper, readFile);
  paper.end(
    (page, pages) => [`${organisation} · ${caseNumber}`, fill(pageWords, { page, pages })],
    looks.foot,
  );
  return new Uint8Array(Buffer.concat(await pieces));
}

async function collect({ document }: Paper): Promise<Buffer[]> {
  const pieces: Buffer[] = [];
  for await (const piece of document as AsyncIterable<Buffer>) pieces.push(piece);
  return pieces;
}

async function draw(block: Block, paper: Paper, readFile: Contents["readFile"]): Promise<void> {
  switch (block.kind) {
    case "title":
      drawText(paper, block.over, looks.label);
      drawText(paper, block.text, looks.title);
      paper.skip(4);
      paper.box(0, paper.width, 1.5, accent);
      return paper.skip(12);
    case "heading":
      paper.skip(14);
      // Keeps a heading from the foot of a page.
      paper.need(90);
      drawText(paper, block.text, looks.heading);
      return paper.skip(3);
    case "text":
      drawText(paper, block.text, looks.text);
      return paper.skip(5);
    case "warning":
      drawBarred(paper, block.text, looks.warning, { bar: warn, ground: "#fff4df" });
      return paper.skip(6);
    case "list":
      return drawList(paper, block.items);
    case "quote":
      paper.need(60);
      drawText(paper, block.label, looks.label);
      drawBarred(paper, block.text, looks.text, { bar: "#aab1bd", ground: "#f4f6f9" });
      return paper.skip(6);
    case "pairs":
      return drawPairs(paper, block);
    case "table":
      return drawTable(paper, block, {
        head: { ...looks.label, face: "bold" },
        cell: (voice) => ({ ...valueLook(voice), size: voice === "digest" ? 7.5 : 9 }),
      });
    case "picture":
      return drawPicture(paper, block, readFile);
    case "code":
      return drawCode(paper, block.address);
  }
}

function drawText(paper: Paper, text: string, look: Look, x = 0): void {
  drawLines(paper, paper.lines(text, look, paper.width - x), look, x);
}

function drawLines(paper: Paper, lines: readonly Line[], look: Look, x: number): void {
  for (const line of lines) {
    paper.need(paper.lineHeight(look));
    paper.line(line, look, x);
    paper.move(paper.lineHeight(look));
  }
}

function drawBarred(
  paper: Paper,
  text: string,
  look: Look,
  { bar, ground }: { bar: string; ground: string },
) {
  const height = paper.lineHeight(look);
  for (const line of paper.lines(text, look, paper.width - 24)) {
    paper.need(height);
    paper.box(0, paper.width, height + 0.3, ground);
    paper.box(0, 3, height + 0.3, bar);
    paper.line(line, look, 12);
    paper.move(height);
  }
}

function drawList(paper: Paper, items: readonly string[]): void {
  for (const item of items) {
    const [dot] = paper.lines("•", looks.text);
    paper.need(paper.lineHeight(looks.text));
    if (dot) paper.line(dot, looks.text);
    drawText(paper, item, looks.text, 12);
    paper.skip(3);
  }
}

function drawPairs(paper: Paper, { rows }: Of<"pairs">): void {
  for (const { label, value } of rows) {
    const look = valueLook(value.voice);
    const lines = paper.lines(value.text, look, paper.width - labelWidth);
    const labels = paper.lines(label, looks.label, labelWidth - 12);
    paper.need(Math.min(lines.length, 4) * paper.lineHeight(look));
    for (let at = 0; at < Math.max(lines.length, labels.length); at++) {
      const [left, right] = [labels[at], lines[at]];
      paper.need(paper.lineHeight(looks.text));
      if (left) paper.line(left, looks.label);
      if (right) paper.line(right, look, labelWidth);
      paper.move(paper.lineHeight(looks.text));
    }
    paper.skip(2);
  }
  paper.skip(4);
}

async function drawPicture(
  paper: Paper,
  { file, words, gone, unreadable }: Of<"picture">,
  readFile: Contents["readFile"],
): Promise<void> {
  const bytes = await readFile(file.sha256);
  const caption = paper.lines(words, looks.label);
  const digest = paper.lines(`SHA-256 ${file.sha256}`, looks.digest);
  const below = caption.length * paper.lineHeight(looks.label) + paper.lineHeight(looks.digest) + 3;
  // Half a point per device pixel; smaller print is unreadable on paper.
  const drawn = (width: number) => Math.min(paper.width, width * 0.5);
  const tallest = (width: number) => ((paper.height - below) * width) / drawn(width);
  let strips = 0;
  if (bytes) {
    for await (const { png, width, height } of cutStrips(bytes, tallest)) {
      const scaled = (height * drawn(width)) / width;
      paper.need(scaled + below);
      paper.image(png, drawn(width), scaled);
      strips += 1;
    }
  }
  paper.skip(3);
  if (strips > 0) drawLines(paper, caption, looks.label, 0);
  else await draw({ kind: "warning", text: bytes ? unreadable : gone }, paper, readFile);
  drawLines(paper, digest, looks.digest, 0);
  paper.skip(10);
}

function drawCode(paper: Paper, address: string): void {
  const { data, size } = encode(address, { border: 1 });
  const side = 120 / size;
  paper.need(160);
  for (const row of data) {
    // Joins neighbours into one box, because printers leave a white hairline between two.
    for (const [start, length] of darkRuns(row))
      paper.box(start * side, length * side, side + 0.05, "#000000");
    paper.move(side);
  }
  paper.skip(4);
  drawText(paper, address, looks.digest);
  paper.skip(6);
}

function darkRuns(row: readonly boolean[]): [start: number, length: number][] {
  const runs: [number, number][] = [];
  for (const [at, dark] of row.entries()) {
    const last = runs.at(-1);
    if (dark && last && last[0] + last[1] === at) last[1] += 1;
    else if (dark) runs.push([at, 1]);
  }
  return runs;
}
