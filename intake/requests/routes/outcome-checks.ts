/** Outcome checks: addresses to check, and results. */

import type { OutcomeCheckTask, OutcomeCheckView } from "../../../utils/shared/contract/outcome-check.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import { effectOf } from "../../../utils/shared/policy/request-effect.ts";
import { digestHex } from "../../../utils/shared/seal/digest.ts";
import { removeUnneededFile } from "../../cases/store/delete-evidence.ts";
import type { Handler } from "../../core/handler.ts";
import { notFound } from "../../core/problems.ts";
import { decodeTimeCursor, invalidCursor, toPage } from "../../db/paging.ts";
import { omitNulls } from "../../db/rows.ts";
import { checkBytes } from "../../evidence/check-file.ts";
import { checkReason } from "../next-check.ts";
import {
  mayHavePicture,
  readOwnCheck,
  savePictureArrival,
  takenPicture,
} from "../store/outcome-check-pictures.ts";
import { addCheck as keep, type SavedCheck } from "../store/outcome-checks.ts";
import { countDueChecks, type DueCheck, readDueChecks } from "../store/read-outcome-checks.ts";

export const listChecks: Handler<"listChecks"> = async (intake, { caller: by, scope, query, at }) => {
  const after = query.after === undefined ? undefined : decodeTimeCursor(query.after);
  if (query.after !== undefined && !after) return invalidCursor();
  const { db } = intake.store;
  const dueChecks = await readDueChecks(db, scope, { at, by, after, limit: query.limit });
  const page = toPage(dueChecks, query.limit, ({ item }) => `${item.checkAt?.toISOString()}|${item.id}`);
  const due = await countDueChecks(db, scope, { at, by });
  return ok({ checks: page.rows.map(toTask), due, ...(page.next ? { next: page.next } : {}) });
};

export const addCheck: Handler<"addCheck"> = async (intake, { caller, scope, params, body, at }) => {
  const input = { ...body, id: body.id.toLowerCase() };
  const kept = await keep(intake.store.db, { id: params.id, scope }, input, { looker: caller, at });
  return kept.ok ? ok(toView(kept.value)) : kept;
};

/** As for an evidence file, only what the seal names is stored, and never in the no-pixels lane. */
export const sendCheckPicture: Handler<"sendCheckPicture"> = async (
  intake,
  { caller, scope, params, body, at },
) => {
  const { files, store } = intake;
  const own = await readOwnCheck(store.db, { id: params.id, scope });
  const file = own && takenPicture(own.check);
  if (!file) return notFound();
  const { sha256 } = file;
  const checked = checkBytes(file, body, await digestHex(body));
  if (!checked.ok) return checked;
  const allowed = mayHavePicture(own);
  if (!allowed.ok) {
    // As for an evidence file: a crash may have left the bytes.
    if (allowed.problem.retry === "never") await removeUnneededFile(store.db, files, sha256);
    return allowed;
  }
  await files.put(sha256, body);
  const noted = await savePictureArrival(store.db, { id: params.id, scope }, { ...caller, at });
  if (!noted.ok) {
    await removeUnneededFile(store.db, files, sha256);
    return noted;
  }
  // Between the two steps, the deletion of other evidence may have removed the same bytes.
  if (!(await files.has(sha256))) await files.put(sha256, body);
  intake.metrics.countFile(body.length);
  return ok({ sha256, bytes: body.length });
};

function toTask({ item, request, noPixels, names, reappearedAt }: DueCheck): OutcomeCheckTask {
  const { site, kind, category, action, urgent, letter } = request;
  const { subject, permalink, caseId, seenAt, checkAt } = item;
  return {
    itemId: item.id,
    requestId: request.id,
    number: letter.number,
    caseId,
    site,
    subject,
    names,
    address: permalink,
    kind,
    category,
    action,
    urgent,
    noPixels,
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
