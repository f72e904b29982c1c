/** Checks an export's letters against the intake's key, the log and the decisions, and the events of each. */

import { z } from "zod";
import type { DecisionView } from "../contract/decision.ts";
import type { CaseExport, ExportedRequests } from "../contract/export.ts";
import type { Letter, LetterItem } from "../contract/letter.ts";
import { itemOutcome } from "../contract/request-state.ts";
import type { Result } from "../contract/result.ts";
import { digestJson } from "../seal/digest.ts";
import { openLetter } from "../seal/signed-kinds.ts";
import type { Logs } from "./check-audit-log.ts";
import type { Finding, Note } from "./finding.ts";
import {
  checkContent,
  checkLeftOut,
  type LoggedRows,
  type LoggedState,
  matchesLogged,
  notePart,
  type PartCheck,
} from "./logged-rows.ts";

export interface RequestContext {
  decisions: readonly DecisionView[];
  keys: CaseExport["keys"];
  logs: Logs;
  rows: LoggedRows;
  note: Note;
  inLane: boolean;
}

export interface OpenedLetters {
  /** The number of each letter that the log names, by request. */
  numbers: ReadonlyMap<string, string>;
  /** Items of the letters whose signature holds, by id. */
  items: ReadonlyMap<string, LetterItem>;
}

export async function checkLetters(
  letters: ExportedRequests["letters"],
  context: RequestContext,
): Promise<OpenedLetters> {
  const numbers = new Map<string, string>();
  const items = new Map<string, LetterItem>();
  for (const exported of letters) {
    const states = context.rows.requests.get(exported.id) ?? [];
    const made = states.filter(
      ({ entry: { act, detail } }) => isMaking(act) && detail.request === exported.id,
    );
    const opened =
      exported.jws === undefined ? undefined : await openLetter(exported.jws, context.keys.intake);
    const letter = opened?.ok ? opened.value : undefined;
    const [first] = made;
    const number = String(first?.entry.detail.number ?? letter?.number ?? "?");
    const values = { number, at: first?.entry.at ?? letter?.madeAt ?? "" };
    numbers.set(exported.id, number);
    for (const item of letter?.items ?? []) items.set(item.id, item);
    const checked = letter
      ? { wrong: await wrongInLetter({ ...exported, letter }, { states, made }, context.decisions) }
      : unopened(exported, opened, { states, inLane: true });
    // After a split, another case's log records its making.
    const why = first ? {} : { why: "elsewhere" };
    notePart(context.note, { code: "letter", path: `letter ${number}`, values }, { ...why, ...checked });
  }
  return { numbers, items };
}

/**
 * The check of a letter that is not in the file, or that the intake's key did not sign. A letter to a platform may be
 * withheld because of an item of another case, whose lane this file cannot show.
 */
export function unopened(
  { jws, leftOut }: ExportedRequests["letters"][number],
  opened: Result<unknown> | undefined,
  { states, inLane }: { states: readonly LoggedState[]; inLane: boolean },
): PartCheck {
  if (opened?.ok === false) return { wrong: [opened.problem.detail ?? ""] };
  const isLeftOut = jws === undefined && leftOut !== undefined && states.length > 0;
  return isLeftOut ? checkLeftOut(leftOut, inLane) : { wrong: ["absent"] };
}

const isMaking = (act: string) => act === "request-made";

interface SignedLetter {
  id: string;
  jws?: string | undefined;
  letter: Letter;
}

interface LetterStates {
  states: readonly LoggedState[];
  /** States logged when the letter was made: one for each of its items in these cases. */
  made: readonly LoggedState[];
}

async function wrongInLetter(
  { id, jws, letter }: SignedLetter,
  { states, made }: LetterStates,
  decisions: readonly DecisionView[],
): Promise<string[]> {
  if (states.length === 0 || letter.id !== id) return ["log"];
  const digest = await digestJson(letter);
  const wrong = new Set<string>();
  for (const { state } of states) {
    const isSame = state.letter === `sha256:${digest}` && (await matchesLogged(state.jws, jws));
    if (!isSame) wrong.add("log");
  }
  for (const { caseId, entry } of made) {
    const { letter: logged, number, kind, decision } = entry.detail;
    const isLogged = logged === digest && number === letter.number && kind === letter.kind;
    if (!isLogged || entry.at !== letter.madeAt) wrong.add("log");
    const item = letter.items.find((listed) => listed.caseId === caseId && listed.decisionId === decision);
    if (!item) wrong.add("item");
    else if (!isDecided(item, decisions)) wrong.add("decision");
  }
  return [...wrong];
}

/**
 * Compares an item with the post that its decision froze; a restoration names what the reversed decision froze. True
 * if the export has no such decision: `checkComplete` notes that.
 */
export function isDecided(
  item: Pick<LetterItem, "decisionId" | "subject" | "address" | "manifest">,
  decisions: readonly DecisionView[],
): boolean {
  const decision = decisions.find(({ id }) => id === item.decisionId);
  if (!decision) return true;
  const frozen = [decision, decisions.find(({ id }) => id === decision.reverses)].flatMap((made) =>
    made?.frozen ? [made.frozen] : [],
  );
  const fits = frozen.some(
    ({ subject, address, evidence }) =>
      subject === item.subject &&
      (address ?? item.address) === item.address &&
      (item.manifest ?? evidence?.manifest) === evidence?.manifest,
  );
  return frozen.length === 0 || fits;
}

const answers = z.array(z.object({ place: z.int(), outcome: itemOutcome.optional() }));
const loggedEvent = z.object({ act: z.string(), requestId: z.string(), detail: z.string() });

export async function checkEvents(
  events: ExportedRequests["events"],
  { numbers }: OpenedLetters,
  { rows, note }: RequestContext,
): Promise<void> {
  for (const event of events) {
    const logged = rows.request_events.get(event.id)?.at(-1);
    const state = loggedEvent.safeParse(logged?.state).data;
    const { act = "?", requestId = "" } = state ?? {};
    const number = numbers.get(requestId) ?? "?";
    const values = { number, act, at: logged?.entry.at ?? "" };
    const path = `letter ${number} event ${event.id}`;
    const own = answers.safeParse(logged?.entry.detail.items).data ?? [];
    const checked = state ? await checkEvent(event, state, own) : { wrong: ["log"] };
    const isProven = checked.wrong.length === 0 && checked.why === undefined;
    if (isProven && act === "answered") noteAnswers(own, { ...values, source: sourceOf(event) }, path, note);
    else notePart(note, { code: "letter-event", path, values }, checked);
  }
}

export function sourceOf({ detail }: ExportedRequests["events"][number]): "person" | "key" {
  return detail?.key === undefined ? "person" : "key";
}

function noteAnswers(own: z.infer<typeof answers>, values: Finding["values"], path: string, note: Note) {
  for (const { place, outcome = "pending" } of own)
    note("answer", true, `${path} item ${place}`, { ...values, place, answer: outcome });
}

/** `own`: the answers about these cases, as the log's entry gives them. */
async function checkEvent(
  { detail, leftOut }: ExportedRequests["events"][number],
  state: z.infer<typeof loggedEvent>,
  own: z.infer<typeof answers>,
): Promise<PartCheck> {
  const checked = await checkContent(state.detail, { content: detail, leftOut, inLane: true });
  const stated = answers.safeParse(detail?.items).data ?? [];
  const differs = own.some(
    ({ place, outcome }) =>
      outcome && !stated.some((answer) => answer.place === place && answer.outcome === outcome),
  );
  return detail !== undefined && differs ? { wrong: ["content"] } : checked;
}
