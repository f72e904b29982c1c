/** Converts a letter to the document from which HTML and PDF are written. */

import { letterTexts } from "../../utils/shared/i18n/letter.ts";
import type { LetterContent } from "../../utils/shared/i18n/letter-blocks.ts";
import type { Dossier } from "../documents/block.ts";
import { writeLetter } from "./write-letter.ts";

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
