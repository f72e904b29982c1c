/** Cuts long words from outside for paper, and says so: setting a text takes time, and who wrote it chose its length. */

import type { Block, Dossier } from "./block.ts";
import type { Speech } from "./speech.ts";

/** Twice what YouTube and Telegram allow. In letters that no typeface has, each is set as eight: a second of work. */
const maxQuoteChars = 10_000;

export function shortenForPaper(dossier: Dossier, speech: Speech): Dossier {
  return { ...dossier, blocks: dossier.blocks.flatMap((block) => shorten(block, speech)) };
}

function shorten(block: Block, { say, count }: Speech): Block[] {
  if (block.kind !== "quote" || block.text.length <= maxQuoteChars) return [block];
  const cut = block.text.slice(0, maxQuoteChars);
  // Half of a pair is no character.
  const text = cut.isWellFormed() ? cut : cut.slice(0, -1);
  const values = { shown: count(text.length), all: count(block.text.length) };
  return [
    { ...block, text },
    { kind: "warning", text: say("textCut", values) },
  ];
}
