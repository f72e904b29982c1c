/** Records a partner's answer to a referral, entered by a supervisor or sent with the partner's API key. */

import type { ProblemCode } from "../../../utils/shared/contract/problem.ts";
import type { ReferralAnswerInput } from "../../../utils/shared/contract/referral.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { outcomesOf } from "../../../utils/shared/policy/decision-destinations.ts";
import { uuidOf } from "../../core/digest.ts";
import type { Ref } from "../../core/scope.ts";
import type { Db } from "../../db/store.ts";
import {
  type Answerer,
  answeredAt,
  answerOf,
  type EventInput,
  findEarlierEvent,
  judgeBounce,
  markLastBounced,
} from "../../delivery/letter-events.ts";
import type { ReferralEvent } from "../referral-states.ts";
import {
  actOnReferral,
  checkEnding,
  type LockedReferral,
  referralOwner,
  type SavedReferral,
  saveReferralEvent,
} from "./change-referral.ts";
import { referralLettersOwner } from "./deliver-referrals.ts";
import { wasReferredVia } from "./referral-letters.ts";

/**
 * Problems: those of `checkEnding` for a person; `answer-elsewhere` if the answer quotes another number, `answer-not-theirs` for an outcome that this
 * partner cannot give; from a key, both are noted. A second answer is noted; the first counts.
 */
export async function answerReferral(
  db: Db,
  ref: Ref,
  input: ReferralAnswerInput,
  { teller, at }: { teller: Answerer; at: Date },
): Promise<Result<SavedReferral>> {
  if (teller.kind === "key" && !(await wasReferredVia(db, ref.id, teller.channel))) return fail("not-found");
  return actOnReferral(db, ref, answerOf(input, teller, at), async (tx, locked, saying) => {
    const allowed = await checkTeller(tx, locked, teller, input.kind === "bounced");
    if (!allowed.ok) return allowed;
    const happened = answeredAt(input.at, teller, at);
    const wrong = findWrongAnswer(input, locked, happened, at);
    if (wrong) {
      if (teller.kind === "key")
        await noteElsewhere(tx, locked, input, { ...saying, why: wrong.problem.code });
      return wrong;
    }
    const event = toEvent(input, happened);
    const detail = detailOf(input, teller);
    if (event.type !== "bounced") return saveReferralEvent(tx, locked, event, { ...saying, detail });
    const { toCheck, keepsClock } = judgeBounce(locked.referral, teller.kind, at);
    const saved = await saveReferralEvent(
      tx,
      locked,
      { ...event, keepsClock },
      { ...saying, aside: toCheck, detail: { ...detail, ...(toCheck ? { toCheck } : {}) } },
    );
    if (saved.ok && !saved.value.noted) await markLastBounced(tx, referralLettersOwner, locked.referral.id);
    return saved;
  });
}

async function checkTeller(
  tx: Db,
  locked: LockedReferral,
  teller: Answerer,
  isBounce: boolean,
): Promise<Result<undefined>> {
  return teller.kind === "person" ? checkEnding(tx, locked, teller.personId, isBounce) : ok(undefined);
}

function detailOf({ kind, note, at: told }: ReferralAnswerInput, teller: Answerer) {
  return {
    kind,
    ...(note === undefined ? {} : { note }),
    ...(told === undefined ? {} : { told }),
    ...(teller.kind === "key" ? { key: teller.keyId } : {}),
  };
}

function toEvent(input: ReferralAnswerInput, at: Date): ReferralEvent {
  return input.kind === "answered"
    ? { type: "answered", at, outcome: input.outcome, note: input.note }
    : { type: input.kind, at };
}

/** Keeps a system's answer that does not fit, because no person has seen it. Idempotent. */
async function noteElsewhere(
  tx: Db,
  locked: LockedReferral,
  { id, kind, number }: ReferralAnswerInput,
  { why, ...saying }: Omit<EventInput, "detail"> & { why: ProblemCode },
): Promise<void> {
  if (why !== "answer-elsewhere" && why !== "answer-not-theirs") return;
  // The answer's own id stays free for a corrected one.
  const event = { ...saying, id: uuidOf(`${id} elsewhere ${saying.digest}`) };
  if (await findEarlierEvent(tx, referralOwner, locked.referral.id, event)) return;
  const detail = { kind, why, ...(number === undefined ? {} : { number }) };
  const noted = { type: "answered-elsewhere", at: saying.at } as const;
  const saved = await saveReferralEvent(tx, locked, noted, { ...event, detail });
  if (!saved.ok) throw new Error(`answer ${id} could not be noted: ${saved.problem.code}`);
}

function findWrongAnswer(
  input: ReferralAnswerInput,
  { referral: { partner, letter, madeAt }, row }: LockedReferral,
  happened: Date,
  now: Date,
) {
  if (input.number !== undefined && input.number !== letter.number) return fail("answer-elsewhere");
  if (input.kind === "answered" && !outcomesOf(partner).includes(input.outcome))
    return fail("answer-not-theirs", `${partner}: ${input.outcome}`);
  if (happened > now) return fail("invalid-input", "at: is in the future");
  if (happened < madeAt && happened < now)
    return fail("invalid-input", "at: is before the referral was made");
  // Withheld content must not be described by anyone.
  return row.withheld && input.note !== undefined ? fail("note-not-allowed") : undefined;
}
