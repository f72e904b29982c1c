/** Supervisors' acts on a case, under the case's lock: propose, confirm, refuse, undo. */

import { and, eq } from "drizzle-orm";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type {
  AnswerInput,
  DecisionInput,
  DecisionView,
  PanelGap,
} from "../../../utils/shared/contract/decision.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { isCanned } from "../../../utils/shared/policy/canned-analysis.ts";
import { subReasonOf } from "../../../utils/shared/policy/sub-reasons.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import {
  type ActFacts,
  checkAct,
  checkReversal,
  type DecisionInForce,
  isTainted,
  isWaiting,
} from "../../cases/rules/allowed-acts.ts";
import { effectInForce, effectWhileWaiting } from "../../cases/rules/decision-effects.ts";
import { checkLegalBasis } from "../../cases/rules/legal-basis.ts";
import { panelGap } from "../../cases/rules/quorum.ts";
import { endAssignment } from "../../cases/store/assignments.ts";
import { readActFacts } from "../../cases/store/case-facts.ts";
import { lockInScope, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import { checkNotClaimed, deleteClaim } from "../../cases/store/claims.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref } from "../../core/scope.ts";
import type { CaseRecord, DecisionRecord } from "../../db/rows.ts";
import { decisions } from "../../db/schema/index.ts";
import type { Db, Store } from "../../db/store.ts";
import { checkGrounds } from "../rules/decision-data.ts";
import { checkLook, type Looked, lookOf } from "../rules/opened-evidence.ts";
import { applyDecision, type DecisionCallbacks, saveEffect } from "./apply-decision.ts";
import { type DecisionWithVotes, lockDecision, readDecision, readPanelists } from "./decision-reads.ts";
import { readLookFacts, readReasons } from "./evidence-openings.ts";
import { freezeCase } from "./frozen-post.ts";
import { type Drawn, drawReview } from "./panel.ts";
import { type Repeats, readRepeatsSince } from "./repeated-reports.ts";

/** The bulk to which a decision belongs. */
export interface Bulk {
  id: string;
  /** Common group of the cases. Null if there is none; the bulk then has exactly one case. */
  groupId: string | null;
  alone: boolean;
}

export interface Proposing {
  actor: Actor;
  at: Date;
  bulk?: Bulk;
}

/**
 * Proposes a decision; it takes effect when a second supervisor confirms it. Idempotent by the decision's id
 * and digest.
 */
export async function proposeDecision(
  db: Db,
  ref: Ref,
  input: DecisionInput,
  proposing: Proposing,
): Promise<Result<DecisionWithVotes>> {
  return db.transaction((tx) => proposeInTransaction(tx, ref, input, proposing));
}

/** Writes nothing if it fails, so the caller can go on in the same transaction. */
export async function proposeInTransaction(
  tx: Db,
  ref: Ref,
  input: DecisionInput,
  proposing: Proposing,
): Promise<Result<DecisionWithVotes>> {
  const { actor } = proposing;
  const digest = await digestJson({ caseId: ref.id, ...input });
  const row = await lockInScope(tx, ref);
  if (!row) return fail("not-found");
  if (row.mergedInto) return fail("case-changed", undefined, "now");
  const earlier = await readDecision(tx, input.id);
  if (earlier)
    return isRepeat(earlier.decision, digest, actor)
      ? ok(earlier)
      : fail("conflict", "another decision has this id");
  const allowed = await checkAllowed(tx, row, input, proposing);
  if (!allowed.ok) return allowed;
  const repeats = row.id === ref.id ? await readRepeatsSince(tx, row, input.caseVersion) : undefined;
  if (!repeats) return fail("case-changed", `version ${row.version}`);
  if (!isOfBulk(row, proposing.bulk)) return fail("not-similar");
  const sound = checkInput(input, proposing.at);
  if (!sound.ok) return sound;
  const looker = { personId: actor.personId, unseen: repeats.changed };
  const looked = input.act === "approve" ? await readLook(tx, row, input.category, looker) : undefined;
  const seen = looked ? checkLook(looked, unseenReasonOf(input)) : ok(undefined);
  if (!seen.ok) return seen;
  const decision = await newDecision(tx, row, input, { ...proposing, digest, looked, repeats });
  const saved = await tx.insert(decisions).values(decision).onConflictDoNothing().returning();
  // The same id arrived for another case at the same time.
  if (saved.length === 0) return fail("conflict", "another decision has this id");
  await logProposal(tx, row, decision, { actor, input, looked });
  await deleteClaim(tx, row.id, actor.personId);
  await endAssignment(tx, row.id, actor.personId);
  return ok({ decision, by: actor.name, answeredBy: null, votes: [] });
}

async function checkAllowed(
  tx: Db,
  row: CaseRecord,
  input: DecisionInput,
  { actor, at }: Proposing,
): Promise<Result<undefined>> {
  const allowed = checkProposal(input, { ...(await readActFacts(tx, row)), asker: actor });
  return allowed.ok ? checkNotClaimed(tx, row, actor, at) : allowed;
}

function isOfBulk({ groupId }: CaseRecord, bulk: Bulk | undefined): boolean {
  return !bulk || bulk.alone || (groupId !== null && groupId === bulk.groupId);
}

/** Child sexual abuse material is decided by address and times alone, without opening it. */
async function readLook(
  tx: Db,
  row: CaseRecord,
  category: CategoryCode | null,
  { personId, unseen }: Pick<Actor, "personId"> & { unseen?: readonly string[] },
): Promise<Looked> {
  const withheld = row.withheld || category === "PORNO_ANAK";
  return lookOf(await readLookFacts(tx, { ...row, withheld }, unseen), personId);
}

function unseenReasonOf(input: DecisionInput): string | undefined {
  return input.act === "approve" ? input.unseenReason : undefined;
}

/** The look, and the log entry on which `opened` rests. */
function lookDetail({ look, opening }: Looked) {
  return { look, ...(opening ? { opening: { case: opening.caseId, seq: opening.seq } } : {}) };
}

interface CheckedProposal extends Proposing {
  digest: string;
  looked: Looked | undefined;
  /** Changes after the case version that the proposer saw. */
  repeats: Repeats;
}

async function newDecision(
  tx: Db,
  row: CaseRecord,
  input: DecisionInput,
  { actor, at, bulk, digest, looked, repeats }: CheckedProposal,
): Promise<DecisionRecord> {
  const fields = decisionFields(input);
  const { category = null } = "category" in fields ? fields : {};
  const together = bulk && { id: bulk.id, groupId: row.groupId, at };
  return {
    id: input.id,
    caseId: row.id,
    spot: row.spot,
    personId: actor.personId,
    at,
    digest,
    act: input.act,
    category: null,
    subReason: null,
    action: null,
    basis: [],
    elements: [],
    exceptions: [],
    why: null,
    agency: null,
    ...fields,
    bulkId: bulk?.id ?? null,
    reason: input.reason,
    canned: isCanned({ reason: input.reason, ...fields }, await readReasons(tx, actor, together)),
    look: looked?.look ?? null,
    unseenReason: unseenReasonOf(input) ?? null,
    state: "proposed",
    frozen: await freezeCase(
      tx,
      { row, version: input.caseVersion, repeats: repeats.received },
      { category, digest },
    ),
    answeredBy: null,
    answeredAt: null,
    answerReason: null,
    answerLook: null,
    answerUnseenReason: null,
    settledAt: null,
    reverses: reversesOf(input) ?? null,
    reversedAt: null,
    draw: null,
    drawShare: null,
    review: null,
    reviewedAt: null,
    panelGap: null,
  };
}

async function logProposal(
  tx: Db,
  row: CaseRecord,
  decision: DecisionRecord,
  { actor, input, looked }: { actor: Actor; input: DecisionInput; looked: Looked | undefined },
): Promise<void> {
  const { id, act, digest, reverses, frozen, bulkId, canned } = decision;
  await saveWithLog(tx, withDerived(row, effectWhileWaiting(decision.category)), {
    at: decision.at,
    by: actor.name,
    device: actor.deviceId,
    act: "decision-proposed",
    rows: { decisions: [id] },
    detail: {
      decision: id,
      act,
      digest,
      caseVersion: input.caseVersion,
      ...decisionFields(input),
      ...(looked ? lookDetail(looked) : {}),
      ...(canned ? { canned } : {}),
      ...(reverses ? { reverses } : {}),
      frozen: await digestJson(frozen),
      ...(bulkId ? { bulk: bulkId } : {}),
    },
  });
}

function reversesOf(input: DecisionInput): string | undefined {
  return input.act === "approve" || input.act === "reject" ? input.reverses : undefined;
}

function checkProposal(input: DecisionInput, facts: ActFacts): Result<undefined> {
  const reverses = reversesOf(input);
  if (reverses === undefined) return checkAct(input.act, facts);
  const allowed = checkAct("reverse", facts);
  return allowed.ok ? checkReversal(facts.inForce, reversalBy(input, reverses)) : allowed;
}

function reversalBy(input: DecisionInput, id: string): DecisionInForce {
  return input.act === "approve" ? { id, act: input.act, action: input.action } : { id, act: input.act };
}

/** The fields specific to the act, without the reason. */
function decisionFields(input: DecisionInput) {
  if (input.act === "approve") {
    const { category, subReason, action, basis, elements, exceptions } = input;
    return { category, ...(subReason ? { subReason } : {}), action, basis, elements, exceptions };
  }
  if (input.act === "reject") return { why: input.why };
  return input.act === "recategorise" ? { category: input.category } : { agency: input.agency };
}

function checkInput(input: DecisionInput, at: Date): Result<undefined> {
  if (input.act !== "approve") return ok(undefined);
  const asked = checkLegalBasis(input, at.toISOString());
  if (!asked.ok) return asked;
  const { category, subReason } = input;
  if (subReason !== undefined && !subReasonOf(category, subReason))
    return fail("sub-reason-unknown", `${category} ${subReason}`);
  return checkGrounds(input);
}

interface Answering {
  actor: Actor;
  at: Date;
}

interface Answerer {
  store: Store;
  callbacks: DecisionCallbacks;
  /** Share of confirmed approvals that the panel reviews, in per cent. */
  sampleShare: number;
}

/** Confirms or refuses a colleague's waiting decision, or undoes one's own before it is settled. */
export async function saveAnswer(
  { store: { db }, callbacks, sampleShare }: Answerer,
  ref: Ref,
  input: AnswerInput,
  { actor, at }: Answering,
): Promise<Result<DecisionWithVotes>> {
  if (input.answer === "refuse" && input.reason === undefined) return fail("reason-needed");
  return db.transaction(async (tx) => {
    const locked = await lockDecision(tx, ref);
    if (!locked.ok) return locked;
    const { row, found } = locked.value;
    const { decision } = found;
    if (isRepeatedAnswer(decision, input, actor)) return ok(found);
    const facts = await readActFacts(tx, row);
    const allowed = await checkAnswer(tx, { row, decision, facts }, input, { actor, at });
    if (!allowed.ok) return allowed;
    const led = await leadingOn(tx, { row, decision, facts }, input.answer, { actor, sampleShare });
    const answered = { ...input, ...led, looked: allowed.value };
    const change = answerChange(decision, answered, { actor, at });
    await tx
      .update(decisions)
      .set(change)
      .where(and(eq(decisions.id, decision.id), eq(decisions.spot, decision.spot)));
    const act = {
      at,
      by: actor.name,
      device: actor.deviceId,
      act: logActs[input.answer],
      rows: { decisions: [decision.id] },
      detail: await answerDetail(decision, answered),
    };
    const effect = led.toPanel ? ({ state: "panel" } as const) : effectInForce(facts.inForce);
    if (input.answer === "confirm") await applyDecision(tx, { row, decision }, act, callbacks);
    else await saveEffect(tx, row, effect, act);
    if (isDroppedReversal(decision, input, facts)) await callbacks.onReversalDropped(tx, decision, act);
    await deleteClaim(tx, row.id, actor.personId);
    await endAssignment(tx, row.id, actor.personId);
    const answeredBy = "answeredBy" in change ? actor.name : found.answeredBy;
    return ok({ ...found, decision: { ...decision, ...change }, answeredBy });
  });
}

type AnswerFacts = Omit<ActFacts, "asker">;

/** A refusal for a conflict of interest does not judge the decision that was to be reversed. */
function isDroppedReversal(
  { reverses }: DecisionRecord,
  { answer }: AnswerInput,
  facts: AnswerFacts,
): boolean {
  return reverses !== null && (answer === "undo" || (answer === "refuse" && isTainted(facts)));
}

/** Returns the look of a person who confirms an approval. */
async function checkAnswer(
  tx: Db,
  { row, decision, facts }: { row: CaseRecord; decision: DecisionRecord; facts: AnswerFacts },
  { answer, unseenReason }: AnswerInput,
  { actor, at }: Answering,
): Promise<Result<Looked | undefined>> {
  if (!isWaiting(decision)) return fail("nothing-to-confirm", decision.state);
  const allowed = checkAct(answer, { ...facts, asker: actor });
  // Undoing one's own proposal needs no claim.
  if (!allowed.ok || answer === "undo") return allowed;
  const free = await checkNotClaimed(tx, row, actor, at);
  if (!free.ok || answer !== "confirm" || decision.act !== "approve") return free;
  const looked = await readLook(tx, row, decision.category, actor);
  const seen = checkLook(looked, unseenReason);
  return seen.ok ? ok(looked) : seen;
}

interface Answered extends AnswerInput {
  toPanel: boolean;
  looked: Looked | undefined;
  drawn?: Drawn | undefined;
  /** Why a refusal opens no panel. */
  gap?: PanelGap | undefined;
}

async function answerDetail(
  decision: DecisionRecord,
  { answer, reason, unseenReason, toPanel, looked, drawn, gap }: Answered,
) {
  return {
    decision: decision.id,
    ...(decision.frozen && answer === "confirm" ? { frozen: await digestJson(decision.frozen) } : {}),
    ...(reason ? { reasonDigest: await digestJson(reason) } : {}),
    ...(looked ? lookDetail(looked) : {}),
    ...(looked && unseenReason ? { unseenReasonDigest: await digestJson(unseenReason) } : {}),
    ...(toPanel ? { panel: true } : {}),
    ...(gap ? { panelGap: gap } : {}),
    ...(drawn ? { draw: drawn.draw, share: drawn.drawShare } : {}),
  };
}

const answerStates = { confirm: "confirmed", refuse: "refused", undo: "undone" } as const;
const logActs = {
  confirm: "decision-confirmed",
  refuse: "decision-refused",
  undo: "decision-undone",
} as const;

function answerChange(
  decision: DecisionRecord,
  { answer, reason, unseenReason, toPanel, looked, drawn, gap }: Answered,
  { actor, at }: Answering,
) {
  // Keeps who refused a disputed decision, and why.
  if (decision.state === "disputed") return { state: answerStates[answer], settledAt: at };
  const state: DecisionView["state"] = toPanel ? "disputed" : answerStates[answer];
  return {
    state,
    answeredBy: actor.personId,
    answeredAt: at,
    answerReason: reason ?? null,
    ...(looked ? { answerLook: looked.look, answerUnseenReason: unseenReason ?? null } : {}),
    ...(gap ? { panelGap: gap } : {}),
    ...drawn,
  };
}

/** Recognises a repeated answer, even after a panel has settled the decision. */
function isRepeatedAnswer(decision: DecisionRecord, { answer: said }: AnswerInput, actor: Actor): boolean {
  if (said === "undo") return decision.state === "undone" && decision.personId === actor.personId;
  if (decision.answeredBy !== actor.personId) return false;
  const refused =
    decision.settledAt !== null || decision.state === "disputed" || decision.state === "refused";
  return said === "refuse" ? refused : decision.state === "confirmed" && !refused;
}

/** Draws at a confirmation, and sends a refusal to the panel if one can be formed. */
async function leadingOn(
  tx: Db,
  { row, decision, facts }: { row: CaseRecord; decision: DecisionRecord; facts: AnswerFacts },
  answer: AnswerInput["answer"],
  { actor, sampleShare }: { actor: Actor; sampleShare: number },
): Promise<Pick<Answered, "toPanel" | "gap" | "drawn">> {
  if (answer === "refuse") return routeRefusal(tx, facts, actor);
  const isDrawn = answer === "confirm";
  return { toPanel: false, ...(isDrawn ? { drawn: drawReview(row, decision, sampleShare) } : {}) };
}

/**
 * A refusal is final if no panel can be formed. It is also final if the proposer has reported the case since,
 * because that is a conflict of interest and no disagreement.
 */
async function routeRefusal(
  tx: Db,
  facts: AnswerFacts,
  { personId }: Actor,
): Promise<Pick<Answered, "toPanel" | "gap">> {
  if (isTainted(facts)) return { toPanel: false };
  const gap = await findPanelGap(tx, facts, personId);
  return { toPanel: gap === undefined, gap };
}

/**
 * Why a refusal cannot go to a panel: it needs enough panelists of both kinds who took part neither in the decision
 * nor in one that it reverses.
 */
export async function findPanelGap(
  db: Db,
  { inForce, parties = [], reporters, proposedBy, proposerTies = [] }: AnswerFacts,
  refusedBy: string,
): Promise<PanelGap | undefined> {
  const before = inForce ? parties : [];
  const involved = [...reporters, ...before, ...proposerTies, proposedBy, refusedBy];
  const free = (await readPanelists(db)).filter(({ id }) => !involved.includes(id));
  return panelGap(free.map(({ affiliation }) => affiliation));
}

function isRepeat(decision: DecisionRecord, digest: string, actor: Actor): boolean {
  return decision.digest === digest && decision.personId === actor.personId;
}
