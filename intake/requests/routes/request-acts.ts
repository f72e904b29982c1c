/** Acts on a request after it is made: mark as sent, change the channel, record an answer, reprimand. */

import type { RequestStatus } from "../../../utils/shared/contract/request-answer.ts";
import { ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { omitNulls } from "../../db/rows.ts";
import { answerRequest as answer } from "../store/answer-request.ts";
import type { SavedEvent } from "../store/change-request.ts";
import { readChannels, toChannelView } from "../store/channels.ts";
import { sendReprimand as send } from "../store/reprimand.ts";
import { changeChannel as change, markSent as mark } from "../store/request-acts.ts";
import { requestAnswer } from "./requests.ts";

export const answerRequest: Handler<"answerRequest"> = async (
  intake,
  { caller, scope, params, body, at },
) => {
  const input = { ...body, id: body.id.toLowerCase() };
  return answerView(await answer(intake.store.db, { id: params.id, scope }, input, { teller: caller, at }));
};

export const markSent: Handler<"markSent"> = async (intake, { caller, scope, params, body, at }) => {
  const input = { ...body, id: body.id.toLowerCase() };
  return answerView(await mark(intake.store.db, { id: params.id, scope }, input, { actor: caller, at }));
};

export const changeChannel: Handler<"changeChannel"> = async (
  intake,
  { caller, scope, params, body, at },
) => {
  const input = { ...body, id: body.id.toLowerCase() };
  const by = { actor: caller, at, host: intake.mailHost };
  return answerView(await change(intake.store.db, { id: params.id, scope }, input, by));
};

export const listChannels: Handler<"listChannels"> = async (intake, { query }) => {
  const channels = await readChannels(intake.store.db, query.site);
  return ok({ channels: channels.map(({ channel }) => toChannelView(channel)) });
};

export const sendReprimand: Handler<"sendReprimand"> = async (intake, input) => {
  const { caller, scope, params, body, at } = input;
  const ref = { id: params.id, scope };
  const asked = { ...body, id: body.id.toLowerCase() };
  const sent = await send(intake.store.db, ref, asked, { actor: caller, at, host: intake.mailHost });
  return sent.ok ? requestAnswer(intake, ref, caller) : sent;
};

function answerView(saved: Result<SavedEvent>): Result<RequestStatus> {
  if (!saved.ok) return saved;
  const { request, items, noted } = saved.value;
  const { id, letter, state, version } = request;
  const times = ["sentAt", "dueAt", "deliveredAt", "acknowledgedAt", "answeredAt", "withdrawnAt"] as const;
  return ok({
    id,
    state,
    version,
    noted,
    number: letter.number,
    ...Object.fromEntries(
      times.flatMap((name) => (request[name] ? [[name, request[name].toISOString()]] : [])),
    ),
    items: items.map(({ place, outcome, outcomeNote }) => ({
      place,
      outcome,
      ...omitNulls({ note: outcomeNote }),
    })),
  });
}
