/** Similar cases, and acts on their grouping. */

import { ok } from "../../../utils/shared/contract/result.ts";
import { toGroupView, toSimilarView } from "../../cases/routes/related-cases-view.ts";
import { readGroupCases, readGroups } from "../../cases/store/groups.ts";
import { regroup } from "../../cases/store/regroup.ts";
import type { Handler } from "../../core/handler.ts";
import { notFound } from "../../core/problems.ts";
import { omitNulls } from "../../db/rows.ts";
import { toDecisionView, type Viewer } from "../../decisions/routes/decision-view.ts";
import { readProposedDecisions } from "../../decisions/store/decision-reads.ts";

export const regroupCase: Handler<"regroupCase"> = async (intake, { caller, scope, params, body, at }) => {
  const done = await regroup(intake, { id: params.id, scope }, body, { ...caller, at });
  return done.ok ? ok({ caseId: done.value }) : done;
};

export const getGroup: Handler<"getGroup"> = async (intake, { caller, scope, params }) => {
  const { db } = intake.store;
  const rows = await readGroupCases(db, { id: params.id, scope });
  const [first] = rows;
  if (!first) return notFound();
  const { group } = toGroupView(
    { ...first, groupWhy: null, groupDistance: null },
    await readGroups(db, scope, [first]),
  );
  if (!group) return notFound();
  const viewer: Viewer = {
    asker: caller.kind === "person" ? caller : undefined,
    blind: intake.blindConfirm,
  };
  const waiting = await readProposedDecisions(
    db,
    rows.map(({ id }) => id),
  );
  const cases = rows.map((row) => {
    const decided = waiting.get(row.id);
    return {
      ...toSimilarView({
        row,
        near: { why: row.groupWhy ?? group.why, ...omitNulls({ distance: row.groupDistance }) },
      }),
      version: row.version,
      ...(decided ? { decision: toDecisionView(decided, viewer) } : {}),
    };
  });
  return ok({ group, cases });
};
