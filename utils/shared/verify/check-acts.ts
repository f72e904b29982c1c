/**
 * Checks decisions, reviews and withdrawals of an export against the log: each must have an entry, with its
 * digest if recorded.
 */

import type { LogEntry } from "../contract/case.ts";
import type { DecisionView } from "../contract/decision.ts";
import type { ReviewView } from "../contract/review.ts";
import { canonicalJson, digestJson } from "../seal/digest.ts";
import type { Logs } from "./check-audit-log.ts";
import type { Note } from "./finding.ts";

/**
 * True if the exported decisions or the log put the case into the no-pixels lane: proposed or decided as child sexual abuse
 * material, or reported as such while no category is decided. Only then may contents be withheld.
 */
export function isInLane(decisions: readonly DecisionView[], logs: Logs): boolean {
  const isMaterial = (category: unknown) => category === "PORNO_ANAK";
  const counting = decisions.filter(({ state }) => state !== "refused" && state !== "undone");
  if (counting.some(({ category }) => isMaterial(category))) return true;
  if (counting.some(({ state, category }) => state === "confirmed" && category !== undefined)) return false;
  return [...logs.values()]
    .flat()
    .some(({ act, detail }) => act === "report-received" && isMaterial(detail.category));
}

export async function checkDecision(decision: DecisionView, logs: Logs, note: Note): Promise<void> {
  const proposed = findEntry(logs, "decision-proposed", "decision", decision.id);
  const path = `decision ${decision.id}`;
  // The name may be hidden from the second person while the decision is pending.
  const by = decision.by ?? proposed?.entry.by ?? "";
  const { act, at } = decision;
  if (!proposed) return note("decision", false, path, { part: "log", by, at });
  const { detail } = proposed.entry;
  const lists = ["basis", "elements", "exceptions"] as const;
  const comparedNames = [
    "act",
    "category",
    "subReason",
    "action",
    "why",
    "agency",
    "reverses",
    "canned",
    "look",
  ] as const;
  const wrong = [
    ...(proposed.entry.by === by ? [] : ["by"]),
    ...(proposed.entry.at === decision.at ? [] : ["at"]),
    ...comparedNames.filter((part) => detail[part] !== decision[part]),
    ...(detail.bulk === decision.bulkId ? [] : ["bulkId"]),
    ...lists.filter((part) => canonicalJson(detail[part] ?? []) !== canonicalJson(decision[part])),
    ...(await wrongInFrozen(decision, detail.frozen)),
    ...(await wrongInAnswer(decision, logs)),
    ...wrongInSettling(decision, logs),
    ...wrongInState(decision, logs),
    ...wrongInReversal(decision, logs),
    ...(await wrongInVotes(decision, logs)),
    ...wrongInReview(decision, logs),
  ];
  for (const part of wrong) note("decision", false, `${path} ${part}`, { part, by, at });
  if (wrong.length > 0) return;
  const elsewhere = loggedElsewhere(decision, logs);
  if (elsewhere) note("decision", "unknown", `${path} ${elsewhere}`, { part: elsewhere, by, at });
  // Older entries have no version. Each act increased it, so the previous entry's version is assumed. Later
  // lookups could also increase it without an entry, so the assumption may be wrong.
  const { id, reason, reverses } = decision;
  const caseVersion = detail.caseVersion ?? proposed.entry.seq - 1;
  const onCase = { caseVersion, ...(reverses === undefined ? {} : { reverses }) };
  const whole = { id, act, reason, ...onCase, ...inputOf(decision, detail) };
  const digest = await digestJson({ caseId: proposed.caseId, ...whole });
  const differs = detail.caseVersion === undefined ? "unknown" : false;
  const holds = digest === detail.digest ? true : differs;
  note("decision", holds, holds === false ? `${path} reason` : path, { part: "reason", by, at });
}

/** Unknown if a part was deleted or withheld, and for decisions from before it was stored. */
async function wrongInFrozen({ frozen }: DecisionView, digest: unknown): Promise<string[]> {
  if (!frozen) return digest === undefined ? [] : ["frozen"];
  if (frozen.deletedAt !== undefined || frozen.withheld) return [];
  return (await digestJson(frozen)) === digest ? [] : ["frozen"];
}

/** The input of the act. Before elements, exceptions and codes existed, approvals and rejections had none. */
function inputOf(
  { act, category, subReason, action, basis, elements, exceptions, unseenReason, why, agency }: DecisionView,
  logged: LogEntry["detail"],
): object {
  if (act === "recategorise") return { category };
  if (act === "escalate") return { agency };
  if (act === "reject") return why === undefined ? {} : { why };
  const grounds = logged.elements === undefined ? {} : { elements, exceptions };
  const optional = {
    ...(subReason === undefined ? {} : { subReason }),
    ...(unseenReason === undefined ? {} : { unseenReason }),
  };
  return { category, ...optional, action, basis, ...grounds };
}

const answers = {
  proposed: undefined,
  disputed: "decision-refused",
  confirmed: "decision-confirmed",
  refused: "decision-refused",
  undone: "decision-undone",
} as const;

async function wrongInAnswer(decision: DecisionView, logs: Logs): Promise<string[]> {
  // A decision before a panel was refused first.
  const act = decision.settledAt === undefined ? answers[decision.state] : "decision-refused";
  const answered = act && findEntry(logs, act, "decision", decision.id)?.entry;
  // A decision superseded by a merge was ended without a person.
  if (!answered) return decision.answeredBy === undefined ? [] : ["state"];
  const reason = decision.answerReason;
  const digest = reason === undefined ? undefined : await digestJson(reason);
  return [
    ...(answered.by === decision.answeredBy ? [] : ["answeredBy"]),
    ...(answered.at === decision.answeredAt ? [] : ["answeredAt"]),
    ...(answered.detail.reasonDigest === digest ? [] : ["answerReason"]),
    ...(canonicalJson(answered.detail.panelGap ?? null) === canonicalJson(decision.panelGap ?? null)
      ? []
      : ["panelGap"]),
    ...(await wrongInLook(decision, answered.detail)),
  ];
}

/** The second person's look, and the reason for none. */
async function wrongInLook(
  { answerLook, answerUnseenReason }: DecisionView,
  logged: LogEntry["detail"],
): Promise<string[]> {
  const digest = answerUnseenReason === undefined ? undefined : await digestJson(answerUnseenReason);
  return [
    ...(logged.look === answerLook ? [] : ["answerLook"]),
    ...(logged.unseenReasonDigest === digest ? [] : ["answerUnseenReason"]),
  ];
}

const settlings = {
  proposed: undefined,
  disputed: undefined,
  confirmed: "decision-upheld",
  refused: "decision-overturned",
  undone: "decision-undone",
} as const;

function wrongInSettling({ id, state, settledAt }: DecisionView, logs: Logs): string[] {
  if (settledAt === undefined) return [];
  const act = settlings[state];
  const settled = act && findEntry(logs, act, "decision", id)?.entry;
  // A decision superseded by a merge was ended without a person.
  if (!settled) return state === "undone" ? [] : ["state"];
  return settled.at === settledAt ? [] : ["settledAt"];
}

/** States that a decision can have after an act, the last act first. A merge ended some without an entry. */
const statesAfter: readonly (readonly [act: string, states: readonly DecisionView["state"][]])[] = [
  ["decision-upheld", ["confirmed"]],
  ["decision-overturned", ["refused"]],
  ["decision-undone", ["undone"]],
  ["decision-confirmed", ["confirmed"]],
  ["decision-refused", ["refused", "disputed", "undone"]],
];

function wrongInState({ id, state }: DecisionView, logs: Logs): string[] {
  const last = statesAfter.find(([act]) => findEntry(logs, act, "decision", id));
  return !last || last[1].includes(state) ? [] : ["state"];
}

/** `reversedAt` must be the time at which a reversal took effect. Required if a reversal that names this one did. */
function wrongInReversal({ id, reversedAt }: DecisionView, logs: Logs): string[] {
  const entries = [...logs.values()].flat();
  const reversals = entries.filter(
    (entry) => entry.act === "decision-proposed" && entry.detail.reverses !== undefined,
  );
  const since = (of: readonly LogEntry[]) =>
    of
      .map(({ detail: { decision } }) => entries.find((entry) => tookEffect(entry, decision))?.at)
      .filter((at) => at !== undefined);
  const named = since(reversals.filter(({ detail }) => detail.reverses === id));
  const holds = reversedAt === undefined ? named.length === 0 : since(reversals).includes(reversedAt);
  return holds ? [] : ["reversedAt"];
}

function tookEffect({ act, detail }: LogEntry, decision: unknown): boolean {
  return (act === "decision-confirmed" || act === "decision-upheld") && detail.decision === decision;
}

/** Votes on a decision that these logs name. */
function votesIn(logs: Logs, id: string): LogEntry[] {
  return [...logs.values()].flat().filter(({ act, detail }) => act === "vote-cast" && detail.decision === id);
}

/**
 * The part of a decision that the log of another case names: while the cases were one, the panel voted on an approval that
 * it had drawn. No other votes can be elsewhere, because cases with a disputed decision are not merged.
 */
function loggedElsewhere({ id, votes, review, settledAt }: DecisionView, logs: Logs): string | undefined {
  if (!review || settledAt !== undefined || !isSplit(logs)) return undefined;
  return votesIn(logs, id).length < votes.length ? "votes" : undefined;
}

/** Every vote must match its digest, and after the settlement none may be missing. */
async function wrongInVotes(decision: DecisionView, logs: Logs): Promise<string[]> {
  const { id, votes, settledAt, review } = decision;
  const cast = votesIn(logs, id);
  const isPart = loggedElsewhere(decision, logs) !== undefined;
  if (!isPart && (settledAt ?? review?.at) !== undefined && cast.length !== votes.length) return ["votes"];
  let found = 0;
  for (const { by, at, affiliation, ...input } of votes) {
    const digest = await digestJson({ decisionId: id, ...input });
    const entry = cast.find((entry) => entry.detail.digest === digest && entry.by === by && entry.at === at);
    if (!entry && !isPart) return ["votes"];
    // Entries from before affiliations were recorded have none.
    if (entry && "affiliation" in entry.detail && entry.detail.affiliation !== (affiliation ?? null))
      return ["votes"];
    if (entry) found++;
  }
  return found === cast.length || !isPart ? [] : ["votes"];
}

/** The draw, its share, and the panel's verdict on an approval that it took. */
function wrongInReview(decision: DecisionView, logs: Logs): string[] {
  const { id, review } = decision;
  const drawn = findEntry(logs, "decision-confirmed", "decision", id)?.entry.detail;
  const isTaken = Number(drawn?.draw) < Number(drawn?.share);
  if (!review) return isTaken ? ["review"] : [];
  const holds = isTaken && drawn?.draw === review.draw && drawn.share === review.share;
  const ended = (["upheld", "overturned"] as const).map(
    (state) => [state, findEntry(logs, `review-${state}`, "decision", id)?.entry.at] as const,
  );
  const [state, at] = ended.find(([, since]) => since !== undefined) ?? ["waiting"];
  // The last vote, whose entry the verdict follows, may be in another case's log.
  const isElsewhere = state === "waiting" && loggedElsewhere(decision, logs) !== undefined;
  return holds && (isElsewhere || (state === review.state && at === review.at)) ? [] : ["review"];
}

export async function checkReview(review: ReviewView, logs: Logs, note: Note): Promise<void> {
  const { by, at, ...input } = review;
  const path = `review ${review.id}`;
  const logged = findEntry(logs, "review-received", "review", review.id);
  if (!logged) return note("review", false, path, { part: "log", by });
  const { entry, caseId } = logged;
  // Every review has a reason. An empty one was given up together with its content.
  const isSaid = review.reason !== "";
  const wrong = [
    ...(entry.by === by ? [] : ["by"]),
    ...(entry.at === at ? [] : ["at"]),
    ...(entry.detail.verdict === review.verdict ? [] : ["verdict"]),
    ...(isSaid && entry.detail.digest !== (await digestJson({ caseId, ...input })) ? ["reason"] : []),
  ];
  for (const part of wrong) note("review", false, `${path} ${part}`, { part, by });
  if (wrong.length === 0)
    note("review", isSaid ? true : "unknown", path, { part: isSaid ? "" : "reason", by });
}

/** A report's id, and what the export says of its withdrawal and deletion. */
export interface StatedReport {
  id: string;
  withdrawnAt?: string | undefined;
  withdrawnReason?: string | undefined;
  deletedAt?: string | undefined;
}

/** A withdrawal must be in the export exactly if it is in the log. `isOlder`: the export may be from before it said so. */
export async function checkWithdrawal(
  number: string,
  { id, withdrawnAt, withdrawnReason }: StatedReport,
  { logs, isOlder }: { logs: Logs; isOlder: boolean },
  note: Note,
): Promise<void> {
  const entry = findEntry(logs, "report-withdrawn", "report", id)?.entry;
  if (!entry && withdrawnAt === undefined) return;
  const at = withdrawnAt ?? entry?.at ?? "";
  if (entry ? isOlder && withdrawnAt === undefined : isSplit(logs))
    return note("withdrawal", "unknown", number, { at });
  const holds =
    entry?.at === withdrawnAt &&
    (withdrawnReason === undefined || entry?.detail.reasonDigest === (await digestJson(withdrawnReason)));
  note("withdrawal", holds, number, { at });
}

/** Contents may be missing as deleted only if the log records the deletion. */
export function checkDeletion(
  number: string,
  { id, deletedAt }: StatedReport,
  { logs }: { logs: Logs },
  note: Note,
): void {
  if (deletedAt === undefined) return;
  const deletions = [...logs.values()]
    .flat()
    .filter(({ act, detail }) => act === "evidence-deleted" && detail.report === id);
  const holds = deletions.length === 0 ? isSplit(logs) : deletions.some(({ at }) => at === deletedAt);
  if (!holds) note("left-out", false, number, { why: "deleted", parts: "" });
}

/** After a split, what was logged while the cases were one is in the other case's log. */
export function isSplit(logs: Logs): boolean {
  return [...logs.values()].flat().some(({ act }) => act === "case-split" || act === "case-restored");
}

function findEntry(
  logs: Logs,
  act: string,
  what: string,
  id: string,
): { caseId: string; entry: LogEntry } | undefined {
  for (const [caseId, entries] of logs) {
    const entry = entries.find((entry) => entry.act === act && entry.detail[what] === id);
    if (entry) return { caseId, entry };
  }
  return undefined;
}
