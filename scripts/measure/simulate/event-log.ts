/** Log of what people and platforms did, kept outside the intake. The verdict compares the intake with it. */

import type { LetterKind } from "../../../utils/shared/contract/request-state.ts";

export interface LetterArrival {
  number: string;
  letter: LetterKind;
  /** Message-ID or idempotency key; empty for letters delivered by hand. */
  name: string;
  way: "mail" | "hook" | "hand";
  atMs: number;
  /** `unsaid`: kept, but the sender got an error. `dropped`: lost, but the sender got a success. */
  became: "accepted" | "unsaid" | "dropped";
}

export interface TimeSpan {
  fromMs: number;
  untilMs: number;
}

export interface EventLog {
  arrivals: LetterArrival[];
  /** Times without a working mail server; the last one may not be over. */
  mailAway: TimeSpan[];
  /** Ids of the letters that people made. */
  made: Set<string>;
  /** By request and time of sending: when its clock was first shown as overdue. */
  firstSeenOver: Map<string, number>;
  counts: Record<
    | "reports"
    | "decisions"
    | "reversals"
    | "reprimands"
    | "objections"
    | "upheld"
    | "dismissed"
    | "bounces"
    | "looks",
    number
  >;
}

export function newEventLog(): EventLog {
  return {
    arrivals: [],
    mailAway: [],
    made: new Set<string>(),
    firstSeenOver: new Map(),
    counts: {
      reports: 0,
      decisions: 0,
      reversals: 0,
      reprimands: 0,
      objections: 0,
      upheld: 0,
      dismissed: 0,
      bounces: 0,
      looks: 0,
    },
  };
}

/** A clock that restarts after a bounce is a different one. */
export function clockKey(requestId: string, sentMs: number): string {
  return `${requestId} ${sentMs}`;
}
