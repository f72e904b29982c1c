/** A letter as the document that pages and PDFs are written from. */

import { fill } from "../../utils/language/fill.ts";
import { letterTexts } from "../../utils/language/letter.ts";
import type { Dossier } from "../evidence/export/dossier/block.ts";
import { type Writing, writeLetter } from "./letter-blocks.ts";

export function letterDocument(writing: Writing): Dossier {
  const { letter, language } = writing;
  const { title, blocks } = writeLetter(writing);
  return {
    ...{ language, title, organisation: letter.organisation, caseNumber: letter.number, blocks },
    madeAt: new Date(letter.madeAt),
    pageWords: (page, pages) => fill(letterTexts[language].page, { page, pages }),
  };
}
