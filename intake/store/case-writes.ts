/** Changing cases: rows are locked, changed in memory, and written back together with the log entries that say why. */

import { inArray } from "drizzle-orm";
import { type LogDraft, linkEntry } from "../../utils/seal/chain.ts";
import { undescribed } from "../rules/describe.ts";
import { standingOf } from "../rules/standing.ts";
import type { Tally } from "../rules/tally.ts";
import { findCase } from "./case-reads.ts";
import { insertRows, upsertRows } from "./insert.ts";
import { statesOf, type Written } from "./row-states.ts";
import type { CaseRecord, LogRecord } from "./rows.ts";
import { cases, log } from "./schema/index.ts";
import { everything, type Ref } from "./scope.ts";
import { forgetSimilar } from "./similar-texts.ts";
import type { Db } from "./store.ts";

/** Locked in the order of their ids until the transaction ends, so that two transactions never wait for each other. */
export function lockCases(db: Db, ids: string[]): Promise<CaseRecord[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return db.select().from(cases).where(inArray(cases.id, ids)).orderBy(cases.id).for("update");
}

export async function lockCase(db: Db, id: string): Promise<CaseRecord | undefined> {
  return (await lockCases(db, [id]))[0];
}

/** The case that an id leads to, where it is in reach, locked; absent otherwise. */
export async function lockFound(db: Db, ref: Ref): Promise<CaseRecord | undefined> {
  const found = await findCase(db, ref);
  return found && lockCase(db, found.id);
}

/** The case that somebody was shown a moment ago, wherever it is now. */
export function lockExported(db: Db, id: string): Promise<CaseRecord | undefined> {
  return lockFound(db, { id, scope: everything });
}

/** The case with another tally or decision, everything that follows from them, and a new version. */
export function restate(row: CaseRecord, change: Partial<CaseRecord> & Partial<Tally>): CaseRecord {
  const changed = { ...row, ...change, version: row.version + 1 };
  const standing = standingOf(changed, changed);
  return { ...changed, ...standing, ...(standing.withheld ? undescribed : {}) };
}

/** What is done to a case: by whom, when, and with which device, where there was one. */
export interface Act extends Pick<LogDraft, "by" | "act" | "detail"> {
  at: Date;
  device?: string;
  /** Rows that the act wrote beside the case; the entry holds their states. */
  rows?: Written;
}

/** Links an act to the case's log; returns the case with its new head and the entry to be written with it. */
export async function chain(row: CaseRecord, act: Act): Promise<{ row: CaseRecord; entry: LogRecord }> {
  const draft = {
    seq: row.headSeq + 1,
    at: act.at.toISOString(),
    by: act.by,
    act: act.act,
    detail: { ...act.detail, ...(act.device === undefined ? {} : { device: act.device }) },
  };
  const linked = await linkEntry(draft, row.headHash);
  return {
    row: { ...row, headSeq: linked.seq, headHash: linked.hash },
    entry: { ...linked, caseId: row.id, at: act.at },
  };
}

/** Writes one changed case and the act that changed it. */
export async function saveAct(db: Db, row: CaseRecord, act: Act): Promise<CaseRecord> {
  const states = await statesOf(db, act.rows ?? {});
  const linked = await chain(row, { ...act, detail: { ...act.detail, ...states } });
  await db.execute(insertRows(log, [linked.entry]));
  // Its log names the cases that it took in, this one included.
  if (row.withheld) await forgetSimilar(db, row.id);
  await db.execute(upsertRows(cases, [linked.row], "id"));
  return linked.row;
}
