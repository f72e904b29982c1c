/**
 * Panel votes: on a decision that a second supervisor refused, and on a confirmed approval that the draw took. The
 * first kind decides; the second is a review and changes nothing by itself.
 */

import { randomInt } from "node:crypto";
import { and, asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { Vote, VoteInput } from "../../../utils/shared/contract/decision.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { type ActFacts, checkAct } from "../../cases/rules/allowed-acts.ts";
import { effectInForce } from "../../cases/rules/decision-effects.ts";
import { panelVerdict } from "../../cases/rules/quorum.ts";
import { readActFacts, type VoteRow } from "../../cases/store/case-facts.ts";
import { type LogAct, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import type { Actor } from "../../core/caller.ts";
import type { CaseScope, Ref } from "../../core/scope.ts";
import type { CaseRecord, DecisionRecord } from "../../db/rows.ts";
import { cases, decisions, votes } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import type { Db, Store } from "../../db/store.ts";
import { applyDecision, type DecisionCallbacks, saveEffect } from "./apply-decision.ts";
import { type DecisionWithVotes, lockDecision } from "./decision-reads.ts";

/** Columns of the decision. */
export type Drawn = Pick<DecisionRecord, "draw" | "drawShare" | "review">;

/** Draws are from 0 to 99. */
const draws = 100;

/**
 * The number depends on no input. It is logged with the confirmation, taken or not. Undefined for
 * other acts, and for the no-pixels lane, which panelists may not see.
 */
export function drawReview(
  { withheld }: Pick<CaseRecord, "withheld">,
  { act, category }: Pick<DecisionRecord, "act" | "category">,
  sharePercent: number,
): Drawn | undefined {
  if (act !== "approve" || category === "PORNO_ANAK" || withheld) return undefined;
  const draw = randomInt(draws);
  return { draw, drawShare: sharePercent, review: draw < sharePercent ? "waiting" : null };
}

/** Idempotent by the vote's id and digest. */
export async function castVote(
  { store: { db }, callbacks }: { store: Store; callbacks: DecisionCallbacks },
  ref: Ref,
  input: VoteInput,
  { actor, at }: { actor: Actor; at: Date },
): Promise<Result<DecisionWithVotes>> {
  // The log shows this digest at once. The vote's id is secret until the panel has settled, so the vote
  // cannot be guessed from it.
  const digest = await digestJson({ decisionId: ref.id, ...input });
  return db.transaction(async (tx) => {
    const locked = await lockDecision(tx, ref);
    if (!locked.ok) return locked;
    const { row, found } = locked.value;
    const [earlier] = await tx.select().from(votes).where(eq(votes.id, input.id));
    if (earlier)
      return earlier.digest === digest && earlier.personId === actor.personId
        ? ok(found)
        : fail("conflict", "another vote has this id");
    const { decision } = found;
    const facts = await readActFacts(tx, row);
    const allowed = checkVote(decision, facts, actor);
    if (!allowed.ok) return allowed;

    const { personId } = actor;
    const vote: VoteRow["vote"] = { ...input, decisionId: decision.id, spot: row.spot, personId, at, digest };
    const affiliation = actor.affiliation ?? null;
    await tx.insert(votes).values(vote);
    const who = { at, by: actor.name, device: actor.deviceId };
    const counted = await saveWithLog(tx, withDerived(row, {}), {
      ...who,
      act: "vote-cast",
      detail: { decision: decision.id, digest, affiliation },
    });
    const all = { ...found, votes: [...found.votes, { vote, by: actor.name, affiliation }] };
    const verdict = panelVerdict(all.votes.map((cast) => ({ ...cast.vote, affiliation: cast.affiliation })));
    if (!verdict) return ok(all);
    const settled = { row: counted, decision, inForce: facts.inForce, callbacks };
    return ok({
      ...all,
      decision: await (decision.state === "disputed"
        ? settle(tx, settled, verdict, { ...who, act: panelActs[verdict], detail: { decision: decision.id } })
        : closeReview(tx, settled, verdict, who)),
    });
  });
}

function checkVote(
  { id, state }: DecisionRecord,
  facts: Omit<ActFacts, "asker">,
  actor: Actor,
): Result<undefined> {
  const isReviewed = facts.review?.id === id && facts.state !== "panel";
  if (state !== "disputed" && !isReviewed) return fail("nothing-to-confirm", state);
  return checkAct("vote", { ...facts, asker: actor });
}

/** The decision stays in force. Only two supervisors can reverse it. */
async function closeReview(
  tx: Db,
  { row, decision }: Pick<Disputed, "row" | "decision">,
  verdict: Vote,
  who: Pick<LogAct, "at" | "by" | "device">,
): Promise<DecisionRecord> {
  const change = { review: reviewStates[verdict], reviewedAt: who.at };
  await tx
    .update(decisions)
    .set(change)
    .where(and(eq(decisions.id, decision.id), eq(decisions.spot, decision.spot)));
  await saveWithLog(tx, withDerived(row, {}), {
    ...who,
    act: `review-${change.review}`,
    rows: { decisions: [decision.id] },
    detail: { decision: decision.id },
  });
  return { ...decision, ...change };
}

const reviewStates = { uphold: "upheld", overturn: "overturned" } as const;

/** Counts disputes and drawn approvals without a verdict. */
export function countForPanel(db: Db, scope: CaseScope): Promise<number> {
  const waits = or(eq(decisions.state, "disputed"), eq(decisions.review, "waiting"));
  const here = db.select({ id: cases.id }).from(cases).where(casesIn(db, scope));
  return db.$count(decisions, and(waits, inArray(decisions.caseId, here)));
}

/** Approvals in force that the panel found wrong, oldest first. */
export async function readOverturned(db: Db, scope: CaseScope) {
  const { caseId, id: decisionId, reviewedAt: at } = decisions;
  const category = sql<CategoryCode>`coalesce(${decisions.category}, ${cases.category})`;
  const rows = await db
    .select({
      caseId,
      decisionId,
      site: cases.site,
      subject: cases.subject,
      withheld: cases.withheld,
      author: cases.author,
      excerpt: cases.excerpt,
      category,
      at,
    })
    .from(decisions)
    .innerJoin(cases, eq(cases.id, decisions.caseId))
    .where(and(eq(decisions.review, "overturned"), isNull(decisions.reversedAt), casesIn(db, scope)))
    .orderBy(asc(at), asc(decisionId))
    .limit(limits.pageRows);
  return rows.flatMap(({ at: since, ...row }) => (since === null ? [] : [{ ...row, at: since }]));
}

interface Disputed {
  callbacks: DecisionCallbacks;
  row: CaseRecord;
  decision: DecisionRecord;
  inForce: ActFacts["inForce"];
}

async function settle(
  tx: Db,
  { row, decision, inForce, callbacks }: Disputed,
  verdict: Vote,
  act: LogAct,
): Promise<DecisionRecord> {
  const change = { state: verdict === "uphold" ? "confirmed" : "refused", settledAt: act.at } as const;
  await tx
    .update(decisions)
    .set(change)
    .where(and(eq(decisions.id, decision.id), eq(decisions.spot, decision.spot)));
  const logged = { ...act, rows: { decisions: [decision.id] } };
  if (verdict === "uphold") await applyDecision(tx, { row, decision }, logged, callbacks);
  else await saveEffect(tx, row, effectInForce(inForce), logged);
  return { ...decision, ...change };
}

const panelActs = { uphold: "decision-upheld", overturn: "decision-overturned" } as const;
