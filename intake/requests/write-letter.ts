/** Writes a letter in one language: as blocks, as the document behind HTML and PDF, and as plain text. */

import { letterTexts, sayIn } from "../../utils/shared/i18n/letter.ts";
import { type LetterContent, letterBlocks, titleOf } from "../../utils/shared/i18n/letter-blocks.ts";
import { actions } from "../../utils/shared/policy/actions.ts";
import { categories } from "../../utils/shared/policy/categories.ts";
import type { Block, Dossier } from "../documents/block.ts";
import { visible } from "../documents/visible-text.ts";

export interface WrittenLetter {
  title: string;
  subject: string;
  blocks: Block[];
}

export function writeLetter(writing: LetterContent): WrittenLetter {
  const { letter } = writing;
  const title = titleOf(writing);
  const { head, items, foot } = letterBlocks(writing);
  const written = items.flatMap(({ title, blocks }): Block[] => [{ kind: "text", text: title }, ...blocks]);
  return {
    title,
    subject: `[${letter.number}] ${subjectOf(writing, title)}`,
    blocks: [{ kind: "title", text: title, over: letter.organisation }, ...head, ...written, ...foot],
  };
}

function subjectOf({ letter, kind, language }: LetterContent, title: string): string {
  const say = sayIn(language);
  if (kind !== "request") return say("subjectReprimand", { title, number: letter.number });
  const category = categories[letter.category].label[language];
  const count = letter.items.length;
  return letter.kind === "restore"
    ? say("subjectRestore", { count, category })
    : say("subjectOrder", { action: actions[letter.action].label[language], count, category });
}

export function letterDossier(writing: LetterContent): Dossier {
  const { letter, language } = writing;
  const { title, blocks } = writeLetter(writing);
  return {
    language,
    title,
    organisation: letter.organisation,
    caseNumber: letter.number,
    blocks,
    madeAt: new Date(letter.madeAt),
    pageWords: letterTexts[language].page,
  };
}

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
