/** Records a platform's answer to a request, entered by a supervisor or sent with the platform's API key. */

import type { PlatformAnswerInput } from "../../../utils/shared/contract/request-answer.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { openSince } from "../../../utils/shared/policy/jakarta-months.ts";
import { answerAbout } from "../../../utils/shared/policy/request-effect.ts";
import { readInvolving } from "../../cases/store/case-reads.ts";
import type { Ref } from "../../core/scope.ts";
import type { Db } from "../../db/store.ts";
import {
  type Answerer,
  answeredAt,
  answerOf,
  bounceMarks,
  judgeBounce,
  markLastBounced,
  readDeliveredBy,
} from "../../delivery/letter-events.ts";
import { isNoPixels } from "../compose-letter.ts";
import type { RequestEvent } from "../request-states.ts";
import {
  actOnRequest,
  type LockedRequest,
  requestEventTable,
  type SavedEvent,
  saveEvent,
} from "./change-request.ts";
import { requestLetters } from "./deliver-requests.ts";
import { wasSentVia } from "./dispatches.ts";
import { seemsArrived } from "./seems-arrived.ts";
import { isUnsent } from "./withdraw.ts";

/** Problems: those of `checkTeller` for a person. */
export async function answerRequest(
  db: Db,
  ref: Ref,
  told: PlatformAnswerInput,
  { teller, at }: { teller: Answerer; at: Date },
): Promise<Result<SavedEvent>> {
  if (teller.kind === "key" && !(await wasSentVia(db, ref.id, teller.channel))) return fail("not-found");
  return actOnRequest(db, ref, answerOf(told, teller, at), async (tx, locked, saying) => {
    const input = inWordsOf(locked.request, told);
    const allowed = await checkTeller(tx, locked, input, teller);
    if (!allowed.ok) return allowed;
    const event = toEvent(input, answeredAt(input.at, teller, at));
    const wrong = findWrongTime(event, locked, at) ?? findWrongWords(input, locked);
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
        detail: { ...detail, ...bounceMarks({ toCheck, keepsClock }) },
      },
    );
    if (saved.ok && !saved.value.noted) await markLastBounced(tx, requestLetters, locked.request.id);
    return saved;
  });
}

/**
 * One person does not undo what two decided: `request-changed` before the letter was sent, because an answer would keep
 * it from being sent; `own-report` for people who reported one of its cases; `own-decision` for the person who delivered
 * it by hand. A bounce is allowed to all but reporters, because the letter then waits again.
 */
async function checkTeller(
  tx: Db,
  { request, cases }: LockedRequest,
  { kind }: PlatformAnswerInput,
  teller: Answerer,
): Promise<Result<undefined>> {
  if (teller.kind !== "person") return ok(undefined);
  const isBounce = kind === "bounced";
  if (isUnsent(request) && !isBounce) return fail("request-changed", "it was not sent");
  const ids = cases.map(({ id }) => id);
  if ((await readInvolving(tx, teller.personId, ids)).size > 0) return fail("own-report");
  const delivered = await readDeliveredBy(tx, requestEventTable, teller.personId, [request.id]);
  return delivered.size > 0 && !isBounce
    ? fail("own-decision", "its deliverer does not record its answer")
    : ok(undefined);
}

function inWordsOf(request: LockedRequest["request"], told: PlatformAnswerInput): PlatformAnswerInput {
  if (told.kind !== "items") return told;
  const items = told.items.map((item) => ({ ...item, outcome: answerAbout(request, item.outcome) }));
  return { ...told, items };
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

/** Numbers of a final month do not change, so an answer in such a month would not be counted. */
function findWrongTime({ type, at: happened }: RequestEvent, { request, cases }: LockedRequest, now: Date) {
  if (happened.getTime() === now.getTime()) return undefined;
  if (happened > now) return fail("invalid-input", "at: is in the future");
  if (happened < request.madeAt) return fail("invalid-input", "at: is before the request was made");
  const earliest = openSince(now);
  if (type === "bounced" || happened >= earliest) return undefined;
  const said = `at: is in a month whose numbers are final; use ${earliest.toISOString()} or later`;
  return fail(
    "invalid-input",
    forbidsNotes(request, cases) ? said : `${said}, and put the true time in the note`,
  );
}

function findWrongWords(input: PlatformAnswerInput, { request, cases }: LockedRequest) {
  const notes = [input.note, ...(input.kind === "items" ? input.items.map(({ note }) => note) : [])];
  const hasWords = notes.some((note) => note !== undefined);
  return hasWords && forbidsNotes(request, cases) ? fail("note-not-allowed") : undefined;
}

/** Withheld content must not be described by anyone. */
function forbidsNotes({ category }: LockedRequest["request"], cases: LockedRequest["cases"]): boolean {
  return cases.some(({ withheld }) => isNoPixels(category, withheld));
}
