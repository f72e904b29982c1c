/** Building blocks of our documents. Every output format shows the same blocks in the same order. */

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
