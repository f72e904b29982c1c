/** The true state of posts, independent of the platforms' answers, and what a browser shows of it. */

import type { LetterItem } from "../../../utils/shared/contract/letter.ts";
import type {
  CheckLocation,
  ContentState,
  ItemOutcome,
} from "../../../utils/shared/contract/request-state.ts";
import type { RequestedAction } from "../../../utils/shared/policy/request-effect.ts";

type PostState = "available" | "removed" | "withheld";

export interface World {
  /** The platform acts on a post as the letter asked. */
  obey(letter: RequestedAction, { subject }: Pick<LetterItem, "subject">): void;
  /** The platform acts on a post as it answered. It may claim an act without doing it. */
  answer(letter: RequestedAction, item: Pick<LetterItem, "subject">, outcome: ItemOutcome): void;
  /** The post is published again. */
  republish(item: Pick<LetterItem, "subject">): void;
  show(subject: string, from: CheckLocation): ContentState;
}

export function createWorld(): World {
  const states = new Map<string, PostState>();
  const obey: World["obey"] = (letter, { subject }) => {
    const state = requestedState(letter);
    if (state) states.set(subject, state);
  };
  return {
    obey,
    answer(letter, item, outcome) {
      if (outcome === "acted") obey(letter, item);
      if (outcome === "restricted") states.set(item.subject, "withheld");
      if (outcome === "gone") states.set(item.subject, "removed");
    },
    republish: ({ subject }) => void states.set(subject, "available"),
    show(subject, from) {
      const state = states.get(subject) ?? "available";
      return state === "withheld" && from === "abroad" ? "available" : state;
    },
  };
}

/** Undefined if the act has no visible effect. */
function requestedState({ kind, action }: RequestedAction): PostState | undefined {
  if (kind === "restore") return "available";
  if (action === "TURUNKAN_JANGKAUAN") return undefined;
  return action === "BATAS_WILAYAH" ? "withheld" : "removed";
}
