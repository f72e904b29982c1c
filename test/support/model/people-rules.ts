/** Invariant 3: whoever decides is entitled to, and nobody has a part in both sides of a decision. */

import type { Context } from "./context.ts";
import { type Done, demand, type ModelDecision } from "./model.ts";
import { type Rows, rootOf } from "./rows.ts";
import { seesCase } from "./sees-case.ts";
import type { ModelPerson } from "./world.ts";

export function checkPeople(context: Context, after: Rows): void {
  const { model } = context;
  for (const { by, path, status, body } of model.step.answers) {
    demand(status < 500, 0, () => `${path} by ${by.name}: ${status} ${JSON.stringify(body)}`);
    const isOut = by.suspended && !model.step.touched.has(by.id);
    demand(!isOut || status >= 400, 3, () => `${by.name} is suspended: ${path}`);
  }
  for (const one of model.step.done) checkDone(context, one);
  for (const row of after.decisions) {
    const decision = model.decisions.get(row.id);
    demand(decision?.by.id === row.personId, 3, () => `nobody made decision ${row.id}`);
    if (decision && row.state === "confirmed")
      demand(hasTwo(decision), 3, () => `decision ${row.id} stands on one person`);
  }
}

/** A second person, or two of the panel. */
export function hasTwo({ by, second, votes }: ModelDecision): boolean {
  if (second) return second.by.id !== by.id;
  return new Set(votes.filter(({ vote }) => vote === "uphold").map((one) => one.by.id)).size >= 2;
}

const judging: readonly Done["what"][] = ["propose", "confirm", "refuse", "vote", "hear", "merge", "split"];

function checkDone(context: Context, one: Done): void {
  const { model } = context;
  const { step } = model;
  const { what, by, decisionId } = one;
  if (step.touched.has(by.id)) return;
  demand(
    by.role === (what === "vote" ? "panelist" : "supervisor"),
    3,
    () => `${what} by ${by.name}, ${by.role}`,
  );
  // Somebody split or reported the case in the same moment: which was first is unknown.
  if (step.isParallel && step.done.some((other) => other.what === "split")) return;
  if (!judging.includes(what)) return;
  checkOwn(context, one);
  const decision = decisionId === undefined ? undefined : model.decisions.get(decisionId);
  if (!decision) return;
  if (what === "hear") checkParty(decision, by, what);
  else checkReversal(context, decision, by, what);
  if (what === "propose") return;
  demand(by.id !== decision.by.id, 3, () => `${what} by ${by.name} on their own decision`);
  const isTied = what !== "hear" && areTied(by, decision.by);
  demand(!isTied, 3, () => `${what} by ${by.name}, who invited ${decision.by.name} or was invited`);
}

function checkOwn(context: Context, { what, by, caseIds, decisionId }: Done): void {
  const { model, before } = context;
  const reporters = before.reports
    .filter((row) => caseIds.includes(rootOf(before, row.caseId)))
    .flatMap(({ id }) => model.reports.get(id)?.by ?? []);
  for (const reporter of reporters) {
    demand(reporter.id !== by.id, 3, () => `${what} by ${by.name} on their own report`);
    demand(!areTied(reporter, by), 3, () => `${what} by ${by.name} on a report by ${reporter.name}`);
    const proposer = what === "confirm" && decisionId ? model.decisions.get(decisionId)?.by : undefined;
    demand(proposer?.id !== reporter.id, 3, () => `confirmed, though ${reporter.name} reported it`);
  }
  if (model.step.isParallel) return;
  for (const id of caseIds)
    demand(seesCase(context, before, by, id), 6, () => `${what} by ${by.name}, who may not see ${id}`);
}

/** Nobody takes back what they took part in. */
function checkReversal({ model }: Context, { reverses }: ModelDecision, by: ModelPerson, what: string): void {
  const reversed = reverses === undefined ? undefined : model.decisions.get(reverses);
  if (reversed) checkParty(reversed, by, what);
}

function checkParty({ id, by: first, second, votes }: ModelDecision, by: ModelPerson, what: string): void {
  const parties = [first, ...(second ? [second.by] : []), ...votes.map((one) => one.by)];
  demand(!parties.some((party) => party.id === by.id), 3, () => `${what} by ${by.name}, a party of ${id}`);
}

function areTied(one: ModelPerson, other: ModelPerson): boolean {
  return one.invitedBy === other.id || other.invitedBy === one.id;
}
