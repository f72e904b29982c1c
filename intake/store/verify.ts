/** Proves that nothing was altered: every case's chain holds, and every report is the one its log names, under its seal. */

import { asc, eq, gt, inArray } from "drizzle-orm";
import { firstBreak } from "../../utils/seal/chain.ts";
import { verifyCustody } from "../custody/verify.ts";
import type { LogRecord } from "./rows.ts";
import { cases, log, reports } from "./schema/index.ts";
import type { Db, Store } from "./store.ts";
import { type LoggedReport, verifyReport } from "./verify-report.ts";

export interface Verified {
  ok: boolean;
  cases: number;
  reports: number;
  batches: number;
  /** One sentence each. */
  broken: string[];
}

const pageRows = 200;

export function verifyStore({ db }: Pick<Store, "db">): Promise<Verified> {
  const found: Verified = { ok: true, cases: 0, reports: 0, batches: 0, broken: [] };
  // One snapshot: a case written meanwhile must not look broken.
  const snapshot = { isolationLevel: "repeatable read", accessMode: "read only" } as const;
  return db.transaction(async (tx) => {
    for (let after = ""; ; ) {
      const page = await readPage(tx, after);
      for (const row of page) await verifyCase(tx, row, found);
      const last = page.at(-1);
      if (!last) break;
      after = last.id;
    }
    const custody = await verifyCustody(tx);
    const broken = [...found.broken, ...custody.broken];
    return { ...found, batches: custody.batches, ok: broken.length === 0, broken };
  }, snapshot);
}

type Head = Pick<typeof cases.$inferSelect, "id" | "headSeq" | "headHash">;

function readPage(db: Db, after: string): Promise<Head[]> {
  const { id, headSeq, headHash } = cases;
  return db
    .select({ id, headSeq, headHash })
    .from(cases)
    .where(after ? gt(id, after) : undefined)
    .orderBy(asc(id))
    .limit(pageRows);
}

async function verifyCase(db: Db, { id, headSeq, headHash }: Head, found: Verified): Promise<void> {
  found.cases++;
  const entries = await db.select().from(log).where(eq(log.caseId, id)).orderBy(asc(log.seq));
  const broken = await firstBreak(
    id,
    entries.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
  );
  if (broken !== undefined) found.broken.push(`case ${id}: the log breaks at entry ${broken}`);
  const last = entries.at(-1);
  if (last?.seq !== headSeq || last.hash !== headHash)
    found.broken.push(`case ${id}: the log does not end where the case says`);
  await verifyReports(db, entries, found);
}

/** A merge moves reports to another case and leaves their entries where they were: a report is found by its own id. */
async function verifyReports(db: Db, entries: LogRecord[], found: Verified): Promise<void> {
  const logged = new Map<string, LoggedReport>();
  for (const { act, detail } of entries) {
    if (act === "report-received") logged.set(String(detail.report), detail);
  }
  if (logged.size === 0) return;
  const rows = await db
    .select()
    .from(reports)
    .where(inArray(reports.id, [...logged.keys()]));
  for (const row of rows) {
    found.reports++;
    found.broken.push(...(await verifyReport(db, row, logged.get(row.id) ?? {})));
    logged.delete(row.id);
  }
  for (const id of logged.keys()) found.broken.push(`report ${id}: is gone`);
}
