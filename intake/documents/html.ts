/** Writes a dossier as one HTML file with embedded pictures, without scripts or external resources. */

import { createHash } from "node:crypto";
import { encode } from "uqr";
import type { Voice } from "../../utils/shared/i18n/document-blocks.ts";
import { fileType } from "../evidence/file-type.ts";
import type { Block, Dossier } from "./dossier-blocks.ts";
import type { ExportSource } from "./export-source.ts";
import { visible } from "./plain-text.ts";
import type { TempFile } from "./temp-file.ts";

type ReadFile = ExportSource["readFile"];

const style = `
:root { color-scheme: light dark; --ink: #14171c; --soft: #555c68; --line: #d5d9e0; --ground: #ffffff; --lift: #f4f6f9; --accent: #173f86; --warn: #7a4a00; --warn-ground: #fff4df; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaee; --soft: #a7aebb; --line: #3a404b; --ground: #16181d; --lift: #1f232a; --accent: #9bb9f2; --warn: #f3cd8a; --warn-ground: #3a2c12; } }
@media print { :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --ground: #fff; --lift: #fff; --accent: #173f86; --warn: #5c3800; --warn-ground: #fff; } }
@page { size: A4; margin: 20mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9px sans-serif; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
main { max-width: 820px; margin: 0 auto; padding: 32px 24px 64px; }
header { border-bottom: 2px solid var(--accent); padding-bottom: 12px; }
header p { margin: 0; color: var(--soft); font-size: 13px; }
h1 { margin: 4px 0 0; font-size: 24px; line-height: 1.25; }
h2 { margin: 32px 0 8px; font-size: 18px; color: var(--accent); break-after: avoid; }
p { margin: 8px 0; white-space: pre-line; }
.warning { padding: 8px 12px; border-left: 4px solid var(--warn); background: var(--warn-ground); color: var(--warn); }
dl { display: grid; grid-template-columns: minmax(120px, 200px) 1fr; gap: 4px 16px; margin: 12px 0; }
dt { color: var(--soft); }
dd { margin: 0; }
.table { overflow-x: auto; margin: 12px 0; }
table { border-collapse: collapse; width: 100%; font-size: 13px; overflow-wrap: normal; }
th, td { padding: 4px 8px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--soft); font-weight: 600; }
tr { break-inside: avoid; }
code { font: 12px/1.4 ui-monospace, "Noto Sans Mono", monospace; overflow-wrap: anywhere; }
figure { margin: 12px 0; break-inside: avoid; }
figcaption { color: var(--soft); font-size: 13px; }
blockquote { margin: 4px 0 0; padding: 12px 16px; border: 1px solid var(--line); border-radius: 6px; background: var(--lift); white-space: pre-wrap; unicode-bidi: isolate; }
img { display: block; max-width: 100%; height: auto; margin-bottom: 4px; border: 1px solid var(--line); }
.code svg { display: block; background: #fff; color: #000; }
li { margin: 4px 0; }
@media (max-width: 520px) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 8px; } }
`;

export async function writeHtml(dossier: Dossier, readFile: ReadFile, out: TempFile): Promise<void> {
  const { language, title, caseNumber, blocks } = dossier;
  const styleHash = createHash("sha256").update(style).digest("base64");
  const policy = `default-src 'none'; img-src data:; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;
  await out.write(
    `<!doctype html>\n<html lang="${language}">\n<head>\n<meta charset="utf-8">\n` +
      `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">\n` +
      `<meta name="referrer" content="no-referrer">\n` +
      `<meta name="viewport" content="width=device-width, initial-scale=1">\n` +
      `<title>${escapeHtml(title)} · ${escapeHtml(caseNumber)}</title>\n<style>${style}</style>\n</head>\n<body>\n<main>\n`,
  );
  for (const block of blocks) await out.write(`${await render(block, readFile)}\n`);
  await out.write("</main>\n</body>\n</html>\n");
}

async function render(block: Block, readFile: ReadFile): Promise<string> {
  switch (block.kind) {
    case "title":
      return `<header><p>${escapeHtml(block.over)}</p><h1>${escapeHtml(block.text)}</h1></header>`;
    case "heading":
      return `<h2>${escapeHtml(block.text)}</h2>`;
    case "text":
      return `<p>${escapeHtml(block.text)}</p>`;
    case "warning":
      return `<p class="warning">${escapeHtml(block.text)}</p>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join("")}</ul>`;
    case "quote":
      return `<figure><figcaption>${escapeHtml(block.label)}</figcaption><blockquote dir="auto">${escapeHtml(block.text)}</blockquote></figure>`;
    case "pairs":
      return `<dl>${block.rows.map(({ label, value }) => `<dt>${escapeHtml(label)}</dt><dd>${say(value.text, value.voice)}</dd>`).join("")}</dl>`;
    case "table":
      return table(block);
    case "picture":
      return picture(block, readFile);
    case "code":
      return `<figure class="code">${codeSvg(block.address)}<figcaption><code>${escapeHtml(block.address)}</code></figcaption></figure>`;
  }
}

/** Isolates foreign text, so that a right-to-left name cannot reorder our own sentence. */
function say(text: string, voice: Voice): string {
  if (voice === "foreign") return `<bdi>${escapeHtml(text)}</bdi>`;
  return voice === "digest" ? `<code>${escapeHtml(text)}</code>` : escapeHtml(text);
}

function table({ columns, rows }: Extract<Block, { kind: "table" }>): string {
  const head = columns.map(({ label }) => `<th scope="col">${escapeHtml(label)}</th>`).join("");
  const body = rows.map(
    (cells) =>
      `<tr>${columns.map(({ voice }, index) => `<td>${say(cells[index] ?? "", voice)}</td>`).join("")}</tr>`,
  );
  return `<div class="table"><table><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}

async function picture(
  { file, words, gone, unreadable }: Extract<Block, { kind: "picture" }>,
  readFile: ReadFile,
): Promise<string> {
  const bytes = await readFile(file.sha256);
  const type = bytes && fileType(bytes);
  const digest = `<br>SHA-256 <code>${file.sha256}</code>`;
  if (!bytes || !type?.startsWith("image/")) {
    return `<p class="warning">${escapeHtml(bytes ? unreadable : gone)}${digest}</p>`;
  }
  const address = `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;
  const image = `<img src="${address}" width="${file.width}" height="${file.height}" alt="${escapeHtml(words)}">`;
  return `<figure>${image}<figcaption>${escapeHtml(words)}${digest}</figcaption></figure>`;
}

function codeSvg(address: string): string {
  const { size, path } = qrPath(address);
  return `<svg viewBox="0 0 ${size} ${size}" width="160" height="160" role="img" aria-label="${escapeHtml(address)}"><path d="${path}"/></svg>`;
}

function escapeHtml(text: string): string {
  const names: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return visible(text).replaceAll(/[&<>"']/g, (character) => names[character] ?? character);
}

/** A QR code as the path of an SVG. `size`: width and height of the view box. */
export function qrPath(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: path.join("") };
}
