/** Supervisors' acts on a case, each under the case's lock: propose, confirm, refuse, undo. */

import { and, eq } from "drizzle-orm";
import type { CaseState } from "../../utils/contract/case.ts";
import type { AnswerInput, DecisionInput, DecisionView } from "../../utils/contract/decision.ts";
import { fail, ok, type Result } from "../../utils/contract/result.ts";
import type { Role } from "../../utils/contract/site.ts";
import { digestJson } from "../../utils/seal/digest.ts";
import { checkAct } from "../rules/acts.ts";
import { checkAsked } from "../rules/basis.ts";
import { readReporterIds } from "./case-reads.ts";
import { lockFound, restate, saveAct } from "./case-writes.ts";
import type { CaseRecord, DecisionRecord } from "./rows.ts";
import { decisions, people } from "./schema/index.ts";
import type { Ref } from "./scope.ts";
import type { Db } from "./store.ts";

export interface Actor {
  personId: string;
  deviceId: string;
  name: string;
  role: Role;
}

export interface Decided {
  decision: DecisionRecord;
  by: string;
  answeredBy: string | null;
}

/** Proposes; it takes effect when a second supervisor confirms. The same decision sent again is answered again. */
export async function propose(
  db: Db,
  ref: Ref,
  input: DecisionInput,
  actor: Actor,
  at: Date,
): Promise<Result<Decided>> {
  const caseId = ref.id;
  const digest = await digestJson({ caseId, ...input });
  return db.transaction(async (tx) => {
    const row = await lockFound(tx, ref);
    if (!row) return fail("not-found");
    if (row.mergedInto) return fail("case-changed", undefined, "now");
    const earlier = await readDecision(tx, input.id);
    if (earlier)
      return isSame(earlier.decision, digest, actor)
        ? ok(earlier)
        : fail("conflict", "another decision has this id");
    const facts = { state: row.state, asker: actor, reporters: await readReporterIds(tx, row.id) };
    const waiting = await readWaiting(tx, row);
    const allowed = checkAct(input.act, { ...facts, proposedBy: waiting?.personId });
    if (!allowed.ok) return allowed;
    if (row.id !== caseId || row.version !== input.caseVersion)
      return fail("case-changed", `version ${row.version}`);
    if (input.act === "approve") {
      const asked = checkAsked(input, at.toISOString());
      if (!asked.ok) return asked;
    }
    const { category, action, basis, elements, exceptions } =
      input.act === "approve"
        ? input
        : { category: null, action: null, basis: [], elements: [], exceptions: [] };
    const decision: DecisionRecord = {
      ...{
        id: input.id,
        caseId: row.id,
        personId: actor.personId,
        at,
        digest,
        act: input.act,
        category,
        action,
        basis,
        elements,
        exceptions,
      },
      ...{ why: input.act === "reject" ? input.why : null, agency: null, bulkId: null, settledAt: null },
      ...{ reason: input.reason, state: "proposed", answeredBy: null, answeredAt: null, answerReason: null },
    };
    await tx.insert(decisions).values(decision);
    await saveAct(tx, restate(row, { state: "proposed", proposedCategory: category }), {
      ...{ at, by: actor.name, device: actor.deviceId, act: "decision-proposed" },
      detail: {
        decision: decision.id,
        act: decision.act,
        digest,
        ...(category ? { category, action, basis } : {}),
      },
    });
    return ok({ decision, by: actor.name, answeredBy: null });
  });
}

const outcomes = {
  confirm: { state: "confirmed", act: "decision-confirmed" },
  refuse: { state: "refused", act: "decision-refused" },
  undo: { state: "undone", act: "decision-undone" },
} as const satisfies Record<AnswerInput["answer"], { state: DecisionView["state"]; act: string }>;

/** Confirms or refuses a colleague's waiting decision, or takes back one's own. */
export async function answer(
  db: Db,
  { id, scope }: Ref,
  input: AnswerInput,
  actor: Actor,
  at: Date,
): Promise<Result<Decided>> {
  if (input.answer === "refuse" && input.reason === undefined) return fail("reason-needed");
  return db.transaction(async (tx) => {
    const unlocked = await readDecision(tx, id);
    if (!unlocked) return fail("not-found");
    const row = await lockFound(tx, { id: unlocked.decision.caseId, scope });
    if (!row) return fail("not-found");
    const found = await readDecision(tx, id);
    // A merge may have moved the decision between the two reads: the second try meets it where it is.
    if (!found || found.decision.caseId !== row.id) return fail("case-changed", undefined, "now");
    const outcome = outcomes[input.answer];
    const { decision } = found;
    if (decision.state === outcome.state && decision.answeredBy === actor.personId) return ok(found);
    if (decision.state !== "proposed") return fail("nothing-to-confirm", decision.state);
    const reporters = await readReporterIds(tx, row.id);
    const allowed = checkAct(input.answer, {
      state: row.state,
      asker: actor,
      reporters,
      proposedBy: decision.personId,
    });
    if (!allowed.ok) return allowed;
    const change = {
      state: outcome.state,
      answeredBy: actor.personId,
      answeredAt: at,
      answerReason: input.reason ?? null,
    };
    await tx.update(decisions).set(change).where(eq(decisions.id, decision.id));
    await saveAct(tx, restate(row, afterAnswer(decision, input.answer)), {
      ...{ at, by: actor.name, device: actor.deviceId, act: outcome.act },
      detail: {
        decision: decision.id,
        ...(input.reason ? { reasonDigest: await digestJson(input.reason) } : {}),
      },
    });
    return ok({ ...found, decision: { ...decision, ...change }, answeredBy: actor.name });
  });
}

function afterAnswer(decision: DecisionRecord, said: AnswerInput["answer"]): Partial<CaseRecord> {
  if (said !== "confirm") return { state: "open", proposedCategory: null };
  const state: CaseState = decision.act === "approve" ? "approved" : "rejected";
  return { state, proposedCategory: null, decidedCategory: decision.category };
}

function isSame(decision: DecisionRecord, digest: string, actor: Actor): boolean {
  return decision.digest === digest && decision.personId === actor.personId;
}

async function readWaiting(db: Db, { id }: CaseRecord): Promise<DecisionRecord | undefined> {
  const [row] = await db
    .select()
    .from(decisions)
    .where(and(eq(decisions.caseId, id), eq(decisions.state, "proposed")));
  return row;
}

async function readDecision(db: Db, id: string): Promise<Decided | undefined> {
  const [row] = await db
    .select({ decision: decisions, by: people.name })
    .from(decisions)
    .innerJoin(people, eq(people.id, decisions.personId))
    .where(eq(decisions.id, id));
  if (!row) return undefined;
  const { answeredBy } = row.decision;
  const [answerer] = answeredBy
    ? await db.select({ name: people.name }).from(people).where(eq(people.id, answeredBy))
    : [];
  return { ...row, answeredBy: answerer?.name ?? null };
}
