/** Draws tables: rows stay whole, and the heading is repeated on each page. */

import type { Voice } from "../../utils/shared/i18n/block.ts";
import type { Block } from "./block.ts";
import type { Line, Look } from "./lines.ts";
import type { Paper } from "./paper.ts";

export interface TableLooks {
  head: Look;
  cell(voice: Voice): Look;
}

const gap = 8;

export function drawTable(
  paper: Paper,
  { columns, rows }: Extract<Block, { kind: "table" }>,
  { head, cell }: TableLooks,
): void {
  let x = 0;
  const places = columns.map(({ share, voice }) => {
    const place = { x, width: share * paper.width - gap, look: cell(voice) };
    x += share * paper.width;
    return place;
  });
  const lay = (texts: readonly string[], look?: Look) =>
    places.map((place, at) => {
      const chosen = look ?? place.look;
      return { ...place, look: chosen, lines: paper.lines(texts[at] ?? "", chosen, place.width) };
    });
  const heading = lay(
    columns.map(({ label }) => label),
    head,
  );

  const headHeight = heightOf(paper, heading);
  const [first] = rows;
  paper.need(headHeight + (first ? heightOf(paper, lay(first)) : 0));
  drawRow(paper, heading);
  for (const row of rows) {
    const cells = lay(row);
    if (paper.need(heightOf(paper, cells))) drawRow(paper, heading);
    drawRow(paper, cells);
  }
  paper.skip(8);
}

interface Cell {
  x: number;
  look: Look;
  lines: Line[];
}

function heightOf(paper: Paper, cells: readonly Cell[]): number {
  return Math.max(...cells.map(({ look, lines }) => lines.length * paper.lineHeight(look))) + 6;
}

function drawRow(paper: Paper, cells: readonly Cell[]): void {
  const height = heightOf(paper, cells);
  paper.move(2);
  for (const { x, look, lines } of cells) {
    const step = paper.lineHeight(look);
    for (const line of lines) {
      paper.line(line, look, x);
      paper.move(step);
    }
    paper.move(-step * lines.length);
  }
  paper.move(height - 2.5);
  paper.box(0, paper.width, 0.5, "#d5d9e0");
  paper.move(0.5);
}
