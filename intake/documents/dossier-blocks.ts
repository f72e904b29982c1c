/** Blocks of a dossier, independent of the output format. */

import type { ImageFile } from "../../utils/shared/contract/files.ts";
import type { WordBlock } from "../../utils/shared/i18n/document-blocks.ts";

export type Block =
  | WordBlock
  | { kind: "title"; text: string; over: string }
  /** `words` is the caption; `gone` and `unreadable` replace a missing or undecodable picture. */
  | { kind: "picture"; file: ImageFile; words: string; gone: string; unreadable: string }
  | { kind: "code"; address: string };

export interface Dossier {
  language: "id" | "en";
  title: string;
  organisation: string;
  caseNumber: string;
  madeAt: Date;
  blocks: Block[];
  /**
   * Template `Halaman {page} dari {pages}`. The dossier is plain data, because it is sent to a worker thread.
   */
  pageWords: string;
}
