/** Objections: list, hearing, and those sent by platforms. */

import type { ObjectionReceipt, ObjectionView } from "../../../utils/shared/contract/objection.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import { checkHearing } from "../../cases/rules/allowed-acts.ts";
import type { Handler } from "../../core/handler.ts";
import { notFound } from "../../core/problems.ts";
import { decodeCursor, invalidCursor, toPage } from "../../db/paging.ts";
import { type CaseRecord, omitNulls } from "../../db/rows.ts";
import {
  actFactsIn,
  type DecidedParts,
  hiddenDecisions,
  type Viewer,
} from "../../decisions/routes/decision-view.ts";
import { wasSentVia } from "../../requests/store/dispatches.ts";
import { hearObjection as hear } from "../store/hear-objection.ts";
import { findItemAt, type ObjectionRow, listObjections as readList } from "../store/read-objections.ts";
import { type Objection, receiveObjection } from "../store/receive-objection.ts";

export const listObjections: Handler<"listObjections"> = async (intake, { caller, scope, query }) => {
  const mark = query.after === undefined ? undefined : decodeCursor(query.after, /^\d{1,16}\|[0-9a-f-]{36}$/);
  if (query.after !== undefined && !mark) return invalidCursor();
  const [sortTime, id] = mark?.split("|") ?? [];
  const after = sortTime && id ? { place: sortTime, id } : undefined;
  const listed = await readList(intake.store.db, scope, { after, limit: query.limit });
  const page = toPage(listed, query.limit, (last) => `${last.sortKey}|${last.objection.id}`);
  const objections = page.rows.map(({ objection, row }) => ({
    ...toCommon(objection),
    caseId: objection.caseId,
    site: row.site,
    subject: row.subject,
    category: row.category,
    ...(hasDismissal(objection) ? { dismissal: { own: objection.handledBy === caller.personId } } : {}),
  }));
  return ok({ objections, ...(page.next ? { next: page.next } : {}) });
};

export const hearObjection: Handler<"hearObjection"> = async (
  intake,
  { caller, scope, params, body, at },
) => {
  const input = { ...body, id: body.id.toLowerCase() };
  if (input.outcome === "upheld" && input.reversal)
    input.reversal = { ...input.reversal, id: input.reversal.id.toLowerCase() };
  const heard = await hear(intake.store.db, { id: params.id, scope }, input, { actor: caller, at });
  const viewer = { asker: caller, blind: intake.blindConfirm };
  return heard.ok ? ok(toView({ objection: heard.value, heardBy: caller.name }, true, viewer)) : heard;
};

export const objectAsPlatform: Handler<"objectAsPlatform"> = async (intake, { caller, params, body, at }) => {
  const { db } = intake.store;
  if (!(await wasSentVia(db, params.id, caller.channel))) return notFound();
  const itemId = await findItemAt(db, params.id, body.place);
  if (itemId === undefined) return notFound();
  const input = { id: body.id.toLowerCase(), objector: "platform", text: body.text } as const;
  const received = await receiveObjection(db, itemId, input, at);
  return received.ok ? ok(toReceipt(received.value)) : received;
};

function toReceipt({ id, ticket, state, dueAt }: Objection): ObjectionReceipt {
  return { id, ticket, state, dueAt: dueAt.toISOString() };
}

/** Objections of a case, for supervisors and administrators. */
export function toObjectionsView(
  row: CaseRecord,
  parts: DecidedParts,
  shown: readonly ObjectionRow[],
  viewer: Viewer,
): { objections?: ObjectionView[] } {
  const { asker } = viewer;
  if (shown.length === 0 || (asker?.role !== "supervisor" && asker?.role !== "admin")) return {};
  const facts = { ...actFactsIn(row, parts), asker };
  const acts = new Map(parts.decisionRows.map(({ decision }) => [decision.id, decision.act]));
  const mayHear = ({ decisionId }: Objection) => checkHearing(facts, acts.get(decisionId)).ok;
  const kept = hiddenDecisions(parts, viewer);
  // The person who upheld it is also the proposer of the reversal.
  const named = shown.map((listed) =>
    kept.has(listed.objection.reversal ?? "") ? { ...listed, heardBy: null } : listed,
  );
  const objections = named.map((listed) => {
    const isHearer = mayHear(listed.objection);
    const { text, ...view } = toView(listed, isHearer, viewer);
    // In the no-pixels lane the text is shown only to those who may hear the objection.
    return row.withheld && !isHearer ? view : { ...view, text };
  });
  return { objections };
}

/** Shows the objector's name and contact only with `mayHear`. */
function toView(
  { objection, heardBy, byAddress }: ObjectionRow,
  mayHear: boolean,
  viewer: Viewer,
): ObjectionView {
  const { text, name, contact, reason, reversal, state } = objection;
  const isOpen = state === "open";
  return {
    ...toCommon(objection),
    text,
    canHear: mayHear && isOpen,
    ...(byAddress ? { byAddress } : {}),
    ...(isOpen ? toDismissal({ objection, heardBy }, viewer) : omitNulls({ heardBy, reason, reversal })),
    ...(mayHear ? omitNulls({ name, contact }) : {}),
  };
}

function hasDismissal({ state, handledBy }: Objection): boolean {
  return state === "open" && handledBy !== null;
}

/** As a proposed decision, it shows its author only to the author and to administrators with blind confirmation. */
function toDismissal({ objection, heardBy }: ObjectionRow, { asker, blind }: Viewer) {
  const { handledBy, reason } = objection;
  if (!hasDismissal(objection) || reason === null) return {};
  const own = handledBy === asker?.personId;
  const isHidden = blind && !own && asker?.role !== "admin";
  return { dismissal: { own, reason, ...(isHidden ? {} : omitNulls({ by: heardBy })) } };
}

function toCommon({ id, decisionId, objector, receivedAt, dueAt, state, handledAt }: Objection) {
  return {
    id,
    decisionId,
    objector,
    state,
    at: receivedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    ...omitNulls({ heardAt: handledAt?.toISOString() ?? null }),
  };
}
