/** Messages between the benches, their client process and their intake processes. */

import type { Role } from "../../utils/shared/contract/site.ts";

/** `subjects`: number of posts that the reports are about, or "each" for a different post per report. */
export type Order =
  /** `witness`: for a second person, who signs only what `sign-posts` asks for. */
  | { act: "enrol"; address: string; code: string; witness?: boolean }
  /** `twice`: each is sent twice concurrently. `oneText`: all have the same text, each from its own account. */
  | { act: "sign"; reports: number; subjects: number | "each"; twice?: boolean; oneText?: boolean }
  /** Reports that open two cases for each post, under its two names. The witness shows that they are one post's. */
  | { act: "sign-posts"; posts: number }
  /** As `sign`, with one more report about each of these posts among them. `merge`: it merges the post's two cases. */
  | { act: "sign-among"; reports: number; merge: boolean }
  /** As fast as possible; `inFlight` requests at a time, 64 by default. */
  | { act: "send"; inFlight?: number }
  /** At a steady rate, independent of the answers. */
  | { act: "pace"; perSecond: number };

export interface OrderDone {
  /** From the first byte sent to the last answer received. */
  ms: number;
  /** Processor time of the client. */
  cpuMs: number;
  /** For `pace`: per report, from its scheduled time to its answer. */
  latenciesMs?: number[];
  /** For each acknowledged report: its id and the receipt's JWS. */
  receipts: [id: string, jws: string][];
}

export type ServerOrder =
  | { act: "start"; settings: Record<string, string> }
  | { act: "code"; role?: Role }
  | { act: "memory" };

/** Answers to a server's orders, in the same order. Memory is in bytes after a garbage collection. */
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
