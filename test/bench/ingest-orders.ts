/** What the bench and its client process say to each other. */

/** `subjects`: how many posts the reports are about, or "each": every report about another one. */
export type Order =
  | { act: "enrol"; address: string; code: string }
  | { act: "sign"; reports: number; subjects: number | "each" }
  | { act: "send" };

/** `ms`: from the first byte out to the last answer in. */
export type Done = { ms: number } | { problem: string };
