/**
 * Hears an objection by two people who took no part in the decision. Upholding it proposes the reversal at the same
 * time, which another person confirms; a dismissal takes effect when another person sends the same one.
 */

import { and, eq, inArray, isNotNull, isNull, lt, or } from "drizzle-orm";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { HearingInput } from "../../../utils/shared/contract/objection.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { type ActFacts, checkHearing, isWaiting } from "../../cases/rules/allowed-acts.ts";
import { readActFacts } from "../../cases/store/case-facts.ts";
import {
  type LogAct,
  lockCase,
  lockInScope,
  saveWithLog,
  withDerived,
} from "../../cases/store/case-writes.ts";
import { mayDecide, readStanding } from "../../cases/store/colleagues.ts";
import type { Actor } from "../../core/caller.ts";
import { anyScope, type Ref } from "../../core/scope.ts";
import type { CaseRecord, DecisionRecord } from "../../db/rows.ts";
import { decisions, objections } from "../../db/schema/index.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { proposeInTransaction } from "../../decisions/store/decision-acts.ts";
import { areTwoUntied } from "../../people/store/inviters.ts";
import type { Objection } from "./receive-objection.ts";

/** Idempotent: a repeated hearing gets the same answer. */
export function hearObjection(
  db: Db,
  ref: Ref,
  input: HearingInput,
  { actor, at }: { actor: Actor; at: Date },
): Promise<Result<Objection>> {
  return db.transaction(async (tx) => {
    const locked = await lockObjection(tx, ref);
    if (!locked.ok) return locked;
    const { row, found } = locked.value;
    const { id } = found;
    if (found.state !== "open") return isRepeat(found, input, actor) ? ok(found) : fail("objection-heard");
    const facts = { ...(await readActFacts(tx, row)), asker: actor };
    const disputed = await readAct(tx, found.decisionId);
    const allowed = checkHearing(facts, disputed);
    if (!allowed.ok) return allowed;
    const hearing = { row, found, input: inProposedWords(input, found), actor, at };
    const proposed = await firstDismissal(tx, hearing, { facts, disputed });
    if (proposed) return proposed;
    const reversal = await readReversal(tx, hearing);
    if (!reversal.ok) return reversal;
    const change = {
      state: input.outcome,
      reason: hearing.input.reason,
      reversal: reversal.value,
      handledBy: actor.personId,
      handledAt: at,
    };
    await tx.update(objections).set(change).where(eq(objections.id, id));
    // The proposal has changed the row.
    const now = (await lockCase(tx, row.id)) ?? row;
    await saveWithLog(tx, withDerived(now, {}), {
      at,
      by: actor.name,
      device: actor.deviceId,
      act: "objection-heard",
      rows: { objections: [id] },
      detail: await detailOf(hearing, reversal.value),
    });
    return ok({ ...found, ...change });
  });
}

/** Locks the objection's case. */
async function lockObjection(
  tx: Db,
  { id, scope }: Ref,
): Promise<Result<{ row: CaseRecord; found: Objection }>> {
  const unlocked = await readObjection(tx, id);
  const row = unlocked && (await lockInScope(tx, { id: unlocked.caseId, scope }));
  if (!row) return fail("not-found");
  const objection = await readObjection(tx, id);
  return objection?.caseId === row.id
    ? ok({ row, found: objection })
    : fail("case-changed", undefined, "now");
}

async function readObjection(tx: Db, id: string): Promise<Objection | undefined> {
  return (await tx.select().from(objections).where(eq(objections.id, id)))[0];
}

function isRepeat(found: Objection, input: HearingInput, actor: Actor): boolean {
  const sent = input.outcome === "upheld" ? input.reversal?.id : undefined;
  const same = found.state === input.outcome && isSameReason(found, input);
  return same && found.handledBy === actor.personId && (sent === undefined || sent === found.reversal);
}

function isSameReason({ reason }: Objection, input: HearingInput): boolean {
  return reason?.trim() === input.reason.trim();
}

/** A dismissal that differs from the proposed one in spaces only takes its words, because the log has their digests. */
function inProposedWords(input: HearingInput, found: Objection): HearingInput {
  const { reason } = found;
  const isProposed = input.outcome === "dismissed" && reason !== null && isSameReason(found, input);
  return isProposed ? { ...input, reason } : input;
}

interface Hearing {
  row: CaseRecord;
  found: Objection;
  input: HearingInput;
  actor: Actor;
  at: Date;
}

async function detailOf({ found, input }: Hearing, reversal: string | null = null) {
  const { id: hearing, outcome, reason } = input;
  const reasonDigest = await digestJson(reason);
  return { objection: found.id, hearing, outcome, reasonDigest, ...(reversal ? { reversal } : {}) };
}

interface HearingFacts {
  facts: Omit<ActFacts, "asker">;
  disputed: DecisionRecord["act"] | undefined;
}

/** Undefined if the hearing may take effect: it upholds the objection, or confirms another person's dismissal. */
async function firstDismissal(
  tx: Db,
  hearing: Hearing,
  facts: HearingFacts,
): Promise<Result<Objection> | undefined> {
  if (hearing.input.outcome !== "dismissed") return undefined;
  const confirms = await confirmsDismissal(tx, hearing, facts);
  if (!confirms.ok) return confirms;
  return confirms.value ? undefined : ok(await proposeDismissal(tx, hearing));
}

/**
 * True if another person, who may still hear it, has proposed the dismissal with this reason. Problem: `own-decision` if the
 * two are tied by an invitation.
 */
async function confirmsDismissal(
  tx: Db,
  { row, found, input, actor }: Hearing,
  { facts, disputed }: HearingFacts,
): Promise<Result<boolean>> {
  const { handledBy: proposer, reason } = found;
  if (proposer === null || proposer === actor.personId || reason !== input.reason) return ok(false);
  const asker = { personId: proposer, role: "supervisor" } as const;
  const mayHear = checkHearing({ ...facts, asker }, disputed).ok;
  if (!mayHear || !mayDecide(await readStanding(tx, proposer), row)) return ok(false);
  return (await areTwoUntied(tx, [proposer, actor.personId])) ? ok(true) : fail("own-decision");
}

/** The objection stays open. Replaces another proposal; the same one again changes nothing. */
async function proposeDismissal(tx: Db, hearing: Hearing): Promise<Objection> {
  const { row, found, input, actor, at } = hearing;
  const proposal = { handledBy: actor.personId, reason: input.reason };
  if (found.handledBy === proposal.handledBy && found.reason === proposal.reason) return found;
  await tx.update(objections).set(proposal).where(eq(objections.id, found.id));
  await saveWithLog(tx, withDerived(row, {}), {
    at,
    by: actor.name,
    device: actor.deviceId,
    act: "dismissal-proposed",
    rows: { objections: [found.id] },
    detail: await detailOf(hearing),
  });
  return { ...found, ...proposal };
}

/** If the objection is upheld, returns an existing reversal or proposes one; otherwise null. */
async function readReversal(
  tx: Db,
  { row, found, input, actor, at }: Hearing,
): Promise<Result<string | null>> {
  if (input.outcome !== "upheld") return ok(null);
  // After a merge or a second approval, another decision than the disputed one may be in force.
  const { inForce } = await readActFacts(tx, row);
  const reverses = inForce?.id ?? found.decisionId;
  const pending = await findReversal(tx, reverses);
  const isReversed = inForce !== undefined && inForce.act !== (await readAct(tx, found.decisionId));
  // The disputed decision may come back, and the objection to it would have been upheld.
  if (isReversed && pending) return fail("decision-waits");
  const known = isReversed ? inForce.id : pending;
  const { reversal } = input;
  if (known) return reversal === undefined ? ok(known) : fail("case-changed", "it is already being reversed");
  if (reversal === undefined)
    return fail("invalid-input", "reversal: required, because no decision reverses it yet");
  const ref = { id: row.id, scope: anyScope };
  const made = await proposeInTransaction(tx, ref, { ...reversal, reverses }, { actor, at });
  if (!made.ok) return made;
  const { decision } = made.value;
  // A hearing sent again after its reversal was undone.
  return isWaiting(decision) ? ok(decision.id) : fail("conflict", `the reversal is ${decision.state}`);
}

async function readAct(tx: Db, decisionId: string) {
  const [row] = await tx.select({ act: decisions.act }).from(decisions).where(eq(decisions.id, decisionId));
  return row?.act;
}

/** The decision that reverses the given one, whether it still waits or is in force. */
async function findReversal(tx: Db, decisionId: string): Promise<string | undefined> {
  const live = inArray(decisions.state, ["proposed", "disputed", "confirmed"]);
  const [row] = await tx
    .select({ id: decisions.id })
    .from(decisions)
    .where(and(eq(decisions.reverses, decisionId), live, isNull(decisions.reversedAt)));
  return row?.id;
}

/** Reopens the objections that the reversal upheld, with their old time limit, because they were not judged. */
export async function reopenObjections(tx: Db, decision: DecisionRecord, act: LogAct): Promise<void> {
  const upheld = and(rowsOfCase(objections, decision.caseId), eq(objections.reversal, decision.id));
  const unheard = { state: "open", handledBy: null, handledAt: null, reason: null, reversal: null } as const;
  const reopened = await tx.update(objections).set(unheard).where(upheld).returning({ id: objections.id });
  for (const { id } of reopened) {
    const row = await lockCase(tx, decision.caseId);
    if (!row) return;
    await saveWithLog(tx, withDerived(row, {}), {
      ...act,
      act: "objection-reopened",
      rows: { objections: [id] },
      detail: { objection: id, reversal: decision.id },
    });
  }
}

const retentionMs = limits.objectorDays * 24 * 3_600_000;

/**
 * Deletes an objector's name and contact some time after the hearing, or after the time limit if it was not heard; the
 * text of the objection stays.
 */
export async function redactObjectors(db: Db, at: Date): Promise<void> {
  const { name, contact, handledAt, dueAt } = objections;
  const before = new Date(at.getTime() - retentionMs);
  const over = or(lt(handledAt, before), and(isNull(handledAt), lt(dueAt, before)));
  await db
    .update(objections)
    .set({ name: null, contact: null })
    .where(and(over, or(isNotNull(name), isNotNull(contact))));
}
