/** The commitment board and its figures. */

import { fail, ok } from "../../../utils/shared/contract/result.ts";
import { monthLater, monthOf } from "../../../utils/shared/policy/jakarta-months.ts";
import type { Handler } from "../../core/handler.ts";
import { firstNeeded, judgeAll, subReasonsIn } from "../commitments.ts";
import { countDeciders } from "../store/decider-counts.ts";
import { periodOf } from "../store/month-period.ts";
import { listMonths, readMonths } from "../store/read-months.ts";

const maxMonths = 24;

export const getBoard: Handler<"getBoard"> = async ({ store: { db } }, { query }) => {
  const months = await listMonths(db);
  const wanted = query.month === undefined ? months[0] : months.find(({ month }) => month === query.month);
  if (!wanted) return fail("month-unknown");
  const { month, countedAt, isFinal } = wanted;
  const counted = await readMonths(db, firstNeeded(month), month);
  return ok({
    month,
    countedAt: countedAt.toISOString(),
    isFinal,
    months: months.map((row) => row.month),
    rows: judgeAll(month, counted),
    subReasons: subReasonsIn(counted.find((row) => row.month === month)),
  });
};

export const getFigures: Handler<"getFigures"> = async ({ store: { db } }, { query }) => {
  const [newest] = await listMonths(db);
  const to = query.to ?? query.from ?? newest?.month;
  if (to === undefined) return ok({ months: [] });
  const from = query.from ?? to;
  if (from < monthLater(to, 1 - maxMonths)) return fail("invalid-input", `more than ${maxMonths} months`);
  return ok({ months: await readMonths(db, from, to) });
};

export const listDeciders: Handler<"listDeciders"> = async (
  { store: { db } },
  { scope, caller, query, at },
) => {
  const month = query.month ?? monthOf(at);
  const only = scope.reach === "own" ? scope.personId : undefined;
  const rows = await countDeciders(db, periodOf(month, at), only);
  return ok({
    month,
    rows: rows.map(({ personId, ...row }) => ({ ...row, own: personId === caller.personId })),
  });
};
