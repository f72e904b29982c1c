/** Records a platform's answer to a request, entered by a supervisor or sent with the platform's API key. */

import { eq } from "drizzle-orm";
import type { PlatformAnswerInput } from "../../../utils/shared/contract/request-answer.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import type { Ref } from "../../core/scope.ts";
import { dispatches } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { isNoPixels } from "../no-pixels.ts";
import type { RequestEvent } from "../request-states.ts";
import { lastDispatch, wasSentVia } from "./dispatches.ts";
import { type LockedRequest, lockRequest } from "./lock-request.ts";
import { findEarlierEvent, type SavedEvent, saveEvent } from "./save-event.ts";

/** A person of the intake, or another system restricted to one channel. */
export type Answerer =
  | { kind: "person"; personId: string; deviceId: string; name: string }
  | { kind: "key"; keyId: string; channel?: string | undefined };

export function answerRequest(
  db: Db,
  ref: Ref,
  input: PlatformAnswerInput,
  teller: Answerer,
  at: Date,
): Promise<Result<SavedEvent>> {
  return db.transaction(async (tx) => {
    const locked = await lockRequest(tx, ref);
    if (!locked) return fail("not-found");
    const { request } = locked;
    if (teller.kind === "key" && !(await wasSentVia(tx, request.id, teller.channel)))
      return fail("not-found");
    const who = teller.kind === "person" ? teller.personId : teller.keyId;
    const digest = await digestJson({ request: request.id, who, ...input });
    const said = await findEarlierEvent(tx, request.id, { id: input.id, digest });
    if (said) return said.ok ? ok({ ...locked, noted: said.value.noted }) : said;
    const { id, at: told, ...words } = input;
    // A platform's own time is not trusted, because its response time is measured.
    const happened = teller.kind === "person" && told !== undefined ? new Date(told) : at;
    const wrong = findWrongAnswer(input, locked, happened, at);
    if (wrong) return wrong;
    const event = toEvent(input, happened);
    const saved = await saveEvent(tx, locked, event, {
      id,
      digest,
      at,
      ...(teller.kind === "person"
        ? { by: teller.name, personId: teller.personId, deviceId: teller.deviceId }
        : { by: teller.channel ?? "key" }),
      detail: {
        ...words,
        ...(told === undefined ? {} : { told }),
        ...(teller.kind === "key" ? { key: teller.keyId } : {}),
      },
    });
    if (saved.ok && event.type === "bounced" && !saved.value.noted) await markBounced(tx, request.id);
    return saved;
  });
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

async function markBounced(tx: Db, requestId: string): Promise<void> {
  const last = await lastDispatch(tx, requestId, "request");
  if (last?.state !== "sent") return;
  await tx.update(dispatches).set({ state: "failed", answer: "bounced" }).where(eq(dispatches.id, last.id));
}
