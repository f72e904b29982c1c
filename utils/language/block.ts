/** What documents of ours are made of, whatever they are written as: all show the same blocks in the same order. */

/** `foreign`: written by somebody outside, set apart so that it cannot pass for ours; `digest`: for comparing by eye. */
export type Voice = "own" | "foreign" | "digest";

export interface Value {
  text: string;
  voice: Voice;
}

/** Without a label it goes on with the row before. */
export interface Row {
  label: string;
  value: Value;
}

export interface Column {
  label: string;
  /** Share of the width; all columns of a table make 1. */
  share: number;
  voice: Voice;
}

export type WordBlock =
  | { kind: "heading"; text: string }
  | { kind: "text"; text: string }
  /** Must not be overlooked. */
  | { kind: "warning"; text: string }
  | { kind: "list"; items: string[] }
  /** Words from outside, line breaks kept. */
  | { kind: "quote"; label: string; text: string }
  | { kind: "pairs"; rows: Row[] }
  | { kind: "table"; columns: Column[]; rows: string[][] };
