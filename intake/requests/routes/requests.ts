/** Requests to platforms: preview, make, list and withdraw; decisions ready for a letter. */

import type { z } from "zod";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { CheckPicture } from "../../../utils/shared/contract/outcome-check.ts";
import type { requestRow, requestView } from "../../../utils/shared/contract/request.ts";
import { ok, type Result } from "../../../utils/shared/contract/result.ts";
import { withoutWords } from "../../cases/rules/withheld-content.ts";
import { readInvolving } from "../../cases/store/case-reads.ts";
import type { Caller } from "../../core/caller.ts";
import type { Handler, Input } from "../../core/handler.ts";
import { notFound } from "../../core/problems.ts";
import type { Ref } from "../../core/scope.ts";
import { decodeTimeCursor, invalidCursor, neverDue, toPage } from "../../db/paging.ts";
import { omitNulls } from "../../db/rows.ts";
import { readDeliveredBy } from "../../delivery/letter-events.ts";
import { knownSentAt } from "../../delivery/letter-queue.ts";
import type { Intake } from "../../intake.ts";
import { requestEventTable } from "../store/change-request.ts";
import { toChannelView } from "../store/channels.ts";
import { draftRequest, makeRequest as make, type RequestIssuer } from "../store/make-request.ts";
import {
  type ListedRequest,
  listRequests as list,
  type RequestParts,
  readRequest,
} from "../store/read-requests.ts";
import { readReady, readReadyRestores, toReadyGroups } from "../store/ready-decisions.ts";
import { withdrawRequest as withdraw } from "../store/withdraw.ts";
import { isLetterWithheld, shownLetter, withheldItems } from "../withheld-words.ts";

export const previewRequest: Handler<"previewRequest"> = async (intake, { scope, body, at, origin }) => {
  const drafted = await intake.store.db.transaction((tx) =>
    draftRequest(tx, body, { scope, at }, issuerOf(intake, origin)),
  );
  if (!drafted.ok) return drafted;
  const { letter, gaps, channels, facts } = drafted.value;
  const canned = facts.items.flatMap(({ decision }, index) => (decision.canned ? [index + 1] : []));
  return ok({ letter, gaps, canned, channels: channels.map(({ channel }) => toChannelView(channel)) });
};

export const makeRequest: Handler<"makeRequest"> = async (intake, input) => {
  const { caller, scope, body, at, origin } = input;
  const asked = { ...body, id: body.id.toLowerCase() };
  const made = await make(intake.store.db, asked, { scope, actor: caller, at }, issuerOf(intake, origin));
  return made.ok ? requestAnswer(intake, { id: made.value, scope }, caller) : made;
};

export const listRequests: Handler<"listRequests"> = async ({ store: { db } }, { scope, query }) => {
  const { limit, caseId, after: mark, ...filter } = query;
  const after = mark === undefined ? undefined : decodeTimeCursor(mark);
  if (mark !== undefined && !after) return invalidCursor();
  const listed = await list(db, { ...filter, scope, caseId: caseId?.toLowerCase(), after, limit });
  const { rows, next } = toPage(listed, limit, ({ request: { id, dueAt, madeAt } }) => {
    const sortTime = query.state === "open" ? (dueAt ?? neverDue) : madeAt;
    return `${sortTime.toISOString()}|${id}`;
  });
  return ok({ requests: rows.map(toRequestRow), ...(next ? { next } : {}) });
};

export const getRequest: Handler<"getRequest"> = (intake, { caller, scope, params }) =>
  requestAnswer(intake, { id: params.id, scope }, caller);

export const withdrawRequest: Handler<"withdrawRequest"> = async (intake, input) => {
  const { caller, scope, params, body, at } = input;
  const ref = { id: params.id, scope };
  const asked = { ...body, id: body.id.toLowerCase() };
  const ended = await withdraw(intake.store.db, ref, asked, { actor: caller, at });
  return ended.ok ? requestAnswer(intake, ref, caller) : ended;
};

export const listReady: Handler<"listReady"> = async ({ store: { db } }, { scope }) => {
  const asked = { scope, limit: limits.readyItems };
  const [{ rows, count }, restores] = [await readReady(db, asked), await readReadyRestores(db, asked)];
  return ok({ groups: toReadyGroups(rows, restores), count: count + restores.length });
};

export async function requestAnswer(
  intake: Intake,
  ref: Ref,
  caller: Caller,
): Promise<Result<z.input<typeof requestView>>> {
  const { db } = intake.store;
  const parts = await readRequest(db, ref);
  if (!parts) return notFound();
  if (caller.kind !== "person") return ok(toRequestView(parts));
  const caseIds = parts.items.map(({ item: { caseId } }) => caseId);
  const involving = await readInvolving(db, caller.personId, caseIds);
  const delivered = await readDeliveredBy(db, requestEventTable, caller.personId, [ref.id]);
  return ok({
    ...toRequestView(parts),
    ...(involving.size > 0 ? { reported: true as const } : {}),
    ...(delivered.size > 0 ? { delivered: true as const } : {}),
  });
}

function issuerOf(
  { organisation, key, mailHost }: Intake,
  origin: Input<"makeRequest">["origin"],
): RequestIssuer {
  return { organisation, key, origin, mailHost };
}

type Row = z.input<typeof requestRow>;

export function toRequestRow({ request, channel, items, answered, reversed, provenAt }: ListedRequest): Row {
  const { id, kind, site, category, action, urgent, hours, state, version, reprimands } = request;
  return {
    id,
    number: request.letter.number,
    kind,
    site,
    category,
    action,
    urgent,
    state,
    version,
    channel: toChannelView(channel),
    items,
    itemsAnswered: answered,
    acknowledgeHours: channel.acknowledgeHours,
    reprimands,
    madeAt: request.madeAt.toISOString(),
    ...omitNulls({
      hours,
      sentAt: iso(request.sentAt),
      dueAt: iso(request.dueAt),
      deliveredAt: iso(request.deliveredAt),
      acknowledgedAt: iso(request.acknowledgedAt),
      answeredAt: iso(request.answeredAt),
      withdrawnAt: iso(request.withdrawnAt),
      reprimandedAt: iso(request.reprimandedAt),
      reversed: reversed || undefined,
      provenAt: iso(provenAt),
    }),
  };
}

export function toRequestView(parts: RequestParts): z.input<typeof requestView> {
  const { request, channel, by, items, dispatches, events, order, restoration, reversed, provenAt } = parts;
  const answered = items.filter(({ item: { outcome } }) => outcome !== "pending").length;
  const withheld = withheldItems(parts);
  const hides = withheld.size > 0;
  return {
    ...toRequestRow({ request, channel, items: items.length, answered, reversed, provenAt }),
    letter: shownLetter(parts),
    ...(isLetterWithheld(parts) ? { letterWithheld: true } : {}),
    by,
    itemList: items.map((row) => toItem(row, parts.pictures.get(row.item.id), withheld)),
    dispatches: dispatches.map(toDispatch),
    events: events.map(({ id, at, act, by: who, detail: { recipients: _, key: __, ...detail } }) => ({
      id,
      at: at.toISOString(),
      act,
      by: who,
      detail: hides ? withoutWords(detail) : detail,
    })),
    ...omitNulls({
      withdrawnReason: hides ? null : request.withdrawnReason,
      restores: order ? { id: order.id, number: order.letter.number } : null,
      restoredBy: restoration ? { id: restoration.id, number: restoration.letter.number } : null,
    }),
  };
}

function toItem(
  { item, provenBy, stated }: RequestParts["items"][number],
  pictures: CheckPicture[] | undefined,
  withheld: ReadonlySet<string>,
): z.input<typeof requestView>["itemList"][number] {
  const { id, place, caseId, decisionId, subject, permalink, outcome, outcomeNote, seen } = item;
  return {
    id,
    place,
    caseId,
    decisionId,
    subject,
    address: permalink,
    outcome,
    ...omitNulls({
      outcomeNote: withheld.has(id) ? null : outcomeNote,
      seen,
      pictures,
      outcomeAt: iso(item.outcomeAt),
      seenAt: iso(item.seenAt),
      checkAt: iso(item.checkAt),
      proven: item.provenAt && {
        at: item.provenAt.toISOString(),
        by: provenBy ?? "",
        ...(stated ? { stated: true as const } : {}),
      },
    }),
  };
}

function toDispatch({ dispatch, channel, by }: RequestParts["dispatches"][number]) {
  const { id, letter, round, state, attempts } = dispatch;
  return {
    id,
    letter,
    round,
    state,
    attempts,
    by,
    channel: toChannelView(channel),
    at: dispatch.at.toISOString(),
    ...omitNulls({
      answer: withoutAddresses(dispatch.answer),
      nextAt: iso(dispatch.nextAt),
      sentAt: iso(knownSentAt(dispatch)),
    }),
  };
}

/** Mail servers quote addresses in answers; people's addresses stay in the administrator's file. */
function withoutAddresses(answer: string | null): string | null {
  return answer?.replaceAll(/[^\s<>"']+@[^\s<>"']+/g, "…") ?? null;
}

function iso(moment: Date | null): string | null {
  return moment === null ? null : moment.toISOString();
}
