/**
 * Duties under the data protection law (UU 27/2022): what is stored about a person, and what a lost device or
 * a person could have taken.
 */

import { and, asc, eq, gte, inArray, or, sql } from "drizzle-orm";
import { caseSubjects, cases, devices, log, people, reports } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

/** Acts that show evidence to a person or export it. */
const disclosures = ["evidence-revealed", "evidence-exported"];

/**
 * Finds reports whose evidence contains exactly this name, id, address or subject, and when that evidence was
 * shown or exported. Reporters are left out, because they have rights too.
 */
export async function findPersonalData(db: Db, name: string) {
  const named = sql`jsonb_path_exists(${reports.evidence}, '$.** ? (@ == $name)', ${JSON.stringify({ name })}::jsonb)`;
  const ofSubject = db
    .select({ id: caseSubjects.caseId })
    .from(caseSubjects)
    .where(eq(caseSubjects.subject, name));
  const rows = await db
    .select({
      case: reports.caseId,
      report: reports.id,
      receivedAt: reports.receivedAt,
      category: reports.category,
      evidence: reports.evidence,
      evidenceDeletedAt: reports.evidenceDeletedAt,
      state: cases.state,
      subject: cases.subject,
    })
    .from(reports)
    .innerJoin(cases, eq(cases.id, reports.caseId))
    .where(or(named, inArray(reports.caseId, ofSubject)))
    .orderBy(asc(reports.receivedAt), asc(reports.id));
  const shown = await db
    .select({ case: log.caseId, at: log.at, act: log.act })
    .from(log)
    .where(and(inArray(log.act, disclosures), inArray(log.caseId, ids(rows))))
    .orderBy(asc(log.at));
  return { name, reports: rows, shown };
}

function ids(rows: readonly { case: string }[]): string[] {
  return [...new Set(rows.map((row) => row.case))];
}

export interface ActsQuery {
  /** Either one device, or all devices of a person. */
  device?: string | undefined;
  person?: string | undefined;
  since: Date;
}

/**
 * Acts done with these devices since the given time, from the cases' logs. Returns undefined if there is no
 * such device or person.
 */
export async function findActsOf(db: Db, { device, person, since }: ActsQuery) {
  const of = device === undefined ? eq(devices.personId, person ?? "") : eq(devices.id, device);
  const who = await db
    .select({
      device: devices.id,
      name: people.name,
      role: people.role,
      enrolledAt: devices.enrolledAt,
      revokedAt: devices.revokedAt,
    })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .where(of)
    .orderBy(asc(devices.enrolledAt));
  if (who.length === 0) return undefined;
  const acts = await db
    .select({ case: log.caseId, at: log.at, act: log.act, device: sql<string>`${log.detail}->>'device'` })
    .from(log)
    .where(
      and(
        inArray(
          sql`${log.detail}->>'device'`,
          who.map((row) => row.device),
        ),
        gte(log.at, since),
      ),
    )
    .orderBy(asc(log.at), asc(log.seq));
  return { devices: who, acts, shown: acts.filter(({ act }) => disclosures.includes(act)) };
}
