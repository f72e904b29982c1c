/** Building blocks of our documents. Every output format shows the same blocks in the same order. */

import type { LetterItem } from "../contract/letter.ts";
import type { Language } from "../contract/site.ts";
import { letterTime } from "./time.ts";

/** `foreign`: text by outsiders, set apart so that it cannot pass as ours. `digest`: for visual comparison. */
export type Voice = "own" | "foreign" | "digest";

export interface Value {
  text: string;
  voice: Voice;
}

/** A row without a label continues the previous row. */
export interface Row {
  label: string;
  value: Value;
}

export interface Column {
  label: string;
  /** Share of the width. The columns of a table add up to 1. */
  share: number;
  voice: Voice;
}

export type WordBlock =
  | { kind: "heading"; text: string }
  | { kind: "text"; text: string }
  /** Displayed prominently. */
  | { kind: "warning"; text: string }
  | { kind: "list"; items: string[] }
  /** Text by outsiders, with its line breaks. */
  | { kind: "quote"; label: string; text: string }
  | { kind: "pairs"; rows: Row[] }
  | { kind: "table"; columns: Column[]; rows: string[][] };

export function heading(text: string): WordBlock {
  return { kind: "heading", text };
}

export function words(text: string): WordBlock {
  return { kind: "text", text };
}

export function row(label: string, text: string, voice: Voice = "own"): Row {
  return { label, value: { text, voice } };
}

type Say<K> = (key: K) => string;

/** Legal bases of a letter, each marked if its text has been verified. */
export function basisTable(
  basis: readonly { text: string; verified: boolean }[],
  say: Say<"basisText" | "basisMark" | "verified" | "unverified">,
): WordBlock {
  const columns = [
    { label: say("basisText"), share: 0.7, voice: "own" as const },
    { label: say("basisMark"), share: 0.3, voice: "own" as const },
  ];
  const rows = basis.map(({ text, verified }) => [text, say(verified ? "verified" : "unverified")]);
  return { kind: "table", columns, rows };
}

type LetterPost = Pick<
  LetterItem,
  "subject" | "aliases" | "author" | "authorId" | "publishedAt" | "capturedAt"
>;

/** Rows about the post of a letter, without its address. Unknown facts are left out. */
export function postRows(post: LetterPost, language: Language, say: Say<keyof LetterPost>): Row[] {
  const { subject, aliases, author, authorId, publishedAt, capturedAt } = post;
  return [
    row(say("subject"), subject, "foreign"),
    ...(aliases.length > 0 ? [row(say("aliases"), aliases.join(", "), "foreign")] : []),
    ...(author === undefined ? [] : [row(say("author"), author, "foreign")]),
    ...(authorId === undefined ? [] : [row(say("authorId"), authorId, "foreign")]),
    ...(publishedAt === undefined ? [] : [row(say("publishedAt"), letterTime(language, publishedAt))]),
    ...(capturedAt === undefined ? [] : [row(say("capturedAt"), letterTime(language, capturedAt))]),
  ];
}
