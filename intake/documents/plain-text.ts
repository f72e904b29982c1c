/** Writes blocks as plain text, for mails. */

import type { Block } from "./block.ts";
import { visible } from "./visible-text.ts";

export function toPlainText(blocks: readonly Block[]): string {
  return `${blocks.map(write).join("\n\n")}\n`;
}

function write(block: Block): string {
  switch (block.kind) {
    case "title":
      return `${visible(block.over)}\n${visible(block.text).toUpperCase()}`;
    case "heading":
      return visible(block.text).toUpperCase();
    case "text":
    case "warning":
      return visible(block.text);
    case "list":
      return block.items.map((item) => `- ${visible(item)}`).join("\n");
    case "quote":
      return `${visible(block.label)}:\n${quoted(block.text)}`;
    case "pairs":
      return block.rows
        .map(({ label, value }) => `${label ? `${visible(label)}: ` : "  "}${oneLine(value.text)}`)
        .join("\n");
    case "table":
      return block.rows.map((cells) => `- ${cells.map(oneLine).join(" | ")}`).join("\n");
    case "picture":
      return `${visible(block.words)} SHA-256 ${block.file.sha256}`;
    case "code":
      return block.address;
  }
}

/** Prefixes quoted text, so that its lines cannot pass for ours. */
function quoted(text: string): string {
  return visible(text)
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}

function oneLine(text: string): string {
  return visible(text).replaceAll(/\s*\n\s*/g, " ");
}
