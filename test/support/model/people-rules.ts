/** Invariant 3: deciders are entitled to decide, and no person takes part in both sides of a decision. */

import type { Context } from "./context.ts";
import { assertRule, type DoneAct, type ModelDecision } from "./model.ts";
import { type Rows, rootOf } from "./rows.ts";
import { seesCase } from "./sees-case.ts";
import type { ModelPerson } from "./world.ts";

export function checkPeople(context: Context, after: Rows): void {
  const { model } = context;
  for (const { by, path, status, body } of model.step.answers) {
    assertRule(status < 500, 0, () => `${path} by ${by.name}: ${status} ${JSON.stringify(body)}`);
    const isOut = by.suspended && !model.step.touched.has(by.id);
    assertRule(!isOut || status >= 400, 3, () => `${by.name} is suspended: ${path}`);
  }
  for (const act of model.step.done) checkDone(context, act);
  for (const row of after.decisions) {
    const decision = model.decisions.get(row.id);
    assertRule(decision?.by.id === row.personId, 3, () => `nobody made decision ${row.id}`);
    if (decision && row.state === "confirmed")
      assertRule(hasTwo(decision), 3, () => `decision ${row.id} stands on one person`);
  }
}

/** A second person, or two of the panel. */
export function hasTwo({ by, second, votes }: ModelDecision): boolean {
  if (second) return second.by.id !== by.id;
  return new Set(votes.filter(({ vote }) => vote === "uphold").map((vote) => vote.by.id)).size >= 2;
}

const judging: readonly DoneAct["what"][] = [
  "propose",
  "confirm",
  "refuse",
  "vote",
  "hear",
  "merge",
  "split",
];

function checkDone(context: Context, one: DoneAct): void {
  const { model } = context;
  const { step } = model;
  const { what, by, decisionId } = one;
  if (step.touched.has(by.id)) return;
  assertRule(
    by.role === (what === "vote" ? "panelist" : "supervisor"),
    3,
    () => `${what} by ${by.name}, ${by.role}`,
  );
  // A person split or reported the case at the same moment, so the order is unknown.
  if (step.isParallel && step.done.some((other) => other.what === "split")) return;
  if (!judging.includes(what)) return;
  checkOwn(context, one);
  const decision = decisionId === undefined ? undefined : model.decisions.get(decisionId);
  if (!decision) return;
  if (what === "hear") checkParty(decision, by, what);
  else checkReversal(context, decision, by, what);
  if (what === "propose") return;
  if (what === "confirm") checkProposer(context, decision, one.caseIds);
  assertRule(by.id !== decision.by.id, 3, () => `${what} by ${by.name} on their own decision`);
  const isTied = areConnected(by, decision.by);
  assertRule(!isTied, 3, () => `${what} by ${by.name}, who invited ${decision.by.name} or was invited`);
}

function checkOwn(context: Context, { what, by, caseIds, decisionId }: DoneAct): void {
  const { model, before } = context;
  const reporters = before.reports
    .filter((row) => caseIds.includes(rootOf(before, row.caseId)))
    .flatMap(({ id, caseId }) => {
      const person = model.reports.get(id)?.by;
      return person ? [{ caseId: rootOf(before, caseId), person }] : [];
    });
  for (const { person: reporter } of reporters) {
    assertRule(reporter.id !== by.id, 3, () => `${what} by ${by.name} on their own report`);
    const proposer = what === "confirm" && decisionId ? model.decisions.get(decisionId)?.by : undefined;
    assertRule(proposer?.id !== reporter.id, 3, () => `confirmed, though ${reporter.name} reported it`);
  }
  for (const caseId of caseIds) {
    const names = reporters.filter((reporter) => reporter.caseId === caseId);
    assertRule(
      names.length === 0 || !names.every(({ person }) => areConnected(person, by)),
      3,
      () => `${what} by ${by.name} on ${caseId}, which only people tied to them reported`,
    );
  }
  if (model.step.isParallel) return;
  for (const id of caseIds)
    assertRule(seesCase(context, before, by, id), 6, () => `${what} by ${by.name}, who may not see ${id}`);
}

/** The first person must still be entitled when the second confirms. */
function checkProposer(context: Context, { id, by }: ModelDecision, caseIds: readonly string[]): void {
  const { step } = context.model;
  // A repeated confirmation changes nothing.
  const waited = context.before.decisions.some((row) => row.id === id && row.state === "proposed");
  if (!waited || step.isParallel || step.touched.has(by.id)) return;
  const isEntitled = by.role === "supervisor" && !by.suspended;
  assertRule(isEntitled, 3, () => `${id} was confirmed, whose proposer ${by.name} may not decide`);
  for (const caseId of caseIds)
    assertRule(
      seesCase(context, context.before, by, caseId),
      6,
      () => `${id} was confirmed, whose proposer ${by.name} may not see ${caseId}`,
    );
}

/** People do not reverse decisions in which they took part. */
function checkReversal({ model }: Context, { reverses }: ModelDecision, by: ModelPerson, what: string): void {
  const reversed = reverses === undefined ? undefined : model.decisions.get(reverses);
  if (reversed) checkParty(reversed, by, what);
}

function checkParty({ id, by: first, second, votes }: ModelDecision, by: ModelPerson, what: string): void {
  const parties = [first, ...(second ? [second.by] : []), ...votes.map((vote) => vote.by)];
  assertRule(
    !parties.some((party) => party.id === by.id || areConnected(party, by)),
    3,
    () => `${what} by ${by.name}, a party of ${id} or tied to one`,
  );
}

function areConnected(one: ModelPerson, other: ModelPerson): boolean {
  const haveOneInviter = one.invitedBy !== undefined && one.invitedBy === other.invitedBy;
  return haveOneInviter || one.invitedBy === other.id || other.invitedBy === one.id;
}
