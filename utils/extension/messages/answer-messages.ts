/**
 * Receives messages: rejects and counts those that the table does not allow, parses the others, and catches
 * every error.
 */

import { z } from "zod";
import {
  type Message,
  type MessageName,
  type MessageOutput,
  messages,
  type RejectedMessages,
  type RejectReason,
  rejectedMessages,
  type Sender,
} from "../../shared/contract/messages.ts";
import { fail, type Result } from "../../shared/contract/result.ts";
import { extensionAddress, type MessageSender, onMessage } from "../browser/browser.ts";
import { rejectedWriteMs } from "../browser/delays.ts";
import { logBug } from "../browser/log.ts";
import { session } from "../browser/session-storage.ts";

export type ParsedInput<N extends MessageName> = z.output<(typeof messages)[N]["input"]>;

export type Handlers = {
  [N in MessageName]: (input: ParsedInput<N>, sender: MessageSender) => Promise<Result<MessageOutput<N>>>;
};

/** Whether a form is the one opened for the draft. `gone`: there is no such draft. */
export type FormOwnership = "own" | "foreign" | "gone";

export interface MessageGuard {
  isSitePage(address: string): boolean;
  /** `early`: does not wait for a draft that is still being captured. */
  formOwnershipOf(id: string, sender: MessageSender, early: boolean): Promise<FormOwnership>;
}

const envelope = z.object({
  name: z.enum(Object.keys(messages) as [MessageName, ...MessageName[]]),
  input: z.unknown(),
});

/** A picture of 40 parts, a set of 50 posts and a fast user stay far below this. */
const burst = 500;
const perSecond = 20;
const maxTabs = 500;

interface TokenBucket {
  tokens: number;
  atMs: number;
}

type RateLimit = (tabId: number, nowMs: number) => boolean;

/**
 * Rate limit for the scripts in the pages of one tab, so that a hostile page cannot flood the background.
 */
function createRateLimit(): RateLimit {
  const buckets = new Map<number, TokenBucket>();
  return (tabId, nowMs) => {
    const { tokens: left, atMs } = buckets.get(tabId) ?? { tokens: burst, atMs: nowMs };
    const now = Math.min(burst, left + (Math.max(0, nowMs - atMs) / 1_000) * perSecond);
    const admitted = now >= 1;
    // Inserted again, so that the first entry of the map is the least recently used one.
    buckets.delete(tabId);
    buckets.set(tabId, { tokens: admitted ? now - 1 : now, atMs: nowMs });
    const [oldest] = buckets.keys();
    if (buckets.size > maxTabs && oldest !== undefined) buckets.delete(oldest);
    return admitted;
  };
}

/** Answers every message of the table with its handler. */
export function answerMessages(handlers: Handlers, guard: MessageGuard): void {
  const admit = createRateLimit();
  onMessage((message, sender) => {
    const parsed = envelope.safeParse(message);
    if (!parsed.success) {
      void countRejected("", "unknown");
      return undefined;
    }
    const { name, input } = parsed.data;
    const { tabId } = sender;
    const verdict = checkMessage(name, sender, guard);
    const { free }: Message = messages[name];
    const isInPage = verdict.kind === "content" || verdict.kind === "framed";
    if (isInPage && tabId !== undefined && !free && !admit(tabId, Date.now()))
      return rejectMessage(name, "rate");
    return verdict.reason
      ? rejectMessage(name, verdict.reason)
      : answer({ name, input, kind: verdict.kind, sender }, handlers, guard);
  });
}

type SenderVerdict = { kind: Sender; reason?: never } | { kind?: never; reason: RejectReason };

const ownPages = ["form", "popup", "desk", "sidepanel", "options"] as const;

/** `isSitePage` recognises the pages on which our content scripts run. */
function checkSender(sender: MessageSender, isSitePage: (address: string) => boolean): SenderVerdict {
  const { own, address, origin, tabId, frameId, tabAddress } = sender;
  if (!own || !URL.canParse(address)) return { reason: "sender" };
  const url = new URL(address);
  // Firefox hides the tab's address if the person withdrew the access to the site. The top frame has the same one.
  const shown = tabAddress ?? (frameId === 0 ? address : "");
  const inSite = tabId !== undefined && frameId !== undefined && isSitePage(shown);
  const ours = new URL(extensionAddress("/"));
  if (url.protocol === ours.protocol && url.host === ours.host)
    return judgeOwnPage(url, frameId ?? 0, inSite);
  if (!isSitePage(address)) return { reason: "sender" };
  // Rejects a site's page in a sandbox.
  if ((origin ?? url.origin) !== url.origin) return { reason: "frame" };
  if (inSite) return { kind: "content" };
  // The browser may hide the address of a stranger's tab.
  return tabId !== undefined && frameId !== undefined && frameId > 0
    ? { kind: "framed" }
    : { reason: "frame" };
}

function judgeOwnPage({ pathname }: URL, frameId: number, inSite: boolean): SenderVerdict {
  const page = ownPages.find((ownPage) => pathname === `/${ownPage}.html`);
  if (!page) return { reason: "sender" };
  // The form is always framed in a page of the four sites. Our other pages never are.
  const fits = page === "form" ? inSite && frameId > 0 : frameId === 0;
  return fits ? { kind: page } : { reason: "frame" };
}

function checkMessage(name: MessageName, sender: MessageSender, { isSitePage }: MessageGuard) {
  const { from, acts }: Message = messages[name];
  const verdict = checkSender(sender, isSitePage);
  if (verdict.reason) return verdict;
  // A stranger's page could cover our buttons.
  if (!from.includes(verdict.kind))
    return { reason: verdict.kind === "framed" ? ("frame" as const) : ("sender" as const) };
  if (acts && (sender.lifecycle ?? "active") !== "active") return { reason: "inactive" as const };
  return verdict;
}

async function rejectMessage(name: MessageName, reason: RejectReason): Promise<Result<never>> {
  void countRejected(name, reason);
  // The form over a page to which the person has withdrawn the access: a reload lets a press say so.
  return fail(reason === "frame" ? "capture-failed" : "role-forbidden", `${name}: ${reason}`);
}

/** A message from a sender that may send it. Its input is not parsed yet. */
interface Received<N extends MessageName> {
  name: N;
  input: unknown;
  kind: Sender;
  sender: MessageSender;
}

async function answer<N extends MessageName>(
  { name, input: rawInput, kind, sender }: Received<N>,
  handlers: Handlers,
  guard: MessageGuard,
): Promise<Result<MessageOutput<N>>> {
  const { input, of, early }: Message = messages[name];
  const parsed = input.safeParse(rawInput);
  if (!parsed.success) {
    void countRejected(name, "input");
    return fail("invalid-input", z.prettifyError(parsed.error).slice(0, 900));
  }
  try {
    if (of && kind === "form") {
      const ownership = await guard.formOwnershipOf(
        (parsed.data as Record<string, string>)[of] ?? "",
        sender,
        early === true,
      );
      if (ownership === "foreign") void countRejected(name, "draft");
      if (ownership === "foreign" || (ownership === "gone" && !early)) return fail("draft-gone");
    }
    return await handlers[name](parsed.data as ParsedInput<N>, sender);
  } catch (error) {
    logBug(name, error);
    return fail("internal", name, "now");
  }
}

/** Rejected messages by name and reason, until the browser closes. Never sent anywhere. */
const rejectedKey = "dropped-messages";

let rejectedCounts: Promise<RejectedMessages> | undefined;
let isWriting = false;

/** `name` is one from the table, or empty. */
async function countRejected(name: string, reason: RejectReason): Promise<void> {
  const counts = await readRejected();
  const row = counts.find((entry) => entry.name === name && entry.reason === reason);
  if (row) row.count++;
  else counts.push({ name, reason, count: 1 });
  if (isWriting) return;
  isWriting = true;
  setTimeout(() => {
    isWriting = false;
    void session.write(rejectedKey, counts);
  }, rejectedWriteMs);
}

export function readRejected(): Promise<RejectedMessages> {
  rejectedCounts ??= session
    .read(rejectedKey)
    .then((stored) => rejectedMessages.safeParse(stored).data ?? []);
  return rejectedCounts;
}
