/** The queue and one case. */

import { ok } from "../../utils/contract/result.ts";
import type { Handler } from "../http/mount.ts";
import { findCase, readCaseParts, readQueue } from "../store/case-reads.ts";
import { readKin } from "../store/kin.ts";
import { decodeMark, pageOf, wrongMark } from "../store/paging.ts";
import { toCaseRow, toCaseView } from "./case-view.ts";
import { notFound } from "./not-found.ts";

export const queueMark = /^[0-2]\|[0-9TZ:.-]+\|[0-9TZ:.-]+\|[0-9a-f-]{36}$/;

export const listCases: Handler<"listCases"> = async (intake, { scope, query }) => {
  const { site, limit } = query;
  const state = query.state === "pending" ? undefined : query.state;
  const after = query.after === undefined ? undefined : decodeMark(query.after, queueMark);
  if (query.after !== undefined && !after) return wrongMark();
  const page = pageOf(
    await readQueue(intake.store.db, { scope, state, site, after, limit }),
    limit,
    ({ queueKey }) => queueKey,
  );
  return ok({ cases: page.rows.map(toCaseRow), ...(page.next ? { next: page.next } : {}) });
};

export const getCase: Handler<"getCase"> = async (intake, { caller, scope, params }) => {
  const asker = caller.kind === "person" ? caller : undefined;
  // One snapshot: the log, the reports and the version belong together.
  const read = await intake.store.db.transaction(
    async (tx) => {
      const row = await findCase(tx, { id: params.id, scope });
      return row && { row, parts: await readCaseParts(tx, row.id), kin: await readKin(tx, row, scope) };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  const viewer = { asker, blind: intake.blindConfirm };
  return read ? ok(toCaseView(read.row, read.parts, read.kin, viewer)) : notFound();
};
