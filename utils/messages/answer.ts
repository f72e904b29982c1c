/** The receiving end: drops what the table does not allow, parses the rest, and never lets an error escape. */

import { z } from "zod";
import { type MessageName, type MessageOutput, messages, type Sender } from "../contract/messages.ts";
import { fail, type Result } from "../contract/result.ts";
import { extensionAddress, type MessageSender, onMessage } from "../core/browser.ts";
import { logBug } from "../core/log.ts";

export type ParsedInput<N extends MessageName> = z.output<(typeof messages)[N]["input"]>;

export type Handlers = {
  [N in MessageName]: (input: ParsedInput<N>, sender: MessageSender) => Promise<Result<MessageOutput<N>>>;
};

const envelope = z.object({
  name: z.enum(Object.keys(messages) as [MessageName, ...MessageName[]]),
  input: z.unknown(),
});

/** Which of our parts sent it, or undefined for a stranger; `isSitePage` tells the pages our content scripts run on. */
export function senderKind(
  sender: MessageSender,
  isSitePage: (address: string) => boolean,
): Sender | undefined {
  if (!sender.own || !URL.canParse(sender.address)) return undefined;
  const { protocol, pathname } = new URL(sender.address);
  if (protocol === new URL(extensionAddress("/")).protocol) {
    return (["form", "popup", "desk", "options"] as const).find((page) => pathname === `/${page}.html`);
  }
  return sender.tabId !== undefined && isSitePage(sender.address) ? "content" : undefined;
}

/** Answers every message of the table with its handler. */
export function answerMessages(handlers: Handlers, isSitePage: (address: string) => boolean): void {
  onMessage((message, sender) => {
    const parsed = envelope.safeParse(message);
    if (!parsed.success) return undefined;
    return answer(handlers, parsed.data.name, parsed.data.input, sender, isSitePage);
  });
}

async function answer<N extends MessageName>(
  handlers: Handlers,
  name: N,
  rawInput: unknown,
  sender: MessageSender,
  isSitePage: (address: string) => boolean,
): Promise<Result<MessageOutput<N>>> {
  const kind = senderKind(sender, isSitePage);
  const { from, input }: { from: readonly Sender[]; input: z.ZodType } = messages[name];
  if (!kind || !from.includes(kind)) return fail("role-forbidden", `${name} from ${kind ?? "a stranger"}`);
  const parsed = input.safeParse(rawInput);
  if (!parsed.success) return fail("invalid-input", z.prettifyError(parsed.error).slice(0, 900));
  try {
    return await handlers[name](parsed.data as ParsedInput<N>, sender);
  } catch (error) {
    logBug(name, error);
    return fail("internal", name, "now");
  }
}
