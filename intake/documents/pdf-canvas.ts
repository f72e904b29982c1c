/** Pages of A4, filled from top to bottom with text, bars and pictures, and with page numbers. */

import PDFDocument from "pdfkit";
import { breakLines, type Line, type Measure, type TextStyle } from "./typesetting.ts";

/** In points, from the top left. */
const page = { width: 595.28, height: 841.89, left: 54, right: 541, top: 54, bottom: 780 };

export interface PdfCanvas {
  readonly width: number;
  /** Height of a whole page. */
  readonly height: number;
  document: PDFKit.PDFDocument;
  lines(text: string, style: TextStyle, width?: number): Line[];
  lineHeight(style: TextStyle): number;
  /** Starts a new page if less height is left; returns true if it did. */
  ensureSpace(height: number): boolean;
  /** Moves down past what was drawn. */
  advance(height: number): void;
  /** Leaves a space, except at the top of a page. */
  addGap(height: number): void;
  /** Draws one line at the current height, without moving down. */
  line(line: Line, style: TextStyle, x?: number): void;
  /** Draws a filled box from the current height down. */
  box(x: number, width: number, height: number, colour: string): void;
  /** Draws a PNG at the current height and moves down. */
  image(png: Buffer, width: number, height: number): void;
  /** Writes the foot of every page and ends the document. */
  end(foot: (page: number, pages: number) => [left: string, right: string], style: TextStyle): void;
}

export interface PdfMetadata {
  title: string;
  author: string;
  language: string;
  /** The only time in the file, so that the same dossier gives the same bytes. */
  madeAt: Date;
}

function openDocument({ title, author, language, madeAt }: PdfMetadata): PDFKit.PDFDocument {
  return new PDFDocument({
    size: "A4",
    margin: 0,
    bufferPages: true,
    pdfVersion: "1.7",
    lang: language,
    displayTitle: true,
    info: { Title: title, Author: author, CreationDate: madeAt, ModDate: madeAt },
  });
}

export function createPdfCanvas(facts: PdfMetadata): PdfCanvas {
  const document = openDocument(facts);
  const registered = new Set<string>();
  let y = page.top;

  const use = ({ name, bytes }: Line["runs"][number]["typeface"], size: number) => {
    if (!registered.has(name)) document.registerFont(name, bytes);
    registered.add(name);
    return document.font(name).fontSize(size);
  };

  // With this option, even empty, PDFKit sets a run as a whole and not word by word, as right-to-left scripts
  // need.
  const features: [] = [];

  const draw = ({ runs }: Line, { size, colour }: TextStyle, left: number, top: number) => {
    let x = left;
    for (const { text, typeface } of runs) {
      use(typeface, size)
        .fillColor(colour)
        .text(text, x, top + size * 1.1, { lineBreak: false, baseline: "alphabetic", features });
      x += document.widthOfString(text, { features });
    }
  };

  const widths = new Map<string, number>();
  const measure: Measure = (words, typeface, size) => {
    const key = `${typeface.name} ${size} ${words}`;
    const width = widths.get(key) ?? use(typeface, size).widthOfString(words, { features });
    widths.set(key, width);
    return width;
  };

  const canvas: PdfCanvas = {
    width: page.right - page.left,
    height: page.bottom - page.top,
    document,
    lines: (text, style, width = canvas.width) => breakLines(text, style, width, measure),
    lineHeight: ({ size }) => size * 1.45,
    ensureSpace(height) {
      if (y + height <= page.bottom || y === page.top) return false;
      document.addPage();
      y = page.top;
      return true;
    },
    advance(height) {
      y += height;
    },
    addGap(height) {
      if (y > page.top) y += height;
    },
    line: (line, style, x = 0) => draw(line, style, page.left + x, y),
    box: (x, width, height, colour) => {
      document.rect(page.left + x, y, width, height).fill(colour);
    },
    image(png, width, height) {
      document.image(png, page.left, y, { width, height });
      // Outlines the picture: a white one would have no visible edge.
      document.rect(page.left, y, width, height).lineWidth(0.5).stroke("#c8cdd6");
      y += height;
    },
    end(foot, style) {
      const { count } = document.bufferedPageRange();
      for (let index = 0; index < count; index++) {
        document.switchToPage(index);
        const [left, right] = foot(index + 1, count).map((text) => canvas.lines(text, style)[0]);
        const top = page.bottom + 18;
        document.rect(page.left, top - 6, canvas.width, 0.5).fill("#c8cdd6");
        if (left) draw(left, style, page.left, top);
        if (right) draw(right, style, page.right - right.width, top);
      }
      document.end();
    },
  };
  return canvas;
}
