/** Messages between the attack bench and the attacking process. */

export const floods = ["json", "bodies", "pictures", "documents"] as const;
export type Flood = (typeof floods)[number];

/** `officer`, `supervisor`: one-time codes of attackers who are enrolled people. */
export type AttackOrder =
  | { act: "enrol"; address: string; officer: string; supervisor: string }
  /** Prepares and signs what the flood needs. */
  | { act: "prepare"; flood: Flood }
  | { act: "flood"; seconds: number };

/** Number of answers by status; 0 for connections that ended without an answer. */
export type Answers = Record<number, number>;
