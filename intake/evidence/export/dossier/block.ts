/** What a dossier is made of, whatever it is written as: HTML and PDF show the same blocks in the same order. */

import type { ImageFile } from "../../../../utils/contract/files.ts";

/** `foreign`: written by somebody outside, set apart so that it cannot pass for ours; `digest`: for comparing by eye. */
export type Voice = "own" | "foreign" | "digest";

export interface Value {
  text: string;
  voice: Voice;
}

export interface Column {
  label: string;
  /** Share of the width; all columns of a table make 1. */
  share: number;
  voice: Voice;
}

export type Block =
  | { kind: "title"; text: string; over: string }
  | { kind: "heading"; text: string }
  | { kind: "text"; text: string }
  /** Must not be overlooked. */
  | { kind: "warning"; text: string }
  | { kind: "list"; items: string[] }
  /** Words from outside, line breaks kept. */
  | { kind: "quote"; label: string; text: string }
  | { kind: "pairs"; rows: { label: string; value: Value }[] }
  | { kind: "table"; columns: Column[]; rows: string[][] }
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
  /** `Halaman 2 dari 5`. */
  pageWords(page: number, pages: number): string;
}
