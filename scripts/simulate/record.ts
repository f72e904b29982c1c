/** What people and platforms did, written down as it happened and apart from the intake: the verdict holds the intake against it. */

import type { LetterKind } from "../../utils/contract/request-state.ts";

export interface Arrival {
  number: string;
  letter: LetterKind;
  /** Message-ID or idempotency key; of what a person brought: none. */
  name: string;
  way: "mail" | "hook" | "hand";
  atMs: number;
  /** `unsaid`: it has it, and the sender was told that it had not. `dropped`: the sender was told that it has it, and it had not. */
  became: "accepted" | "unsaid" | "dropped";
}

export interface Spell {
  fromMs: number;
  untilMs: number;
}

export interface Deeds {
  arrivals: Arrival[];
  /** When mail could not be got rid of; the last one may go on. */
  mailAway: Spell[];
  /** Ids of the letters that people made. */
  made: Set<string>;
  /** By request and the moment it was sent: when its clock was first shown as over. */
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

export function noDeeds(): Deeds {
  return {
    ...{ arrivals: [], mailAway: [], made: new Set<string>(), firstSeenOver: new Map() },
    counts: {
      ...{ reports: 0, decisions: 0, reversals: 0, reprimands: 0 },
      ...{ objections: 0, upheld: 0, dismissed: 0, bounces: 0, looks: 0 },
    },
  };
}

/** A clock that is voided and begins anew is another one. */
export function clockKey(requestId: string, sentMs: number): string {
  return `${requestId} ${sentMs}`;
}
