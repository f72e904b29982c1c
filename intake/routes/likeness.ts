/** Similar cases, and acts on their grouping. */

import { ok } from "../../utils/shared/contract/result.ts";
import type { Handler } from "../http/mount.ts";
import { readWaiting } from "../store/decision-reads.ts";
import { readGroupCases, readGroups } from "../store/groups.ts";
import { regroup } from "../store/regroup.ts";
import { toDecisionView, type Viewer } from "./decision-view.ts";
import { toGroup, toSimilar } from "./kin-view.ts";
import { notFound } from "./not-found.ts";
import { present } from "./present.ts";

export const regroupCase: Handler<"regroupCase"> = async (intake, { caller, scope, params, body, at }) => {
  const done = await regroup(intake.store.db, { id: params.id, scope }, body, caller, at);
  return done.ok ? ok({ caseId: done.value }) : done;
};

export const getGroup: Handler<"getGroup"> = async (intake, { caller, scope, params }) => {
  const { db } = intake.store;
  const rows = await readGroupCases(db, { id: params.id, scope });
  const [first] = rows;
  if (!first) return notFound();
  const { group } = toGroup(
    { ...first, groupWhy: null, groupDistance: null },
    await readGroups(db, scope, [first]),
  );
  if (!group) return notFound();
  const viewer: Viewer = {
    asker: caller.kind === "person" ? caller : undefined,
    blind: intake.blindConfirm,
  };
  const waiting = await readWaiting(
    db,
    rows.map(({ id }) => id),
  );
  const cases = rows.map((row) => {
    const decided = waiting.get(row.id);
    return {
      ...toSimilar({
        row,
        near: { why: row.groupWhy ?? group.why, ...present({ distance: row.groupDistance }) },
      }),
      version: row.version,
      ...(decided ? { decision: toDecisionView(decided, viewer) } : {}),
    };
  });
  return ok({ group, cases });
};
