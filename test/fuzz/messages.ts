/** Properties of the background's answers to any sender, tested with generated messages of every kind. */

import fc, { type Arbitrary, type IAsyncProperty } from "fast-check";
import { type MessageInput, type MessageName, messages } from "../../utils/shared/contract/messages.ts";
import { answers } from "../../utils/shared/contract/outbox.ts";
import { type Problem, problem } from "../../utils/shared/contract/problem.ts";
import { narrowestAction, order } from "../../utils/shared/policy/categories.ts";
import { accepts, arbitraryOf, type Overrides } from "./arbitrary.ts";
import type { Background, MessageSource } from "./background.ts";
import { answerAs, type IntakeAnswer, intakeAnswer } from "./intake-answer.ts";
import { type Edit, edit, editedText, oneIn, readText } from "./mutate.ts";
import { ensure } from "./routes.ts";

export interface MessageCase {
  name: MessageName;
  from: (typeof froms)[number];
  input: unknown;
  edits: Edit[];
  /** Replaces the message, without our envelope. */
  raw?: unknown;
  /** Index of a known draft or report to use; undefined for the generated id. */
  ids?: number | undefined;
  says: IntakeAnswer | undefined;
}

const own = ["content", "framed", "form", "popup", "desk", "sidepanel", "options"] as const;
const strangers = [
  "web-page",
  "content-without-tab",
  "other-extension",
  "unknown-page",
  "look-alike",
  "no-address",
] as const;
const froms = [...own, ...strangers] as const;

const names = Object.keys(messages) as MessageName[];

const lawful = fc
  .constantFrom(...order)
  .map((category) => ({ category, action: narrowestAction(category), urgent: false }));
const anyAnswers = arbitraryOf(answers);
const overrides = new Map([[answers, fc.oneof(lawful, anyAnswers)]]) as unknown as Overrides;

const weights: Partial<Record<MessageName, number>> = {
  "open-draft": 5,
  "save-report": 3,
  "redact-draft": 2,
};
const weighted = names.map((name) => ({ weight: weights[name] ?? 1, arbitrary: fc.constant(name) }));

const messageCase: Arbitrary<MessageCase> = fc.oneof(...weighted).chain((name) => {
  const allowed = messages[name].from;
  return fc.record({
    name: fc.constant(name),
    from: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...allowed) },
      { weight: 1, arbitrary: fc.constantFrom(...froms) },
    ),
    input: arbitraryOf(messages[name].input, overrides),
    edits: fc.oneof(fc.constant([]), fc.array(edit, { minLength: 1, maxLength: 2 })),
    raw: oneIn(20, fc.anything({ withNullPrototype: true, withDate: true, withMap: true })),
    ids: fc.option(fc.nat(8), { nil: undefined }),
    says: intakeAnswer,
  });
}) as Arbitrary<MessageCase>;

export interface Post {
  background: Background;
  /** Address of one of our own pages, and the extension's id. */
  ownAddress: (path: string) => string;
  ownId: string;
  /** Drafts and reports that were accepted. */
  known: string[];
  /** Drafts and reports written since the last call. */
  takeWritten(): string[];
}

export function messagesProperty(post: Post): IAsyncProperty<[MessageCase]> {
  return fc.asyncProperty(messageCase, (message) => holds(post, message));
}

async function holds(post: Post, one: MessageCase): Promise<void> {
  post.background.intake(() => answerAs(one.says));
  const read = readText(editedText(withKnown(post, one), one.edits));
  const input = read?.value;
  const message = one.raw === undefined ? { name: one.name, input } : one.raw;
  const answer = await post.background.send(message, whereFrom(post, one.from));
  const written = post.takeWritten();
  const isAllowed = (messages[one.name].from as readonly string[]).includes(one.from);
  const isValid = one.raw === undefined && accepts(messages[one.name].input, input);
  if (!isAllowed || !isValid) {
    ensure(answer === undefined || isDropped(answer), `was not dropped: ${JSON.stringify(answer)}`);
    ensure(written.length === 0, `dropped, and wrote ${written}`);
    return;
  }
  wellFormed(one.name, answer);
  // A report that violates its own rules is refused with the same code.
  if (one.name === "save-report" || one.name === "save-set") return;
  ensure(!isDropped(answer), `a valid message was dropped: ${JSON.stringify(answer)}`);
  if (one.name === "open-draft") remember(post, input as MessageInput<"open-draft">);
}

/** The frame of a page without access gets the problem that asks for a reload. */
function isDropped(answer: unknown): boolean {
  const { code, detail } = (answer as { problem?: Partial<Problem> } | undefined)?.problem ?? {};
  if (code === "capture-failed") return detail?.endsWith(": frame") === true;
  return code === "role-forbidden" || code === "invalid-input";
}

/** Checks that the answer follows the contract: a valid value or a known problem, never a bug's. */
export function wellFormed(name: MessageName, answer: unknown): void {
  const { ok, value, problem: said } = (answer ?? {}) as Record<string, unknown>;
  if (ok === true) {
    ensure(accepts(messages[name].output, value), `${name} answered ${JSON.stringify(value)?.slice(0, 500)}`);
    return;
  }
  ensure(ok === false && accepts(problem, said), `${name} answered ${JSON.stringify(answer)?.slice(0, 500)}`);
  ensure((said as { code: string }).code !== "internal", `a bug behind ${name}`);
}

function withKnown({ known }: Post, { input, ids }: MessageCase): unknown {
  const id = ids === undefined ? undefined : known.at(-1 - (ids >> 1));
  if (id === undefined || typeof input !== "object" || input === null) return input;
  const names = ["draftId", "reportId"].filter((name) => name in input && !("opening" in input));
  return { ...input, ...Object.fromEntries(names.map((name) => [name, id])) };
}

/** Remembers drafts that can become reports. */
function remember({ known }: Post, { draftId, opening }: MessageInput<"open-draft">): void {
  if (opening.state !== "captured" && opening.state !== "set") return;
  known.push(draftId);
  if (known.length > 8) known.shift();
}

function whereFrom({ ownAddress, ownId }: Post, from: MessageCase["from"]): MessageSource {
  const tab = { id: 1, windowId: 1, url: "https://x.com/home" };
  switch (from) {
    case "content":
      return { url: "https://x.com/home", id: ownId, tab, frameId: 0 };
    case "framed":
      return {
        url: "https://x.com/home",
        id: ownId,
        tab: { ...tab, url: "https://evil.example/" },
        frameId: 2,
      };
    case "web-page":
      return { url: "https://evil.example/form.html", id: ownId, tab, frameId: 0 };
    case "content-without-tab":
      return { url: "https://x.com/home", id: ownId };
    case "other-extension":
      return { url: ownAddress("/form.html"), id: "other", tab, frameId: 0 };
    case "unknown-page":
      return { url: ownAddress("/else.html"), id: ownId };
    case "look-alike":
      return { url: "https://evil.example/?https://x.com/", id: ownId, tab, frameId: 0 };
    case "no-address":
      return { id: ownId };
    case "form":
      return { url: ownAddress("/form.html"), id: ownId, tab, frameId: 1 };
    default:
      return {
        url: ownAddress(`/${from}.html`),
        id: ownId,
        tab: { ...tab, url: ownAddress(`/${from}.html`) },
        frameId: 0,
      };
  }
}
