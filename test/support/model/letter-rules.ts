/** Invariant 1: what is asked of a platform is what two people had before their eyes. */

import type { LetterItem } from "../../../utils/shared/contract/letter.ts";
import type { Context } from "./context.ts";
import { assertRule, type DecidedPost, type ModelDecision } from "./model.ts";
import { hasTwo } from "./people-rules.ts";
import { namedBy, posts } from "./posts.ts";
import type { DecisionRow, RequestRow, Rows } from "./rows.ts";

export function checkLetters(context: Context, after: Rows): void {
  const { model } = context;
  for (const row of after.decisions) {
    const decision = model.decisions.get(row.id);
    if (decision) checkFrozen(decision, row);
  }
  for (const request of after.requests) {
    const { id, letter } = request;
    const text = JSON.stringify(letter);
    const isNew = !model.texts.has(id);
    assertRule(model.letters.has(id), 1, () => `nobody made request ${id}`);
    assertRule(isNew || model.texts.get(id) === text, 1, () => `the letter of ${id} was changed`);
    model.texts.set(id, text);
    for (const item of letter.items) {
      const decision = model.decisions.get(item.decisionId);
      const row = after.items.find((other) => other.id === item.id);
      const isSame = row?.subject === item.subject && row.permalink === item.address;
      assertRule(isSame, 1, () => `item ${item.id} is not what the letter says`);
      assertRule(
        decision !== undefined && hasTwo(decision),
        1,
        () => `two people did not decide ${item.decisionId}`,
      );
      if (decision && letter.kind === "order") checkOrdered(after, request, item, decision);
      if (decision && letter.kind === "restore") checkRestored(after, request, item, decision);
      if (isNew && decision) checkManifest(context, item, decision);
    }
  }
}

/** From the first moment on a decision holds what its proposer saw. */
function checkFrozen({ id, seen }: ModelDecision, { frozen }: DecisionRow): void {
  assertRule(
    frozen?.subject === seen.subject,
    1,
    () => `decision ${id} is on another subject than its proposer saw`,
  );
  const strange = frozen?.aliases.find((name) => !seen.names.includes(name));
  assertRule(
    strange === undefined,
    1,
    () => `decision ${id} names ${strange}, which its proposer did not see`,
  );
  const reportId = frozen?.evidence?.reportId;
  assertRule(
    reportId === seen.reportId,
    1,
    () => `decision ${id} rests on other evidence than its proposer saw`,
  );
}

function checkOrdered(
  after: Rows,
  { letter }: RequestRow,
  { subject, aliases, address }: LetterItem,
  decision: ModelDecision,
): void {
  const { id, category, action, seen, second } = decision;
  const isAsked = letter.category === category && letter.action === action;
  assertRule(
    isAsked,
    1,
    () => `the letter asks for ${letter.category} ${letter.action}, decided was ${category} ${action}`,
  );
  assertRule(subject === seen.subject, 1, () => `the letter names ${subject}, decided was ${seen.subject}`);
  const strange = aliases.find((name) => !seen.names.includes(name));
  assertRule(strange === undefined, 1, () => `the letter names ${strange}, which decision ${id} does not`);
  const names = [subject, ...aliases];
  assertRule(
    names.includes(namedBy.get(address) ?? ""),
    1,
    () => `${address} leads to none of ${names.join(", ")}`,
  );
  const isDeleted = after.decisions.some((row) => row.id === id && row.frozen?.deletedAt !== undefined);
  const expected = isDeleted ? [addressOf(seen), plainAddress(subject)] : [addressOf(seen)];
  assertRule(
    expected.includes(address),
    1,
    () => `the letter asks for ${address}, seen was ${expected.join(" or ")}`,
  );
  if (!second) return;
  const { seen: shown } = second;
  const isShown =
    shown !== undefined &&
    shown.subject === subject &&
    [...shown.aliases].sort().join() === [...aliases].sort().join() &&
    shown.evidence?.reportId === seen.reportId &&
    (shown.address === address || isDeleted);
  assertRule(
    isShown,
    1,
    () => `the second person saw ${JSON.stringify(shown)}, the letter asks for ${address}`,
  );
}

/** The address that the first person saw, where it leads to the post; else the post's own. */
function addressOf({ subject, address, names }: DecidedPost): string {
  const named = address === undefined ? undefined : namedBy.get(address);
  const isOwn = named === subject || names.includes(named ?? "");
  return isOwn && address !== undefined ? address : plainAddress(subject);
}

function plainAddress(subject: string): string {
  return posts.find((post) => post.subject === subject)?.addresses[0] ?? "";
}

function checkRestored(
  after: Rows,
  { letter }: RequestRow,
  { subject, address }: LetterItem,
  { id, act, reverses }: ModelDecision,
): void {
  assertRule(act === "reject" && reverses !== undefined, 1, () => `${id} reverses nothing, and is asked for`);
  const order = after.requests.find((request) => request.letter.number === letter.restores);
  const isOrdered = order?.letter.items.some(
    (ordered) => ordered.subject === subject && ordered.address === address,
  );
  assertRule(isOrdered === true, 1, () => `${subject} at ${address} was never ordered by ${letter.restores}`);
}

function checkManifest(
  { model, before }: Context,
  { manifest, decisionId }: LetterItem,
  { seen, reverses }: ModelDecision,
): void {
  const reportId = (reverses ? model.decisions.get(reverses)?.seen.reportId : undefined) ?? seen.reportId;
  const report = reportId === undefined ? undefined : model.reports.get(reportId);
  if (manifest !== undefined)
    assertRule(manifest === report?.manifest, 1, () => `the letter of ${decisionId} names other evidence`);
  const row = before.reports.find(({ id }) => id === reportId);
  if (manifest !== undefined || !row || row.deleted || model.step.isParallel) return;
  const isLive = before.reports.some(({ caseId, withdrawn }) => caseId === row.caseId && !withdrawn);
  assertRule(!isLive, 1, () => `the letter of ${decisionId} names no evidence`);
}
