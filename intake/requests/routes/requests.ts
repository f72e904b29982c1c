/** Requests to platforms: preview, make, list and withdraw. */

import { ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Handler, Input } from "../../core/handler.ts";
import { notFound } from "../../core/problems.ts";
import type { Ref } from "../../core/scope.ts";
import { decodeTimeCursor, invalidCursor, toPage } from "../../db/paging.ts";
import type { Intake } from "../../intake.ts";
import { toChannelView } from "../store/channels.ts";
import { draftRequest, makeRequest as make, type RequestIssuer } from "../store/make-request.ts";
import { listRequests as list, neverDue, readRequest } from "../store/read-requests.ts";
import { withdrawRequest as withdraw } from "../store/withdraw.ts";
import { toRequestRow, toRequestView } from "./request-view.ts";

export const previewRequest: Handler<"previewRequest"> = async (intake, { scope, body, at, origin }) => {
  const drafted = await intake.store.db.transaction((tx) =>
    draftRequest(tx, body, { scope, at }, issuerOf(intake, origin)),
  );
  if (!drafted.ok) return drafted;
  const { letter, gaps, channels } = drafted.value;
  return ok({ letter, gaps, channels: channels.map(({ channel }) => toChannelView(channel)) });
};

export const makeRequest: Handler<"makeRequest"> = async (intake, input) => {
  const { caller, scope, body, at, origin } = input;
  const asked = { ...body, id: body.id.toLowerCase() };
  const made = await make(intake.store.db, asked, scope, caller, at, issuerOf(intake, origin));
  return made.ok ? requestAnswer(intake, { id: made.value, scope }) : made;
};

export const listRequests: Handler<"listRequests"> = async ({ store: { db } }, { scope, query }) => {
  const { limit, caseId, after: mark, ...filter } = query;
  const after = mark === undefined ? undefined : decodeTimeCursor(mark);
  if (mark !== undefined && !after) return invalidCursor();
  const found = await list(db, { ...filter, scope, caseId: caseId?.toLowerCase(), after, limit });
  const { rows, next } = toPage(found, limit, ({ request: { id, dueAt, madeAt } }) => {
    const at = query.state === "open" ? (dueAt ?? neverDue) : madeAt;
    return `${at.toISOString()}|${id}`;
  });
  return ok({ requests: rows.map(toRequestRow), ...(next ? { next } : {}) });
};

export const getRequest: Handler<"getRequest"> = (intake, { scope, params }) =>
  requestAnswer(intake, { id: params.id, scope });

export const withdrawRequest: Handler<"withdrawRequest"> = async (intake, input) => {
  const { caller, scope, params, body, at } = input;
  const ref = { id: params.id, scope };
  const ended = await withdraw(intake.store.db, ref, { ...body, id: body.id.toLowerCase() }, caller, at);
  return ended.ok ? requestAnswer(intake, ref) : ended;
};

export async function requestAnswer(
  intake: Intake,
  ref: Ref,
): Promise<Result<ReturnType<typeof toRequestView>>> {
  const parts = await readRequest(intake.store.db, ref);
  return parts ? ok(toRequestView(parts)) : notFound();
}

function issuerOf(
  { organisation, key, mailHost }: Intake,
  origin: Input<"makeRequest">["origin"],
): RequestIssuer {
  return { organisation, key, origin, mailHost };
}
