/** Reads who opened a case's evidence, from its audit log and those of the cases merged into it. */

import { and, asc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Role } from "../../../utils/shared/contract/site.ts";
import { readCaseAndMerged } from "../../audit-log/store/merged-cases.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { devices, files, log, reports } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import type { LookFacts } from "../rules/look.ts";

export async function readLookFacts(db: Db, row: Pick<CaseRecord, "id" | "withheld">): Promise<LookFacts> {
  const openable = await db
    .select({ sha256: files.sha256 })
    .from(files)
    .innerJoin(reports, eq(reports.id, files.reportId))
    .where(
      and(
        eq(reports.caseId, row.id),
        isNull(reports.evidenceDeletedAt),
        isNull(reports.withdrawnAt),
        // A snapshot's words are on the case's page; a picture is seen only by opening it.
        sql`${files.sha256} in (${digestOf("picture")}, ${digestOf("frame")})`,
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
    .where(and(inArray(log.caseId, await readCaseAndMerged(db, row.id)), eq(log.act, "evidence-revealed")))
    .orderBy(asc(log.at), asc(log.seq));
  return { withheld: row.withheld, openable: openable.length, openings };
}

function digestOf(part: "picture" | "frame"): SQL {
  return sql`${reports.evidence} -> ${part}::text -> 'file' ->> 'sha256'`;
}
