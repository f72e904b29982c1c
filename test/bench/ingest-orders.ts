/** What the benches, their client process and their intake processes say to each other. */

import type { Role } from "../../utils/contract/site.ts";

/** `subjects`: how many posts the reports are about, or "each": every report about another one. */
export type Order =
  | { act: "enrol"; address: string; code: string }
  /** `twice`: each is sent a second time at the same moment. */
  | { act: "sign"; reports: number; subjects: number | "each"; twice?: boolean }
  /** As fast as they are taken. */
  | { act: "send" }
  /** So many a second, whatever the answers do. */
  | { act: "pace"; perSecond: number };

export interface Done {
  /** From the first byte out to the last answer in. */
  ms: number;
  /** Paced: of each report, from the moment when it was due to its answer. */
  latenciesMs?: number[];
  /** Of each report that was acknowledged: its id and the receipt's JWS. */
  receipts: [id: string, jws: string][];
}

export type ServerOrder =
  | { act: "start"; settings: Record<string, string> }
  | { act: "code"; role?: Role }
  | { act: "memory" };

/** Answers to a server's orders, in the same order; bytes after a collection. */
export interface Started {
  address: string;
}
export interface Code {
  code: string;
}
export interface Memory {
  rss: number;
  heap: number;
}
