/** Panel votes on a decision that a second supervisor refused; two equal votes settle it. */

import { eq } from "drizzle-orm";
import type { VoteInput } from "../../../utils/shared/contract/decision.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { checkAct } from "../../cases/rules/acts.ts";
import { effectInForce } from "../../cases/rules/effect.ts";
import type { VoteRow } from "../../cases/store/case-facts.ts";
import { readActFacts } from "../../cases/store/case-facts.ts";
import { saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref } from "../../core/scope.ts";
import { decisions, votes } from "../../db/schema/index.ts";
import type { Store } from "../../db/store.ts";
import { panelVerdict } from "../rules/panel.ts";
import { applyDecision, type DecisionCallbacks } from "./apply-decision.ts";
import type { DecisionWithVotes } from "./decision-reads.ts";
import { lockDecision } from "./decision-reads.ts";

/** Idempotent by the vote's id and digest. */
export async function castVote(
  { store: { db }, callbacks }: { store: Store; callbacks: DecisionCallbacks },
  { id, scope }: Ref,
  input: VoteInput,
  actor: Actor,
  at: Date,
): Promise<Result<DecisionWithVotes>> {
  // The log shows this digest at once. The vote's id is secret until the panel has settled, so the vote
  // cannot be guessed from it.
  const digest = await digestJson({ decisionId: id, ...input });
  return db.transaction(async (tx) => {
    const locked = await lockDecision(tx, { id, scope });
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

    const vote: VoteRow["vote"] = { ...input, decisionId: id, personId: actor.personId, at, digest };
    await tx.insert(votes).values(vote);
    const who = { at, by: actor.name, device: actor.deviceId };
    const counted = await saveWithLog(tx, withDerived(row, {}), {
      ...who,
      act: "vote-cast",
      detail: { decision: id, digest },
    });
    const all = [...found.votes, { vote, by: actor.name }];
    const settled = panelVerdict(all.map(({ vote: one }) => one.vote));
    if (!settled) return ok({ ...found, votes: all });

    const change = { state: settled === "uphold" ? "confirmed" : "refused", settledAt: at } as const;
    await tx.update(decisions).set(change).where(eq(decisions.id, id));
    const act = { ...who, act: panelActs[settled], detail: { decision: id }, rows: { decisions: [id] } };
    if (settled === "uphold") await applyDecision(tx, { row: counted, decision }, act, callbacks);
    else await saveWithLog(tx, withDerived(counted, effectInForce(facts.inForce)), act);
    return ok({ ...found, decision: { ...decision, ...change }, votes: all });
  });
}

const panelActs = { uphold: "decision-upheld", overturn: "decision-overturned" } as const;
