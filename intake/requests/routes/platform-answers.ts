/** Acts on a request after it is made: mark as sent, change the channel, record an answer. */

import type { RequestStatus } from "../../../utils/shared/contract/request-answer.ts";
import { ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { omitNulls } from "../../core/omit-nulls.ts";
import { answerRequest as answer } from "../store/answer-request.ts";
import { toChannelView } from "../store/channels.ts";
import { readChannels } from "../store/load-channels.ts";
import { changeChannel as change, markSent as mark } from "../store/reroute.ts";
import type { SavedEvent } from "../store/save-event.ts";

export const answerRequest: Handler<"answerRequest"> = async (
  intake,
  { caller, scope, params, body, at },
) => {
  const input = { ...body, id: body.id.toLowerCase() };
  return answerView(await answer(intake.store.db, { id: params.id, scope }, input, caller, at));
};

export const markSent: Handler<"markSent"> = async (intake, { caller, scope, params, body, at }) => {
  const input = { ...body, id: body.id.toLowerCase() };
  return answerView(await mark(intake.store.db, { id: params.id, scope }, input, caller, at));
};

export const changeChannel: Handler<"changeChannel"> = async (
  intake,
  { caller, scope, params, body, at },
) => {
  const input = { ...body, id: body.id.toLowerCase() };
  const when = { at, host: intake.mailHost };
  return answerView(await change(intake.store.db, { id: params.id, scope }, input, caller, when));
};

export const listChannels: Handler<"listChannels"> = async (intake, { query }) => {
  const found = await readChannels(intake.store.db, query.site);
  return ok({ channels: found.map(({ channel }) => toChannelView(channel)) });
};

function answerView(saved: Result<SavedEvent>): Result<RequestStatus> {
  if (!saved.ok) return saved;
  const { request, items, noted } = saved.value;
  const { id, letter, state, version } = request;
  const number = typeof letter.number === "string" ? { number: letter.number } : {};
  const times = ["sentAt", "dueAt", "deliveredAt", "acknowledgedAt", "answeredAt", "withdrawnAt"] as const;
  return ok({
    id,
    state,
    version,
    noted,
    ...number,
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
