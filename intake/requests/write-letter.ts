/** Writes a letter in one language: as blocks, as the document behind HTML and PDF, and as plain text. */

import { letterTexts, sayIn } from "../../utils/shared/i18n/letter.ts";
import { type LetterContent, letterBlocks, titleOf } from "../../utils/shared/i18n/letter-blocks.ts";
import { actions } from "../../utils/shared/policy/actions.ts";
import { categories } from "../../utils/shared/policy/categories.ts";
import type { Block, Dossier } from "../documents/block.ts";

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
