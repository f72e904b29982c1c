/** The queue and one case. */

import { ok } from "../../utils/contract/result.ts";
import type { Handler } from "../http/mount.ts";
import { queueMark } from "../rules/standing.ts";
import { findCase, newest, readCaseParts } from "../store/case-reads.ts";
import { decodeMark, pageOf, wrongMark } from "../store/paging.ts";
import { readQueue } from "../store/queue.ts";
import { toCaseRow, toCaseView } from "./case-view.ts";
import { notFound } from "./not-found.ts";

export const listCases: Handler<"listCases"> = async (intake, { scope, query }) => {
  const { from, to, limit, ...filter } = query;
  const after = query.after === undefined ? undefined : decodeMark(query.after, queueMark);
  if (query.after !== undefined && !after) return wrongMark();
  const found = await readQueue(intake.store.db, {
    ...{ ...filter, scope, after, limit },
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  });
  const page = pageOf(found, limit, ({ queueKey }) => queueKey);
  return ok({ cases: page.rows.map(toCaseRow), ...(page.next ? { next: page.next } : {}) });
};

export const getCase: Handler<"getCase"> = async (intake, { caller, scope, params }) => {
  const asker = caller.kind === "person" ? caller : undefined;
  // One snapshot: the log, the reports and the version belong together.
  const read = await intake.store.db.transaction(
    async (tx) => {
      const row = await findCase(tx, { id: params.id, scope });
      return row && { row, parts: await readCaseParts(tx, row.id, newest) };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  return read ? ok(toCaseView(read.row, read.parts, asker)) : notFound();
};
