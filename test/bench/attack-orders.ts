/** Messages between the attack bench and the attacking process. */

export const floods = ["json", "bodies", "pictures", "documents"] as const;
export type Flood = (typeof floods)[number];

/** `officer`, `supervisor`: one-time codes of attackers who are people of the intake. */
export type AttackOrder =
  | { act: "enrol"; address: string; officer: string; supervisor: string }
  /** Signs and makes what the flood needs. */
  | { act: "prepare"; flood: Flood }
  | { act: "flood"; seconds: number };

/** How many answers had which status; 0: the connection ended without one. */
export type Answers = Record<number, number>;
