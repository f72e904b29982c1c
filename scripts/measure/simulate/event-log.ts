/** Log of what people and platforms did, kept outside the intake. The verdict compares the intake with it. */

import type { OutcomeCheckTask } from "../../../utils/shared/contract/outcome-check.ts";
import type {
  CheckLocation,
  ContentState,
  LetterKind,
} from "../../../utils/shared/contract/request-state.ts";

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

/** One look at the address of a requested item. */
export interface Look {
  id: string;
  task: OutcomeCheckTask;
  /** Number of the supervisor. */
  by: number;
  from: CheckLocation;
  seen: ContentState;
  atMs: number;
}

export interface EventLog {
  arrivals: LetterArrival[];
  looks: Look[];
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
    /** Items that a platform acted on without an answer. */
    | "silentActs"
    /** Items that a platform claimed to have acted on, and did not. */
    | "falseClaims",
    number
  >;
}

export function newEventLog(): EventLog {
  return {
    arrivals: [],
    looks: [],
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
      silentActs: 0,
      falseClaims: 0,
    },
  };
}

/** A clock that restarts after a bounce is a different one. */
export function clockKey(requestId: string, sentMs: number): string {
  return `${requestId} ${sentMs}`;
}
