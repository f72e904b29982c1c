/** The keys of an opened case: one for each act, and those of the panel that an act opens. */

import type { CaseAct } from "../contract/case.ts";

/** A vote is two keys, those of a second person's answer. */
export type KeyedAct = Exclude<CaseAct, "vote"> | "uphold" | "overturn";

export const actKeys: Record<KeyedAct, string> = {
  approve: "s",
  reject: "t",
  recategorise: "g",
  escalate: "e",
  ask: "p",
  "ask-reviewers": "r",
  regroup: "m",
  confirm: "k",
  refuse: "j",
  undo: "z",
  uphold: "k",
  overturn: "j",
};

/** In the approval: all elements met, no exception applies. */
export const allKey = "u";

/** Acts that a case allows, as a person presses them: a vote becomes its two sides. */
export function keyedActs(can: readonly CaseAct[]): KeyedAct[] {
  return can.flatMap((act): KeyedAct[] => (act === "vote" ? ["uphold", "overturn"] : [act]));
}

/** The act of a typed key among those that are allowed; upper case counts too. */
export function actOfKey(can: readonly CaseAct[], key: string): KeyedAct | undefined {
  return keyedActs(can).find((act) => actKeys[act] === key.toLowerCase());
}

/** The place that a digit picks in a list, from 0; undefined for any other key. */
export function placeOfKey(key: string): number | undefined {
  return /^[1-9]$/.test(key) ? Number(key) - 1 : undefined;
}
