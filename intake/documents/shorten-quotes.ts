/**
 * Shortens long quotes in PDFs and marks the cut: typesetting takes time, and the post's author controls the
 * length.
 */

import { fill } from "../../utils/shared/i18n/fill-placeholders.ts";
import type { Words } from "../../utils/shared/policy/category-definition.ts";
import type { Block, Dossier } from "./dossier-blocks.ts";
import type { Translator } from "./translator.ts";

/**
 * Twice the limit of YouTube and Telegram. A character without a glyph is set as eight; such a text takes a
 * second.
 */
const maxQuoteChars = 10_000;
const cutWords: Words = {
  id: "Teks ini lebih panjang: di sini dimuat {shown} dari {all} karakter. Seluruhnya ada dalam berkas HTML dan JSON kasus ini.",
  en: "This text is longer: {shown} of its {all} characters are printed here. All of it is in this case's HTML and JSON files.",
};

/** For a platform's evidence, where its page gives the whole text. */
const handedCutWords: Words = {
  id: "Teks ini lebih panjang: di sini dimuat {shown} dari {all} karakter. Seluruhnya ada dalam berkas HTML di {address}.",
  en: "This text is longer: {shown} of its {all} characters are printed here. All of it is in the HTML file at {address}.",
};

/** `handedAt`: the evidence page of the platform for which the dossier is. */
export function shortenForPdf(dossier: Dossier, speech: Translator, handedAt?: string): Dossier {
  return { ...dossier, blocks: dossier.blocks.flatMap((block) => shorten(block, speech, handedAt)) };
}

function shorten(block: Block, { pick, count }: Translator, address: string | undefined): Block[] {
  if (block.kind !== "quote" || block.text.length <= maxQuoteChars) return [block];
  const cut = block.text.slice(0, maxQuoteChars);
  // Drops half of a surrogate pair.
  const text = cut.isWellFormed() ? cut : cut.slice(0, -1);
  const values = { shown: count(text.length), all: count(block.text.length) };
  const words =
    address === undefined ? fill(pick(cutWords), values) : fill(pick(handedCutWords), { ...values, address });
  return [
    { ...block, text },
    { kind: "warning", text: words },
  ];
}
