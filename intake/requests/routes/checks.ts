/** Outcome checks: addresses to check, and results. */

import type { OutcomeCheckTask, OutcomeCheckView } from "../../../utils/shared/contract/outcome-check.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import { effectOf } from "../../../utils/shared/policy/request-effect.ts";
import type { Handler } from "../../core/handler.ts";
import { omitNulls } from "../../core/omit-nulls.ts";
import { decodeTimeCursor, invalidCursor, toPage } from "../../db/paging.ts";
import { isNoPixels } from "../compose-letter.ts";
import { checkReason } from "../next-check.ts";
import { countDueChecks, type DueCheck, readDueChecks } from "../store/check-reads.ts";
import { addCheck as keep, type SavedCheck } from "../store/checks.ts";

export const listChecks: Handler<"listChecks"> = async (intake, { caller: by, scope, query, at }) => {
  const after = query.after === undefined ? undefined : decodeTimeCursor(query.after);
  if (query.after !== undefined && !after) return invalidCursor();
  const { db } = intake.store;
  const found = await readDueChecks(db, scope, { at, by, after, limit: query.limit });
  const page = toPage(found, query.limit, ({ item }) => `${item.checkAt?.toISOString()}|${item.id}`);
  const due = await countDueChecks(db, scope, { at, by });
  return ok({ checks: page.rows.map(toTask), due, ...(page.next ? { next: page.next } : {}) });
};

export const addCheck: Handler<"addCheck"> = async (intake, { caller, scope, params, body, at }) => {
  const input = { ...body, id: body.id.toLowerCase() };
  const kept = await keep(intake.store.db, { id: params.id, scope }, input, { looker: caller, at });
  return kept.ok ? ok(toView(kept.value)) : kept;
};

function toTask({ item, request, withheld, names, reappearedAt }: DueCheck): OutcomeCheckTask {
  const { site, kind, category, action, urgent, letter } = request;
  const { subject, permalink, caseId, seenAt, checkAt } = item;
  return {
    itemId: item.id,
    requestId: request.id,
    number: String(letter.number ?? ""),
    caseId,
    site,
    subject,
    names,
    address: permalink,
    kind,
    category,
    action,
    urgent,
    noPixels: isNoPixels(category, withheld),
    why: checkReason({ ...item, reappearedAt }),
    dueAt: (checkAt ?? request.madeAt).toISOString(),
    ...omitNulls({ seen: item.seen, seenAt: seenAt?.toISOString() ?? null }),
  };
}

function toView({ check, by, item, request }: SavedCheck): OutcomeCheckView {
  const { id, itemId, seen, seenFrom, stated, at, note, proof } = check;
  return {
    id,
    itemId,
    seen,
    seenFrom,
    at: at.toISOString(),
    by,
    effect: effectOf(request, seen),
    ...omitNulls({
      note,
      stated: stated || undefined,
      source: proof ? String(proof.source) : null,
      next: item.checkAt?.toISOString() ?? null,
    }),
  };
}
