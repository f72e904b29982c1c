/** Converts rows of requests to the contract's views. */

import type { z } from "zod";
import type { Letter } from "../../../utils/shared/contract/letter.ts";
import type { requestRow, requestView } from "../../../utils/shared/contract/request.ts";
import { omitNulls } from "../../core/omit-nulls.ts";
import type { RequestRecord } from "../../db/rows.ts";
import { toChannelView } from "../store/channels.ts";
import type { ListedRequest, RequestParts } from "../store/read-requests.ts";

type Row = z.input<typeof requestRow>;

export function toRequestRow({ request, channel, items, answered, reversed, provenAt }: ListedRequest): Row {
  const { id, kind, site, category, action, urgent, hours, state, version, reprimands } = request;
  return {
    id,
    number: numberOf(request),
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
  return {
    ...toRequestRow({ request, channel, items: items.length, answered, reversed, provenAt }),
    letter: request.letter as unknown as Letter,
    by,
    itemList: items.map(toItem),
    dispatches: dispatches.map(toDispatch),
    events: events.map(({ id, at, act, by: who, detail: { recipients: _, key: __, ...detail } }) => ({
      id,
      at: at.toISOString(),
      act,
      by: who,
      detail,
    })),
    ...omitNulls({
      withdrawnReason: request.withdrawnReason,
      restores: order ? { id: order.id, number: numberOf(order) } : null,
      restoredBy: restoration ? { id: restoration.id, number: numberOf(restoration) } : null,
    }),
  };
}

function toItem({
  item,
  provenBy,
}: RequestParts["items"][number]): z.input<typeof requestView>["itemList"][number] {
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
      outcomeNote,
      seen,
      outcomeAt: iso(item.outcomeAt),
      seenAt: iso(item.seenAt),
      checkAt: iso(item.checkAt),
      proven: item.provenAt && { at: item.provenAt.toISOString(), by: provenBy ?? "" },
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
      sentAt: iso(dispatch.sentAt),
    }),
  };
}

/** Mail servers quote addresses in answers; people's addresses stay in the administrator's file. */
function withoutAddresses(answer: string | null): string | null {
  return answer?.replaceAll(/[^\s<>"']+@[^\s<>"']+/g, "…") ?? null;
}

/** The number in the signed letter. */
function numberOf({ letter }: RequestRecord): string {
  return (letter as unknown as Letter).number;
}

function iso(moment: Date | null): string | null {
  return moment === null ? null : moment.toISOString();
}
