/** What a dossier is made of, whatever it is written as: words, and what is drawn. */

import type { ImageFile } from "../../../../utils/contract/files.ts";
import type { WordBlock } from "../../../../utils/language/block.ts";

export type Block =
  | WordBlock
  | { kind: "title"; text: string; over: string }
  /** `words` beside it; what is said instead when the bytes are gone, or are no picture. */
  | { kind: "picture"; file: ImageFile; words: string; gone: string; unreadable: string }
  | { kind: "code"; address: string };

export interface Dossier {
  language: "id" | "en";
  title: string;
  organisation: string;
  caseNumber: string;
  madeAt: Date;
  blocks: Block[];
  /** With holes: `Halaman {page} dari {pages}`. Plain data throughout: a dossier is handed to a thread. */
  pageWords: string;
}
