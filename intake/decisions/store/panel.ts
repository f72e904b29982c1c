/** Panel votes on a decision that a second supervisor refused; two equal votes settle it. */

import { eq } from "drizzle-orm";
import type { Vote, VoteInput } from "../../../utils/shared/contract/decision.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { type ActFacts, checkAct } from "../../cases/rules/acts.ts";
import { effectInForce } from "../../cases/rules/effect.ts";
import { readActFacts, type VoteRow } from "../../cases/store/case-facts.ts";
import { type LogAct, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref } from "../../core/scope.ts";
import type { CaseRecord, DecisionRecord } from "../../db/rows.ts";
import { decisions, votes } from "../../db/schema/index.ts";
import type { Db, Store } from "../../db/store.ts";
import { applyDecision, type DecisionCallbacks } from "./apply-decision.ts";
import { type DecisionWithVotes, lockDecision } from "./decision-reads.ts";

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
    if (decision.state !== "disputed") return fail("nothing-to-confirm", decision.state);
    const facts = await readActFacts(tx, row);
    const allowed = checkAct("vote", { ...facts, asker: actor });
    if (!allowed.ok) return allowed;

    const vote: VoteRow["vote"] = { ...input, decisionId: decision.id, personId: actor.personId, at, digest };
    await tx.insert(votes).values(vote);
    const who = { at, by: actor.name, device: actor.deviceId };
    const counted = await saveWithLog(tx, withDerived(row, {}), {
      ...who,
      act: "vote-cast",
      detail: { decision: decision.id, digest },
    });
    const all = { ...found, votes: [...found.votes, { vote, by: actor.name }] };
    const verdict = panelVerdict(all.votes.map(({ vote: one }) => one.vote));
    if (!verdict) return ok(all);
    const act = { ...who, act: panelActs[verdict], detail: { decision: decision.id } };
    return ok({
      ...all,
      decision: await settle(tx, { row: counted, decision, inForce: facts.inForce, callbacks }, verdict, act),
    });
  });
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
  await tx.update(decisions).set(change).where(eq(decisions.id, decision.id));
  const logged = { ...act, rows: { decisions: [decision.id] } };
  if (verdict === "uphold") await applyDecision(tx, { row, decision }, logged, callbacks);
  else await saveWithLog(tx, withDerived(row, effectInForce(inForce)), logged);
  return { ...decision, ...change };
}

const panelActs = { uphold: "decision-upheld", overturn: "decision-overturned" } as const;

/** Two equal votes of three. */
const majority = Math.floor(limits.panelVotes / 2) + 1;

/** The majority's vote; undefined while there is none. */
export function panelVerdict(votes: readonly Vote[]): Vote | undefined {
  return (["uphold", "overturn"] as const).find(
    (vote) => votes.filter((one) => one === vote).length >= majority,
  );
}
