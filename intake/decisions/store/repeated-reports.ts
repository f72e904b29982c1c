/** Finds the changes to a case that a decision on an earlier version of it does not rest on. */

import { and, desc, eq, inArray, isNull, ne, notExists, notInArray, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { unchangingActs } from "../../cases/store/case-writes.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { log, reports } from "../../db/schema/index.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";

/** Changes that are compared; more make a decision stale. */
const maxChanges = 200;

/** Acts that change the version once each, by reporters. */
const reporterActs = ["report-received", "file-received", "report-withdrawn"];

/** Ids of reports. */
export interface Repeats {
  received: string[];
  /** Received, withdrawn, or with a file that arrived. */
  changed: string[];
}

/**
 * Reads what happened since the version, if all of it is by people who repeat or take back what they had already
 * reported: same subject, same category. One who does so once a second would otherwise keep the case undecided.
 * Undefined after any other change. Needs the case's lock.
 */
export async function readRepeatsSince(
  tx: Db,
  row: Pick<CaseRecord, "id" | "version">,
  version: number,
): Promise<Repeats | undefined> {
  const changes = row.version - version;
  if (changes === 0) return { received: [], changed: [] };
  if (changes < 0 || changes > maxChanges) return undefined;
  const since = await readChanges(tx, row.id, changes);
  if (!since) return undefined;
  const received = reportsOf(since, "report-received");
  // A report that came and went since the version leaves nothing.
  const withdrawn = reportsOf(since, "report-withdrawn").filter((id) => !received.includes(id));
  const changed = reportsOf(since);
  const [other] = await readNoRepeats(tx, row.id, { changed, received, withdrawn });
  return other ? undefined : { changed, received };
}

interface Change {
  act: string;
  report: string;
}

function reportsOf(changes: readonly Change[], wanted?: string): string[] {
  return changes.flatMap(({ act, report }) => (wanted === undefined || act === wanted ? [report] : []));
}

/** The newest `count` acts that changed the version. Undefined if one of them is no reporter's. */
async function readChanges(tx: Db, caseId: string, count: number): Promise<Change[] | undefined> {
  const entries = await tx
    .select({ act: log.act, report: sql<string>`${log.detail} ->> 'report'` })
    .from(log)
    .where(and(rowsOfCase(log, caseId), notInArray(log.act, [...unchangingActs])))
    .orderBy(desc(log.seq))
    .limit(count);
  const areReporters = entries.every(({ act }) => reporterActs.includes(act));
  return areReporters && entries.length === count ? entries : undefined;
}

/** Changed reports whose person has no equal one among those that were seen, or none that they stand by. */
function readNoRepeats(
  tx: Db,
  caseId: string,
  { changed, received, withdrawn }: Record<"changed" | "received" | "withdrawn", string[]>,
) {
  const seen = alias(reports, "seen");
  const subjectOf = ({ evidence }: typeof reports | typeof seen) => sql`${evidence} ->> 'subject'`;
  const equal = tx
    .select({ id: seen.id })
    .from(seen)
    .where(
      and(
        rowsOfCase(seen, caseId),
        ne(seen.id, reports.id),
        notInArray(seen.id, received),
        eq(seen.personId, reports.personId),
        eq(seen.category, reports.category),
        eq(subjectOf(seen), subjectOf(reports)),
        or(isNull(seen.withdrawnAt), notInArray(reports.id, withdrawn)),
      ),
    );
  return tx
    .select({ id: reports.id })
    .from(reports)
    .where(and(rowsOfCase(reports, caseId), inArray(reports.id, changed), notExists(equal)))
    .limit(1);
}
