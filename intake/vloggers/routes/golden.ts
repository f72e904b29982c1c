/** Golden cases: set, ended and listed. */

import type { GoldenState, GoldenView } from "../../../utils/shared/contract/golden.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import type { Role } from "../../../utils/shared/contract/site.ts";
import type { Handler } from "../../core/handler.ts";
import { decodeTimeCursor, invalidCursor, toPage } from "../../db/paging.ts";
import { omitNulls } from "../../db/rows.ts";
import { checkGolden, type GoldenFacts } from "../golden-rules.ts";
import { endGolden, type GoldenRow, setGolden as keep, listGolden as readList } from "../store/golden.ts";

export const setGolden: Handler<"setGolden"> = async (intake, { caller, scope, params, body, at }) => {
  const { db } = intake.store;
  const ref = { id: params.id, scope };
  const done =
    body.act === "set"
      ? await keep(db, ref, body.why, { actor: caller, at })
      : await endGolden(db, ref, caller, at);
  return done.ok ? ok(done.value ? { golden: toGolden(done.value) } : {}) : done;
};

export const listGolden: Handler<"listGolden"> = async (intake, { scope, query }) => {
  const after = query.after === undefined ? undefined : decodeTimeCursor(query.after);
  if (query.after !== undefined && !after) return invalidCursor();
  const listed = await readList(intake.store.db, scope, { after, limit: query.limit });
  const page = toPage(listed, query.limit, ({ golden }) => `${golden.at.toISOString()}|${golden.caseId}`);
  const golden = page.rows.map((row) => {
    const { subject, category, title } = row.row;
    return { ...toGolden(row), caseId: row.golden.caseId, subject, category, ...omitNulls({ title }) };
  });
  return ok({ golden, ...(page.next ? { next: page.next } : {}) });
};

/** The golden state of a case, for supervisors. */
export function goldenIn(
  row: GoldenFacts,
  found: GoldenRow | undefined,
  role: Role | undefined,
): { golden?: GoldenState } {
  const violates = checkGolden(row);
  if (role !== "supervisor" || !violates.ok) return {};
  return { golden: { violates: violates.value, ...(found ? { set: toGolden(found) } : {}) } };
}

function toGolden({ golden, by, met, right, wrong }: GoldenRow): GoldenView {
  const { violates, why, at } = golden;
  return { violates, why, by, at: at.toISOString(), met, right, wrong };
}
