/** Reads how carefully people decided: who opened a case's evidence, and the reasons that a person gave before. */

import { and, asc, desc, eq, isNull, ne, notExists, notInArray, or, type SQL, sql } from "drizzle-orm";
import type { Role } from "../../../utils/shared/contract/site.ts";
import { readCaseAndMerged } from "../../audit-log/store/merged-cases.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { cases, decisions, devices, files, log, reports } from "../../db/schema/index.ts";
import { rowsOfCase, rowsOfCases } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import type { LookFacts } from "../rules/opened-evidence.ts";

/** Newest reasons that are compared with a new one. */
const comparedReasons = 50;

/**
 * Reasons that the person gave before. Decisions made together share theirs: those of one bulk on one group, which
 * arrives in portions, and of one portion, because cases of the no-pixels lane have left the group. The bulk's id
 * alone proves nothing, because the client chooses it.
 */
export async function readReasons(
  db: Db,
  { personId }: { personId: string },
  bulk: { id: string; groupId: string | null; at: Date } | undefined,
): Promise<string[]> {
  const others = bulk
    ? or(isNull(decisions.bulkId), ne(decisions.bulkId, bulk.id), isMadeApart(db, bulk))
    : undefined;
  const rows = await db
    .select({ reason: decisions.reason })
    .from(decisions)
    .where(and(eq(decisions.personId, personId), others))
    .orderBy(desc(decisions.at), desc(decisions.id))
    .limit(comparedReasons);
  return rows.map(({ reason }) => reason);
}

function isMadeApart(db: Db, { groupId, at }: { groupId: string | null; at: Date }): SQL | undefined {
  if (groupId === null) return ne(decisions.at, at);
  const ofGroup = db
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.id, decisions.caseId), eq(cases.spot, decisions.spot), eq(cases.groupId, groupId)));
  return and(ne(decisions.at, at), notExists(ofGroup));
}

/** Reads from the audit log of the case and of the cases merged into it. Files of the reports `unseen` do not count. */
export async function readLookFacts(
  db: Db,
  row: Pick<CaseRecord, "id" | "withheld">,
  unseen: readonly string[] = [],
): Promise<LookFacts> {
  const openable = await db
    .select({ sha256: files.sha256 })
    .from(files)
    .innerJoin(reports, eq(reports.id, files.reportId))
    .where(
      and(
        rowsOfCase(reports, row.id),
        isNull(reports.evidenceDeletedAt),
        isNull(reports.withdrawnAt),
        notInArray(reports.id, [...unseen]),
        // A snapshot's words are on the case's page; a picture is seen only by opening it.
        sql`${files.sha256} in (${digestOf("picture")}, ${digestOf("frame")})`,
      ),
    );
  const snapshot = db
    .select({ id: reports.id })
    .from(reports)
    .where(
      and(
        sql`${reports.id}::text = ${log.detail}->>'report'`,
        sql`${digestOf("snapshot")} = ${log.detail}->>'sha256'`,
      ),
    );
  const openings = await db
    .select({
      caseId: log.caseId,
      seq: log.seq,
      personId: devices.personId,
      role: sql<Role>`coalesce(${log.detail}->>'role', 'supervisor')`,
      at: log.at,
    })
    .from(log)
    .innerJoin(devices, sql`${devices.id}::text = ${log.detail}->>'device'`)
    .where(
      and(
        rowsOfCases(log, await readCaseAndMerged(db, row.id)),
        eq(log.act, "evidence-revealed"),
        notExists(snapshot),
        // The picture of an outcome check is no evidence of the report.
        sql`not ${log.detail} ? 'check'`,
      ),
    )
    .orderBy(asc(log.at), asc(log.seq));
  return { withheld: row.withheld, openable: openable.length, openings };
}

function digestOf(part: "picture" | "frame" | "snapshot"): SQL {
  return sql`${reports.evidence} -> ${part}::text -> 'file' ->> 'sha256'`;
}
