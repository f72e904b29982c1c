/** Records a platform's answer to a request, entered by a supervisor or sent with the platform's API key. */

import { and, eq, gte, inArray, isNotNull } from "drizzle-orm";
import type { PlatformAnswerInput } from "../../../utils/shared/contract/request-answer.ts";
import { fail, type Result } from "../../../utils/shared/contract/result.ts";
import type { Ref } from "../../core/scope.ts";
import type { RequestRecord } from "../../db/rows.ts";
import { channels, decisions, objections } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import {
  type Answerer,
  answeredAt,
  answerOf,
  judgeBounce,
  markLastBounced,
} from "../../delivery/letter-events.ts";
import { isNoPixels } from "../compose-letter.ts";
import type { RequestEvent } from "../request-states.ts";
import { actOnRequest, type LockedRequest, type SavedEvent, saveEvent } from "./change-request.ts";
import { requestLetters } from "./deliver-requests.ts";
import { wasSentVia } from "./dispatches.ts";

const hourMs = 3_600_000;

export async function answerRequest(
  db: Db,
  ref: Ref,
  input: PlatformAnswerInput,
  { teller, at }: { teller: Answerer; at: Date },
): Promise<Result<SavedEvent>> {
  if (teller.kind === "key" && !(await wasSentVia(db, ref.id, teller.channel))) return fail("not-found");
  return actOnRequest(db, ref, answerOf(input, teller, at), async (tx, locked, saying) => {
    const event = toEvent(input, answeredAt(input.at, teller, at));
    const wrong = findWrongAnswer(input, locked, event.at, at);
    if (wrong) return wrong;
    const detail = detailOf(input, teller);
    if (event.type !== "bounced") return saveEvent(tx, locked, event, { ...saying, detail });
    const { toCheck, ...judged } = judgeBounce(locked.request, teller.kind, at);
    const keepsClock = judged.keepsClock || (!toCheck && (await seemsArrived(tx, locked, at)));
    const saved = await saveEvent(
      tx,
      locked,
      { ...event, keepsClock },
      {
        ...saying,
        aside: toCheck,
        detail: { ...detail, ...(toCheck ? { toCheck } : {}), ...(keepsClock ? { keepsClock } : {}) },
      },
    );
    if (saved.ok && !saved.value.noted) await markLastBounced(tx, requestLetters, locked.request.id);
    return saved;
  });
}

/**
 * One person's word does not void the clock once an item was proven or its decision reversed, an objection came since
 * sending, or the time to acknowledge a letter without a limit is over.
 */
async function seemsArrived(tx: Db, { request, items }: LockedRequest, at: Date): Promise<boolean> {
  const { sentAt, acknowledgedAt } = request;
  // The state machine only notes the bounce.
  if (sentAt === null || acknowledgedAt !== null) return false;
  if (items.some(({ provenAt }) => provenAt !== null)) return true;
  const decided = inArray(
    decisions.id,
    items.map(({ decisionId }) => decisionId),
  );
  const objected = inArray(
    objections.itemId,
    items.map(({ id }) => id),
  );
  const isSince = gte(objections.receivedAt, sentAt);
  return (
    (await tx.$count(decisions, and(decided, isNotNull(decisions.reversedAt)))) > 0 ||
    (await tx.$count(objections, and(objected, isSince))) > 0 ||
    (await isLateWithoutLimit(tx, { ...request, sentAt }, at))
  );
}

async function isLateWithoutLimit(
  tx: Db,
  { dueAt, sentAt, channelId }: Pick<RequestRecord, "dueAt" | "channelId"> & { sentAt: Date },
  at: Date,
): Promise<boolean> {
  if (dueAt !== null) return false;
  const [used] = await tx
    .select({ channel: channels.channel })
    .from(channels)
    .where(eq(channels.rowId, channelId));
  if (!used) throw new Error(`no channel ${channelId}`);
  return at.getTime() >= sentAt.getTime() + used.channel.acknowledgeHours * hourMs;
}

function detailOf({ id: _id, at: told, ...words }: PlatformAnswerInput, teller: Answerer) {
  return {
    ...words,
    ...(told === undefined ? {} : { told }),
    ...(teller.kind === "key" ? { key: teller.keyId } : {}),
  };
}

function toEvent(input: PlatformAnswerInput, at: Date): RequestEvent {
  return input.kind === "items" ? { type: "items", at, items: input.items } : { type: input.kind, at };
}

function findWrongAnswer(
  input: PlatformAnswerInput,
  { request: { category, madeAt }, cases }: LockedRequest,
  happened: Date,
  now: Date,
) {
  if (happened > now) return fail("invalid-input", "at: is in the future");
  if (happened < madeAt) return fail("invalid-input", "at: is before the request was made");
  const notes = [input.note, ...(input.kind === "items" ? input.items.map(({ note }) => note) : [])];
  const hasWords = notes.some((note) => note !== undefined);
  // Withheld content must not be described by anyone.
  const noPixels = cases.some(({ withheld }) => isNoPixels(category, withheld));
  return noPixels && hasWords ? fail("note-not-allowed") : undefined;
}
