/**
 * Exports the current state as lines of JSON: months, cases, decisions and requests, without persons or the
 * content of posts.
 */

import { asc, gt, inArray } from "drizzle-orm";
import { monthOf } from "../../../utils/shared/policy/jakarta-months.ts";
import { cases, requestItems, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { toDecisionData } from "../../decisions/rules/decision-data.ts";
import { readDecisionsAfter } from "../../decisions/store/list-decisions.ts";
import { listMonths, readMonths } from "./read-months.ts";

/** Incremented when a name is removed or changes its meaning. */
const exportVersion = 1;

const pageRows = 5_000;

/** Yields pages of lines, each line with its newline. */
export async function* exportLines(db: Db, at: Date): AsyncGenerator<string> {
  yield lines([{ type: "export", version: exportVersion, madeAt: at }]);
  const months = await listMonths(db);
  const first = months.at(-1)?.month;
  if (first)
    yield lines((await readMonths(db, first, monthOf(at))).map((one) => ({ type: "month", ...one })));
  yield* readCases(db);
  yield* readDecisions(db);
  yield* readRequests(db);
}

function lines(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

async function* readCases(db: Db): AsyncGenerator<string> {
  const { id, site, kind, category, state, urgent, createdAt, firstAt, dueAt, decidedAt, mergedInto } = cases;
  const columns = {
    id,
    site,
    kind,
    category,
    state,
    urgent,
    createdAt,
    firstAt,
    dueAt,
    decidedAt,
    mergedInto,
  };
  for (let after: string | undefined; ; ) {
    const page = await db
      .select(columns)
      .from(cases)
      .where(after === undefined ? undefined : gt(id, after))
      .orderBy(asc(id))
      .limit(pageRows);
    yield lines(page.map((row) => ({ type: "case", ...row })));
    after = page.at(-1)?.id;
    if (page.length < pageRows) return;
  }
}

/** A page of decisions holds texts, so it is smaller than the others. */
const decisionRows = 500;

async function* readDecisions(db: Db): AsyncGenerator<string> {
  for (let after: string | undefined; ; ) {
    const page = await readDecisionsAfter(db, after, decisionRows);
    yield lines(page.map((one) => ({ type: "decision", ...toDecisionData(one) })));
    after = page.at(-1)?.decision.id;
    if (page.length < decisionRows) return;
  }
}

async function* readRequests(db: Db): AsyncGenerator<string> {
  const { id, year, no, kind, site, category, action, urgent, state, madeAt, sentAt, dueAt } = requests;
  const { acknowledgedAt, answeredAt, withdrawnAt, reprimands } = requests;
  const columns = {
    id,
    year,
    no,
    kind,
    site,
    category,
    action,
    urgent,
    state,
    madeAt,
    sentAt,
    dueAt,
    acknowledgedAt,
    answeredAt,
    withdrawnAt,
    reprimands,
  };
  for (let after: string | undefined; ; ) {
    const page = await db
      .select(columns)
      .from(requests)
      .where(after === undefined ? undefined : gt(id, after))
      .orderBy(asc(id))
      .limit(pageRows);
    const items = await readItems(
      db,
      page.map((row) => row.id),
    );
    yield lines(page.map((row) => ({ type: "request", ...row, items: items.get(row.id) ?? [] })));
    after = page.at(-1)?.id;
    if (page.length < pageRows) return;
  }
}

async function readItems(db: Db, requestIds: string[]) {
  const { requestId, place, caseId, outcome, outcomeAt, seen, seenAt, provenAt } = requestItems;
  const found = new Map<string, object[]>();
  if (requestIds.length === 0) return found;
  const rows = await db
    .select({ requestId, place, caseId, outcome, outcomeAt, seen, seenAt, provenAt })
    .from(requestItems)
    .where(inArray(requestId, requestIds))
    .orderBy(asc(requestId), asc(place));
  for (const { requestId: of, ...item } of rows) found.set(of, [...(found.get(of) ?? []), item]);
  return found;
}
