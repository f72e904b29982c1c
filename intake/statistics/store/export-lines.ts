/**
 * Exports the current state, or what changed, as lines of JSON: months, cases, decisions and requests, without persons or
 * the content of posts.
 */

import { and, asc, gt, inArray, sql } from "drizzle-orm";
import { monthOf } from "../../../utils/shared/policy/jakarta-months.ts";
import { changedCases } from "../../audit-log/store/changed-cases.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import { cases, requestItems, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { toDecisionData } from "../../decisions/rules/decision-data.ts";
import { type ListedDecision, readDecisionsAfter } from "../../decisions/store/list-decisions.ts";
import { listMonths, readMonths } from "./read-months.ts";

/** Incremented when a name is removed or changes its meaning. */
const exportVersion = 2;

const pageRows = 5_000;
/** With more changed cases, everything is exported. */
const maxChanged = 1_000_000;

/** The export before. */
export interface EarlierExport {
  madeAt: string;
  /** Newest log batch at that time. */
  batch: number;
}

/**
 * Yields pages of lines, each line with its newline. With an earlier export, only cases that changed after it, with their
 * decisions and requests.
 */
export async function* exportLines(db: Db, at: Date, earlier?: EarlierExport): AsyncGenerator<string> {
  const changed = earlier && (await readChanged(db, earlier.batch));
  const changesSince = changed && earlier ? earlier.madeAt : null;
  yield lines([{ type: "export", version: exportVersion, madeAt: at, changesSince }]);
  const months = await listMonths(db);
  const first = months.at(-1)?.month;
  if (first)
    yield lines((await readMonths(db, first, monthOf(at))).map((month) => ({ type: "month", ...month })));
  yield* readCases(db, changed);
  yield* readDecisions(db, changed);
  yield* readRequests(db, changed);
}

/** Sorted ids; undefined if there are too many. */
async function readChanged(db: Db, batch: number): Promise<string[] | undefined> {
  const query = sql`select case_id as id from (${changedCases(batch)}) as changed order by 1 limit ${maxChanged + 1}`;
  const rows = await rowsOf<{ id: string }>(db, query);
  return rows.length > maxChanged ? undefined : rows.map(({ id }) => id);
}

/** Parts of a query: the given ids in turns, or the whole. */
function* partsOf(
  ids: readonly string[] | undefined,
  atOnce: number,
): Generator<readonly string[] | undefined> {
  if (!ids) yield undefined;
  for (let from = 0; ids && from < ids.length; from += atOnce) yield ids.slice(from, from + atOnce);
}

function lines(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

async function* readCases(db: Db, changed: readonly string[] | undefined): AsyncGenerator<string> {
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
  for (const part of partsOf(changed, pageRows))
    for await (const page of pagesOf(pageRows, (after) =>
      db
        .select(columns)
        .from(cases)
        .where(and(after === undefined ? undefined : gt(id, after), part && inArray(id, [...part])))
        .orderBy(asc(id))
        .limit(pageRows),
    ))
      yield lines(page.map((row) => ({ type: "case", ...row })));
}

/** A page of decisions holds texts, so it is smaller than the others. */
const decisionRows = 500;

async function* readDecisions(db: Db, changed: readonly string[] | undefined): AsyncGenerator<string> {
  for (const part of partsOf(changed, pageRows)) {
    const idOf = ({ decision }: ListedDecision) => decision.id;
    const read = (after: string | undefined) => readDecisionsAfter(db, { after, cases: part }, decisionRows);
    for await (const page of pagesOf(decisionRows, read, idOf))
      yield lines(page.map((decision) => ({ type: "decision", ...toDecisionData(decision) })));
  }
}

async function* readRequests(db: Db, changed: readonly string[] | undefined): AsyncGenerator<string> {
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
  for (const part of partsOf(changed && (await readRequestIds(db, changed)), pageRows))
    for await (const page of pagesOf(pageRows, (after) =>
      db
        .select(columns)
        .from(requests)
        .where(and(after === undefined ? undefined : gt(id, after), part && inArray(id, [...part])))
        .orderBy(asc(id))
        .limit(pageRows),
    )) {
      const items = await readItems(
        db,
        page.map((row) => row.id),
      );
      yield lines(page.map((row) => ({ type: "request", ...row, items: items.get(row.id) ?? [] })));
    }
}

/** Requests with an item of these cases. */
async function readRequestIds(db: Db, caseIds: readonly string[]): Promise<string[]> {
  const ids = new Set<string>();
  for (const part of partsOf(caseIds, pageRows)) {
    const of = inArray(requestItems.caseId, [...(part ?? [])]);
    const rows = await db.selectDistinct({ id: requestItems.requestId }).from(requestItems).where(of);
    for (const { id } of rows) ids.add(id);
  }
  return [...ids];
}

/** Reads page after page, each after the last id of the one before. */
async function* pagesOf<T>(
  rows: number,
  read: (after: string | undefined) => Promise<T[]>,
  idOf: (row: T) => string = (row) => (row as { id: string }).id,
): AsyncGenerator<T[]> {
  for (let after: string | undefined; ; ) {
    const page = await read(after);
    yield page;
    const last = page.at(-1);
    if (page.length < rows || last === undefined) return;
    after = idOf(last);
  }
}

async function readItems(db: Db, requestIds: string[]) {
  const { requestId, place, caseId, outcome, outcomeAt, seen, seenAt, provenAt } = requestItems;
  const byCase = new Map<string, object[]>();
  if (requestIds.length === 0) return byCase;
  const rows = await db
    .select({ requestId, place, caseId, outcome, outcomeAt, seen, seenAt, provenAt })
    .from(requestItems)
    .where(inArray(requestId, requestIds))
    .orderBy(asc(requestId), asc(place));
  for (const { requestId: of, ...item } of rows) byCase.set(of, [...(byCase.get(of) ?? []), item]);
  return byCase;
}
