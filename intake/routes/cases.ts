/** The queue and one case. */

import { ok } from "../../utils/contract/result.ts";
import type { Handler } from "../http/mount.ts";
import { queueMark } from "../rules/standing.ts";
import { findCase, newest, readCaseParts } from "../store/case-reads.ts";
import { readClaim, readClaims } from "../store/claims.ts";
import { readGroups } from "../store/groups.ts";
import { readKin } from "../store/kin.ts";
import { decodeMark, pageOf, wrongMark } from "../store/paging.ts";
import { readGolden } from "../store/programme/golden.ts";
import { readQueue } from "../store/queue.ts";
import { toCaseRow, toCaseView } from "./case-view.ts";
import { claimIn } from "./claims.ts";
import { goldenIn } from "./golden.ts";
import { notFound } from "./not-found.ts";

export const listCases: Handler<"listCases"> = async (intake, { caller, scope, query, at }) => {
  const { from, to, limit, ...filter } = query;
  const after = query.after === undefined ? undefined : decodeMark(query.after, queueMark);
  if (query.after !== undefined && !after) return wrongMark();
  const found = await readQueue(intake.store.db, {
    ...{ ...filter, scope, after, limit },
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  });
  const page = pageOf(found, limit, ({ queueKey }) => queueKey);
  const claims = await readClaims(
    intake.store.db,
    page.rows.map(({ id }) => id),
    at,
  );
  const groups = await readGroups(intake.store.db, scope, page.rows);
  const asker = caller.kind === "person" ? caller.personId : undefined;
  return ok({
    cases: page.rows.map((row) => ({ ...toCaseRow(row, groups), ...claimIn(claims.get(row.id), asker) })),
    ...(page.next ? { next: page.next } : {}),
  });
};

export const getCase: Handler<"getCase"> = async (intake, { caller, scope, params, at }) => {
  const asker = caller.kind === "person" ? caller : undefined;
  // One snapshot: the log, the reports and the version belong together.
  const read = await intake.store.db.transaction(
    async (tx) => {
      const row = await findCase(tx, { id: params.id, scope });
      if (!row) return undefined;
      const parts = await readCaseParts(tx, row.id, newest);
      const kin = await readKin(tx, row, scope);
      const golden = await readGolden(tx, row.id);
      return { row, parts, kin, golden, claim: await readClaim(tx, row.id, at) };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  if (!read) return notFound();
  const view = toCaseView(read.row, read.parts, read.kin, { asker, blind: intake.blindConfirm });
  const golden = goldenIn(read.row, read.golden, asker?.role);
  return ok({ ...view, ...claimIn(read.claim, asker?.personId), ...golden });
};
