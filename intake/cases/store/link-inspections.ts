/**
 * Hosts to which a case's posts link: from its reports, counted over other cases, with people's notes on the
 * pages.
 */

import { and, arrayContains, desc, eq, isNull, ne, sql } from "drizzle-orm";
import type { Link } from "../../../utils/shared/contract/evidence.ts";
import type { LinkInspectionInput } from "../../../utils/shared/contract/link-inspection.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { hostsOf } from "../../../utils/shared/policy/link-host.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import type { CaseScope, Ref } from "../../core/scope.ts";
import { cases, linkLooks, people, reports } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { lockInScope, saveWithLog, withDerived } from "./case-writes.ts";

export type LinkLookRecord = typeof linkLooks.$inferSelect;

/** Limit on other cases; a host linked from everywhere is weak evidence. */
const maxCases = 200;

/** Links in the case's reports, including withdrawn ones, since the post is the same. */
export async function readReportLinks(db: Db, caseId: string) {
  const rows = await db
    .select({
      links: sql<Link[]>`${reports.evidence}->'fields'->'links'->'value'`,
    })
    .from(reports)
    .where(and(rowsOfCase(reports, caseId), sql`cardinality(${reports.hosts}) > 0`))
    .orderBy(desc(reports.receivedAt))
    .limit(50);
  return rows.flatMap(({ links }) => links);
}

/** Other cases whose posts link to the host, newest first; `more`: the limit cut the list. */
export async function readOtherCasesLinking(
  db: Db,
  { host, caseId, scope }: { host: string; caseId: string; scope: CaseScope },
) {
  const rows = await db
    .selectDistinct({
      caseId: cases.id,
      site: cases.site,
      subject: cases.subject,
      authorKey: cases.authorKey,
      lastAt: cases.lastAt,
    })
    .from(reports)
    .innerJoin(cases, eq(cases.id, reports.caseId))
    .where(
      and(
        arrayContains(reports.hosts, [host]),
        sql`cardinality(${reports.hosts}) > 0`,
        isNull(reports.withdrawnAt),
        eq(cases.withheld, false),
        ne(cases.id, caseId),
        casesIn(db, scope),
      ),
    )
    .orderBy(desc(cases.lastAt), cases.id)
    .limit(maxCases + 1);
  return { found: rows.slice(0, maxCases), more: rows.length > maxCases };
}

export function readLinkLooks(db: Db, caseId: string) {
  return db
    .select({ look: linkLooks, by: people.name })
    .from(linkLooks)
    .innerJoin(people, eq(people.id, linkLooks.personId))
    .where(rowsOfCase(linkLooks, caseId))
    .orderBy(desc(linkLooks.at), desc(linkLooks.id));
}

/** Problem: `not-found` if no report of the case links to that host. */
export function saveLinkLook(
  db: Db,
  ref: Ref,
  input: LinkInspectionInput,
  { personId, deviceId, name, at }: { personId: string; deviceId: string; name: string; at: Date },
): Promise<Result<LinkLookRecord>> {
  return db.transaction(async (tx) => {
    const row = await lockInScope(tx, ref);
    // Withheld content is not described.
    if (!row || row.withheld) return fail("not-found");
    const { id, host, page, advertisements, covering, note = null } = input;
    const inspected = { id, host, page, advertisements, covering, note };
    const digest = await digestJson({ caseId: row.id, person: personId, ...inspected });
    const [earlier] = await tx.select().from(linkLooks).where(eq(linkLooks.id, id));
    if (earlier)
      return earlier.digest === digest ? ok(earlier) : fail("conflict", "another look has this id");
    if (!hostsOf(await readReportLinks(tx, row.id)).includes(host))
      return fail("not-found", "no report of this case links there");
    const inspection = { ...inspected, caseId: row.id, spot: row.spot, personId, at, digest };
    await tx.insert(linkLooks).values(inspection);
    // Leaves out the host, because the log outlives the case's content.
    await saveWithLog(tx, withDerived(row, {}), {
      at,
      by: name,
      device: deviceId,
      act: "link-looked",
      detail: { look: id, page, advertisements, covering, digest },
    });
    return ok(inspection);
  });
}
