/**
 * Renders the project's own guides to HTML without a library: headings, paragraphs, lists, tables, pictures, links, code
 * and emphasis. HTML in the text is shown as text.
 */

import { html, raw } from "hono/html";

type Html = ReturnType<typeof html>;

export interface MarkdownTargets {
  /** Returns undefined for a target that is shown as text. */
  link(target: string): string | undefined;
  /** Returns undefined for a picture that is left out. */
  picture(target: string): string | undefined;
}

const inlineParts =
  /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*|!\[([^\]]*)\]\(([^()\s]+)\)|\[((?:`[^`]*`|[^\]`])+)\]\(([^()\s]+)\)/g;

const kinds = [
  ["heading", /^#{1,4} /],
  ["row", /^\|/],
  ["item", /^- /],
  ["step", /^\d+\. /],
] as const;
type Kind = (typeof kinds)[number][0] | "text";

interface Block {
  kind: Kind;
  lines: string[];
}

export function renderMarkdown(text: string, targets: MarkdownTargets): Html[] {
  return readBlocks(text).map((block) => renderBlock(block, targets));
}

/** The text of the first heading. */
export function titleOf(text: string): string {
  return /^# (.+)$/m.exec(text)?.[1] ?? "";
}

function readBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const line of text.split("\n")) {
    const kind = kinds.find(([, start]) => start.test(line))?.[0] ?? "text";
    if (line.trim() === "") open = undefined;
    else if (open && open.kind === kind && kind !== "heading") open.lines.push(line);
    else {
      open = { kind, lines: [line] };
      blocks.push(open);
    }
  }
  return blocks;
}

function renderBlock({ kind, lines }: Block, targets: MarkdownTargets): Html {
  const items = () =>
    lines.map((line) => html`<li>${inline(line.replace(/^(?:-|\d+\.) /, ""), targets)}</li>`);
  switch (kind) {
    case "heading":
      return heading(lines[0] ?? "", targets);
    case "row":
      return table(lines, targets);
    case "item":
      return html`<ul>${items()}</ul>`;
    case "step":
      return html`<ol>${items()}</ol>`;
    case "text":
      return html`<p>${inline(lines.join(" "), targets)}</p>`;
  }
}

function heading(line: string, targets: MarkdownTargets): Html {
  const [, marks = "", words = ""] = /^(#+) (.*)$/.exec(line) ?? [];
  const tag = raw(`h${marks.length}`);
  return html`<${tag}>${inline(words, targets)}</${tag}>`;
}

/** The second row separates the head from the body. Wide tables scroll in their own region. */
function table(lines: readonly string[], targets: MarkdownTargets): Html {
  const [head = "", , ...rows] = lines;
  const titles = cellsOf(head);
  return html`<div class="wide" role="region" aria-label="${titles.filter(Boolean).join(", ")}" tabindex="0">
    <table class="words">
      <thead><tr>${titles.map((cell) => html`<th scope="col">${inline(cell, targets)}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr>${cellsOf(row).map((cell) => html`<td>${inline(cell, targets)}</td>`)}</tr>`)}</tbody>
    </table>
  </div>`;
}

function cellsOf(row: string): string[] {
  return row
    .replace(/^\||\|\s*$/g, "")
    .split("|")
    .map((cell) => cell.trim());
}

function inline(text: string, targets: MarkdownTargets): (Html | string)[] {
  const parts: (Html | string)[] = [];
  let from = 0;
  for (const match of text.matchAll(inlineParts)) {
    parts.push(text.slice(from, match.index), inlinePart(match, targets));
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}

function inlinePart(found: RegExpMatchArray, targets: MarkdownTargets): Html | string {
  const [, code, strong, emphasis, alt, picture, words, target = ""] = found;
  if (code !== undefined) return html`<code>${code}</code>`;
  if (strong !== undefined) return html`<strong>${inline(strong, targets)}</strong>`;
  if (emphasis !== undefined) return html`<em>${emphasis}</em>`;
  if (picture !== undefined) {
    const source = targets.picture(picture);
    return source === undefined
      ? (alt ?? "")
      : html`<img src="${source}" alt="${alt ?? ""}" loading="lazy" />`;
  }
  const address = targets.link(target);
  const shown = inline(words ?? "", targets);
  return address === undefined ? html`${shown}` : html`<a href="${address}">${shown}</a>`;
}
