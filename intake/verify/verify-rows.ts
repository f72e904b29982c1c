/** Compares rows with their newest states in the log: finds altered, missing and unlogged rows. */

import { asc, gt, isNotNull, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { canonicalJson } from "../../utils/shared/seal/digest.ts";
import {
  columnOf,
  matchesState,
  type ProvenTable,
  type ProvenTableName,
  provenTables,
  type RowState,
} from "../audit-log/store/row-states.ts";
import { readLoggedRecipesKeys, trustLogId } from "../audit-log/store/trust-log.ts";
import { readCursor, rowsOf } from "../db/read-cursor.ts";
import { cases, log } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";

const pageRows = 200;

/** Tolerated difference between replicas' clocks. Within one log the order of entries counts. */
export const clockSkewMs = 60_000;

export interface RowFindings {
  /** One sentence each. */
  broken: string[];
  /** Rows older than states in the log; one sentence each. */
  unproven: string[];
}

/** The case into which a case was finally merged, or the case itself. */
export type RootOf = (caseId: string) => string;

/**
 * Entries from before row states, which name a row: act, member of the detail, and the column with its value.
 */
const namedBefore: Partial<Record<ProvenTableName, readonly [string, string, string]>> = {
  checks: ["outcome-checked", "check", "id"],
  decisions: ["decision-proposed", "decision", "id"],
  holds: ["hold-placed", "hold", "id"],
  objections: ["objection-received", "objection", "id"],
  request_events: ["request-made", "request", "requestId"],
  request_items: ["request-made", "request", "requestId"],
  requests: ["request-made", "request", "id"],
  reviews: ["review-received", "review", "id"],
};

/** Rows of these tables belong to the case whose log names them and move with it in a merge. */
const ofCase: readonly ProvenTableName[] = ["decisions", "holds", "reviews"];

interface LoggedState {
  caseId: string;
  seq: number;
  at: number;
  state: string;
}

/** All states of one row: the newest of each log, and the very first. */
interface RowHistory {
  name: string;
  id: string;
  newest: LoggedState[];
  first: LoggedState;
  /** Fixed columns that differ between two states. */
  changed: Set<string>;
}

type Row = Record<string, unknown>;

/** Needs a snapshot. Merges both sides in key order, so that neither is fully in memory. */
export async function verifyRows(tx: Db): Promise<RowFindings> {
  const findings: RowFindings = { broken: [], unproven: [] };
  const rootOf = await readRoots(tx);
  const groups = new Groups(tx);
  for (const name of Object.keys(provenTables).sort() as ProvenTableName[]) {
    const unstated: Row[] = [];
    for await (const row of readAll(tx, name)) {
      findings.broken.push(...(await groups.skipTo(name, idOf(name, row))).map(describeGone));
      const group = await groups.take(name, idOf(name, row));
      if (group) findings.broken.push(...(await compareRow(name, row, group, rootOf)));
      else if (row.trial !== true) unstated.push(row);
    }
    findings.broken.push(...(await groups.skipTo(name)).map(describeGone));
    await judgeUnlogged(tx, name, unstated, findings);
  }
  return findings;
}

/** Reads the groups in key order. */
class Groups {
  readonly #from: AsyncGenerator<RowHistory>;
  #next: IteratorResult<RowHistory, undefined> | undefined;

  constructor(tx: Db) {
    this.#from = readGroups(tx);
  }

  /** Returns the groups of the table that come before the row, or all that are left. Drops those of earlier tables. */
  async skipTo(name: ProvenTableName, id?: string): Promise<RowHistory[]> {
    const skipped: RowHistory[] = [];
    for (let group = await this.#peek(); group && group.name <= name; group = await this.#move()) {
      if (group.name < name) continue;
      if (id !== undefined && group.id >= id) break;
      skipped.push(group);
    }
    return skipped;
  }

  async take(name: ProvenTableName, id: string): Promise<RowHistory | undefined> {
    const group = await this.#peek();
    if (group?.name !== name || group.id !== id) return undefined;
    await this.#move();
    return group;
  }

  async #peek(): Promise<RowHistory | undefined> {
    return this.#next ? this.#next.value : this.#move();
  }

  async #move(): Promise<RowHistory | undefined> {
    this.#next = await this.#from.next();
    return this.#next.value;
  }
}

async function* readGroups(tx: Db): AsyncGenerator<RowHistory, undefined> {
  const rows = sql`case when jsonb_typeof(${log.detail} -> 'rows') = 'object' then ${log.detail} -> 'rows' end`;
  const query = sql`
    select r.key, ${log.caseId} as "caseId", ${log.seq} as seq, r.value::text as state,
      (extract(epoch from ${log.at}) * 1000)::float8 as at
    from ${log}, jsonb_each(${rows}) r
    order by r.key collate "C", ${log.caseId}, ${log.seq}`;
  let group: RowHistory | undefined;
  for await (const page of readCursor<LoggedState & { key: string }>(tx, query, pageRows))
    for (const { key, ...stated } of page) {
      const [name = "", id = ""] = key.split("/");
      if (group?.name === name && group.id === id) {
        addState(group, stated);
        continue;
      }
      if (group) yield group;
      group = { name, id, newest: [stated], first: stated, changed: new Set() };
    }
  if (group) yield group;
}

/** A later state in the same log replaces the one before. */
function addState(group: RowHistory, stated: LoggedState): void {
  for (const column of changedColumns(group, stated)) group.changed.add(column);
  if (stated.at < group.first.at) group.first = stated;
  if (group.newest.at(-1)?.caseId === stated.caseId) group.newest.pop();
  group.newest.push(stated);
}

/** A column added later is in no older state. */
function changedColumns({ name, first }: RowHistory, later: LoggedState): string[] {
  const { fixed = [] }: Partial<ProvenTable> = provenTables[name as ProvenTableName] ?? {};
  if (fixed.length === 0) return [];
  const [before, after] = [first, later].map(({ state }) => JSON.parse(state) as RowState);
  return fixed.filter((column) => {
    const values = [before?.[column], after?.[column]];
    return !values.includes(undefined) && canonicalJson(values[0]) !== canonicalJson(values[1]);
  });
}

async function* readAll(tx: Db, name: ProvenTableName): AsyncGenerator<Row> {
  const { table, key }: ProvenTable = provenTables[name];
  for (let after: string | undefined; ; ) {
    const which: SQL | undefined = after === undefined ? undefined : gt(key, after);
    const page: Row[] = await tx
      .select()
      .from(table as PgTable)
      .where(which)
      .orderBy(asc(key))
      .limit(pageRows);
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = idOf(name, last);
  }
}

function idOf(name: ProvenTableName, row: Row): string {
  const { table, key }: ProvenTable = provenTables[name];
  return String(row[columnOf(table, key)]);
}

function describeGone({ name, id, newest }: RowHistory): string {
  const [stated] = newest;
  const { noun }: ProvenTable = provenTables[name as ProvenTableName];
  return `${noun} ${id}: is gone, and ${stated ? entryName(stated) : "the log"} names it`;
}

function entryName({ caseId, seq }: LoggedState): string {
  return `entry ${seq} of ${caseId === trustLogId ? "the trust log" : `the log of case ${caseId}`}`;
}

async function compareRow(
  name: ProvenTableName,
  row: Row,
  group: RowHistory,
  rootOf: RootOf,
): Promise<string[]> {
  const subject = `${provenTables[name].noun} ${group.id}`;
  const [newest, ...others] = [...group.newest].sort((one, other) => other.at - one.at);
  if (!newest) return [];
  const differ = await differing(row, newest);
  const near = others.filter(({ at }) => newest.at - at <= clockSkewMs);
  const holds = differ.length === 0 || (await matchesAny(row, near));
  const stays = !ofCase.includes(name) || rootOf(group.first.caseId) === row.caseId;
  return [
    ...(holds
      ? []
      : [
          `${subject}: ${differ.join(", ")} ${differ.length > 1 ? "differ" : "differs"} from ${entryName(newest)}`,
        ]),
    ...(stays ? [] : [`${subject}: is in a case that the log does not name`]),
    ...[...group.changed].map((column) => `${subject}: ${column} changed in the log, and no act changes it`),
  ];
}

async function matchesAny(row: Row, near: readonly LoggedState[]): Promise<boolean> {
  for (const stated of near) if ((await differing(row, stated)).length === 0) return true;
  return false;
}

async function differing(row: Row, { state }: LoggedState): Promise<string[]> {
  const stated = JSON.parse(state) as RowState;
  const differ: string[] = [];
  for (const [column, value] of Object.entries(row))
    if (column in stated && !(await matchesState(stated[column], value))) differ.push(column);
  return differ;
}

/** Rows from before row states cannot be proven; other rows without an entry were inserted by hand. */
async function judgeUnlogged(
  tx: Db,
  name: ProvenTableName,
  rows: readonly Row[],
  found: RowFindings,
): Promise<void> {
  if (rows.length === 0) return;
  const named = await readNamed(tx, name, rows);
  const { noun }: ProvenTable = provenTables[name];
  let old = 0;
  for (const row of rows)
    if (named(row)) old++;
    else found.broken.push(`${noun} ${idOf(name, row)}: no entry of the log names it`);
  if (old > 0) found.unproven.push(`${noun}: ${old} not provable, older than ${await readSince(tx)}`);
}

async function readNamed(
  tx: Db,
  name: ProvenTableName,
  rows: readonly Row[],
): Promise<(row: Row) => boolean> {
  const before = namedBefore[name];
  if (!before) {
    // Webhooks came later into the log than the other tables.
    const isKept = name === "hooks" ? (await readLoggedRecipesKeys(tx)).length > 0 : await hasBegun(tx);
    return () => !isKept;
  }
  const [act, member, column] = before;
  const ids = JSON.stringify(rows.map((row) => row[column]));
  const logged = await rowsOf<{ id: string }>(
    tx,
    sql`select distinct l.detail ->> ${member}::text as id from ${log} l
      join json_array_elements_text(${ids}::json) wanted(id) on wanted.id = l.detail ->> ${member}::text
      where l.act = ${act} and l.detail -> 'rows' is null`,
  );
  const loggedIds = new Set(logged.map(({ id }) => id));
  return (row) => loggedIds.has(String(row[column]));
}

async function hasBegun(tx: Db): Promise<boolean> {
  return (await tx.$count(log, sql`${log.caseId} = ${trustLogId} and ${log.seq} = 1`)) > 0;
}

/** Time of the first entry with row states. */
async function readSince(tx: Db): Promise<string> {
  const [first] = await tx
    .select({ at: log.at })
    .from(log)
    .where(sql`${log.detail} -> 'rows' is not null`)
    .orderBy(asc(log.at))
    .limit(1);
  return first?.at.toISOString() ?? "states in the log";
}

/** Reads merged cases only, which are few. */
export async function readRoots(tx: Db): Promise<RootOf> {
  const rows = await tx
    .select({ id: cases.id, into: cases.mergedInto })
    .from(cases)
    .where(isNotNull(cases.mergedInto));
  const into = new Map(rows.map((row) => [row.id, row.into]));
  return (caseId) => {
    let root = caseId;
    // Bounded by the number of merges, so that a cycle cannot loop for ever.
    for (let step = 0; step < rows.length; step++) root = into.get(root) ?? root;
    return root;
  };
}
