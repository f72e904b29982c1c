/**
 * Receives messages: rejects and counts those that the table does not allow, parses the others, and catches
 * every error.
 */

import { z } from "zod";
import type { DropReason } from "../../shared/contract/dropped.ts";
import {
  type Message,
  type MessageName,
  type MessageOutput,
  messages,
  type Sender,
} from "../../shared/contract/messages.ts";
import { fail, type Result } from "../../shared/contract/result.ts";
import { onMessage } from "../browser/browser.ts";
import { nowMs } from "../browser/clock.ts";
import { logBug } from "../browser/log.ts";
import type { MessageSender } from "../browser/message-sender.ts";
import { countDropped } from "./dropped.ts";
import { createRate } from "./rate.ts";
import { judgeSender } from "./sender.ts";

export type ParsedInput<N extends MessageName> = z.output<(typeof messages)[N]["input"]>;

export type Handlers = {
  [N in MessageName]: (input: ParsedInput<N>, sender: MessageSender) => Promise<Result<MessageOutput<N>>>;
};

/** Whether a form is the one opened for the draft. `gone`: there is no such draft. */
export type Tie = "own" | "foreign" | "gone";

export interface Door {
  isSitePage(address: string): boolean;
  /** `early`: does not wait for a draft that is still being captured. */
  tieOf(id: string, sender: MessageSender, early: boolean): Promise<Tie>;
}

const envelope = z.object({
  name: z.enum(Object.keys(messages) as [MessageName, ...MessageName[]]),
  input: z.unknown(),
});

/** Answers every message of the table with its handler. */
export function answerMessages(handlers: Handlers, door: Door): void {
  const admit = createRate();
  onMessage((message, sender) => {
    const parsed = envelope.safeParse(message);
    if (!parsed.success) {
      void countDropped("", "unknown");
      return undefined;
    }
    const { name, input } = parsed.data;
    const { tabId } = sender;
    const judged = judge(name, sender, door);
    const { free }: Message = messages[name];
    if (judged.kind === "content" && tabId !== undefined && !free && !admit(tabId, nowMs()))
      return drop(name, "rate");
    return judged.reason
      ? drop(name, judged.reason)
      : answer(handlers, name, input, judged.kind, sender, door);
  });
}

function judge(name: MessageName, sender: MessageSender, { isSitePage }: Door) {
  const { from, acts }: Message = messages[name];
  const judged = judgeSender(sender, isSitePage);
  if (judged.reason) return judged;
  if (!from.includes(judged.kind)) return { reason: "sender" as const };
  if (acts && (sender.lifecycle ?? "active") !== "active") return { reason: "inactive" as const };
  return judged;
}

async function drop(name: MessageName, reason: DropReason): Promise<Result<never>> {
  void countDropped(name, reason);
  return fail("role-forbidden", `${name}: ${reason}`);
}

async function answer<N extends MessageName>(
  handlers: Handlers,
  name: N,
  rawInput: unknown,
  kind: Sender,
  sender: MessageSender,
  door: Door,
): Promise<Result<MessageOutput<N>>> {
  const { input, of, early }: Message = messages[name];
  const parsed = input.safeParse(rawInput);
  if (!parsed.success) {
    void countDropped(name, "input");
    return fail("invalid-input", z.prettifyError(parsed.error).slice(0, 900));
  }
  try {
    if (of && kind === "form") {
      const tie = await door.tieOf((parsed.data as Record<string, string>)[of] ?? "", sender, early === true);
      if (tie === "foreign") void countDropped(name, "draft");
      if (tie === "foreign" || (tie === "gone" && !early)) return fail("draft-gone");
    }
    return await handlers[name](parsed.data as ParsedInput<N>, sender);
  } catch (error) {
    logBug(name, error);
    return fail("internal", name, "now");
  }
}
