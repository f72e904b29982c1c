import { ok } from "../../utils/shared/contract/result.ts";
import type { Person } from "../http/caller.ts";
import type { Handler } from "../http/mount.ts";
import { queueMark } from "../rules/standing.ts";
import { findCase, newest, readCaseParts } from "../store/case-reads.ts";
import { readClaim, readClaims } from "../store/claims.ts";
import { readGroups } from "../store/groups.ts";
import { readKin } from "../store/kin.ts";
import { readObjections } from "../store/objections/reads.ts";
import { decodeMark, pageOf, wrongMark } from "../store/paging.ts";
import { readGolden } from "../store/programme/golden.ts";
import { readQueue } from "../store/queue.ts";
import { type RestoreDue, readRestoreDue } from "../store/requests/restore-due.ts";
import { toCaseRow, toCaseView } from "./case-view.ts";
import { claimIn } from "./claims.ts";
import { goldenIn } from "./golden.ts";
import { notFound } from "./not-found.ts";
import { objectionsIn } from "./objections.ts";

export const listCases: Handler<"listCases"> = async (intake, { caller, scope, query, at }) => {
  const { from, to, limit, ...filter } = query;
  const after = query.after === undefined ? undefined : decodeMark(query.after, queueMark);
  if (query.after !== undefined && !after) return wrongMark();
  const found = await readQueue(intake.store.db, {
    ...filter,
    scope,
    after,
    limit,
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
  // One snapshot, so that log, reports and version are consistent.
  const read = await intake.store.db.transaction(
    async (tx) => {
      const row = await findCase(tx, { id: params.id, scope });
      if (!row) return undefined;
      const parts = await readCaseParts(tx, row.id, newest);
      const kin = await readKin(tx, row, scope);
      const golden = await readGolden(tx, row.id);
      const restoreDue = await readRestoreDue(tx, row.id);
      const shown = await readObjections(tx, row.id);
      return { row, parts, kin, golden, restoreDue, shown, claim: await readClaim(tx, row.id, at) };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  if (!read) return notFound();
  const viewer = { asker, blind: intake.blindConfirm };
  const view = toCaseView(read.row, read.parts, read.kin, viewer);
  const golden = goldenIn(read.row, read.golden, asker?.role);
  return ok({
    ...view,
    ...claimIn(read.claim, asker?.personId),
    ...golden,
    ...restoreIn(read.restoreDue, asker),
    ...objectionsIn(read.row, read.parts, read.shown, viewer),
  });
};

/** Only for roles that make requests to platforms. */
function restoreIn(
  restoreDue: RestoreDue | undefined,
  asker: Person | undefined,
): { restoreDue?: RestoreDue } {
  return restoreDue && asker?.role !== "panelist" ? { restoreDue } : {};
}
