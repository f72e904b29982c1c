/** Draws tables: rows stay whole, and the heading is repeated on each page. */

import type { Voice } from "../../utils/shared/i18n/block.ts";
import type { Block } from "./block.ts";
import type { Line, TextStyle } from "./lines.ts";
import type { PdfCanvas } from "./pdf-canvas.ts";

export interface TableStyles {
  head: TextStyle;
  cell(voice: Voice): TextStyle;
}

const gap = 8;

export function drawTable(
  paper: PdfCanvas,
  { columns, rows }: Extract<Block, { kind: "table" }>,
  { head, cell }: TableStyles,
): void {
  let x = 0;
  const columnBoxes = columns.map(({ share, voice }) => {
    const place = { x, width: share * paper.width - gap, look: cell(voice) };
    x += share * paper.width;
    return place;
  });
  const layOut = (texts: readonly string[], look?: TextStyle) =>
    columnBoxes.map((box, at) => {
      const chosen = look ?? box.look;
      return { ...box, look: chosen, lines: paper.lines(texts[at] ?? "", chosen, box.width) };
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
  look: TextStyle;
  lines: Line[];
}

function heightOf(paper: PdfCanvas, cells: readonly Cell[]): number {
  return Math.max(...cells.map(({ look, lines }) => lines.length * paper.lineHeight(look))) + 6;
}

function drawRow(paper: PdfCanvas, cells: readonly Cell[]): void {
  const height = heightOf(paper, cells);
  paper.advance(2);
  for (const { x, look, lines } of cells) {
    const step = paper.lineHeight(look);
    for (const line of lines) {
      paper.line(line, look, x);
      paper.advance(step);
    }
    paper.advance(-step * lines.length);
  }
  paper.advance(height - 2.5);
  paper.box(0, paper.width, 0.5, "#d5d9e0");
  paper.advance(0.5);
}
