import { type KeyName, keys } from "../../../utils/extension/desk/keyboard-shortcuts.ts";
import type { CaseAct } from "../../../utils/shared/contract/case.ts";

/** A vote is shown as two acts, with the keys of a second person's answer. */
export type KeyedAct = Exclude<CaseAct, "vote"> | "uphold" | "overturn";

const keyNames: Record<KeyedAct, KeyName> = {
  approve: "approve",
  reject: "reject",
  recategorise: "recategorise",
  escalate: "escalate",
  ask: "ask",
  "ask-reviewers": "askReviewers",
  regroup: "regroup",
  reverse: "reverse",
  confirm: "confirm",
  refuse: "refuse",
  undo: "undo",
  uphold: "confirm",
  overturn: "refuse",
};

export function keyOf(act: KeyedAct): string {
  return keys[keyNames[act]].key;
}

/** In the approval form: all elements met, no exception applies. */
export const allKey = keys.allMet.key;

/** Replaces `vote` by its two sides. */
export function keyedActs(can: readonly CaseAct[]): KeyedAct[] {
  return can.flatMap((act): KeyedAct[] => (act === "vote" ? ["uphold", "overturn"] : [act]));
}

/** Returns the allowed act for a typed key. A capital is none, as for all other keys; see `keyNames`. */
export function actOfKey(can: readonly CaseAct[], key: string): KeyedAct | undefined {
  return keyedActs(can).find((act) => keyOf(act) === key);
}

/** Returns the zero-based list index for a digit key; undefined for any other key. */
export function placeOfKey(key: string): number | undefined {
  return /^[1-9]$/.test(key) ? Number(key) - 1 : undefined;
}
