/** The queue, one case, and its pictures. */

import { fail, ok } from "../../utils/contract/result.ts";
import type { Handler } from "../http/mount.ts";
import { findCase, hasFile, readCaseParts, readQueue } from "../store/case-reads.ts";
import { decodeMark, pageOf, wrongMark } from "../store/paging.ts";
import { toCaseRow, toCaseView } from "./case-view.ts";
import { notFound } from "./not-found.ts";

export const queueMark = /^[0-2]\|[0-9TZ:.-]+\|[0-9TZ:.-]+\|[0-9a-f-]{36}$/;

export const listCases: Handler<"listCases"> = async (intake, { query }) => {
  const { state, site, limit } = query;
  const after = query.after === undefined ? undefined : decodeMark(query.after, queueMark);
  if (query.after !== undefined && !after) return wrongMark();
  const page = pageOf(
    await readQueue(intake.store.db, { state, site, after, limit }),
    limit,
    ({ queueKey }) => queueKey,
  );
  return ok({ cases: page.rows.map(toCaseRow), ...(page.next ? { next: page.next } : {}) });
};

export const getCase: Handler<"getCase"> = async (intake, { caller, params }) => {
  const asker = caller.kind === "person" ? caller : undefined;
  // One snapshot: the log, the reports and the version belong together.
  const read = await intake.store.db.transaction(
    async (tx) => {
      const row = await findCase(tx, params.id);
      return row && { row, parts: await readCaseParts(tx, row.id) };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  return read ? ok(toCaseView(read.row, read.parts, asker)) : notFound();
};

export const getFile: Handler<"getFile"> = async (intake, { params }) => {
  const row = await findCase(intake.store.db, params.id);
  if (!row) return notFound();
  if (row.withheld) return fail("evidence-withheld");
  if (!(await hasFile(intake.store.db, row.id, params.sha256))) return notFound();
  const file = await intake.files.get(params.sha256);
  if (!file) throw new Error("a file that arrived is gone");
  return ok(file);
};
