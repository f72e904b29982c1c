/** Panel votes on a decision that a second supervisor refused; two equal votes settle it. */

import { eq } from "drizzle-orm";
import type { Vote, VoteInput } from "../../../utils/shared/contract/decision.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { type ActFacts, checkAct } from "../../cases/rules/acts.ts";
import { type LogAct, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import type { CaseRecord, DecisionRecord } from "../../db/rows.ts";
import { decisions, votes } from "../../db/schema/index.ts";
import type { Ref } from "../../db/scope.ts";
import type { Db } from "../../db/store.ts";
import { lockDecision } from "../../requests/store/reversed.ts";
import { effectInForce } from "../rules/effect.ts";
import type { Actor } from "./decide.ts";
import { type DecisionWithVotes, readActFacts } from "./decision-reads.ts";
import { applyDecision } from "./settle.ts";
import type { VoteRow } from "./votes.ts";

/** Idempotent by the vote's id and digest. */
export async function castVote(
  db: Db,
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
      decision: await settle(tx, { row: counted, decision, inForce: facts.inForce }, verdict, act),
    });
  });
}

interface Disputed {
  row: CaseRecord;
  decision: DecisionRecord;
  inForce: ActFacts["inForce"];
}

async function settle(
  tx: Db,
  { row, decision, inForce }: Disputed,
  verdict: Vote,
  act: LogAct,
): Promise<DecisionRecord> {
  const change = { state: verdict === "uphold" ? "confirmed" : "refused", settledAt: act.at } as const;
  await tx.update(decisions).set(change).where(eq(decisions.id, decision.id));
  const logged = { ...act, rows: { decisions: [decision.id] } };
  if (verdict === "uphold") await applyDecision(tx, row, decision, logged);
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
