/** Writes blocks as plain text, for mails, with invisible characters made visible. */

import type { Block } from "./dossier-blocks.ts";

export function toPlainText(blocks: readonly Block[]): string {
  return `${blocks.map(write).join("\n\n")}\n`;
}

/**
 * Makes direction controls and invisible characters visible, so that text cannot pretend to be another.
 * Code point of a character, for example `⟨U+202E⟩`.
 */
export function codePointName(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}

/** Control and format characters; joiners, line breaks and tabs are normal text. */
const invisible = /(?![\n\t]|\u200C|\u200D)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;

export function visible(text: string): string {
  return text.replaceAll(/\r\n?/g, "\n").replaceAll(invisible, codePointName);
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
