/**
 * Duties under the data protection law (UU 27/2022): what is stored about a person, and what a lost device or
 * a person could have taken.
 */

import { type AnyColumn, and, asc, eq, gte, inArray, or, sql } from "drizzle-orm";
import {
  addressObjections,
  alertSettings,
  caseSubjects,
  cases,
  decisions,
  devices,
  log,
  objections,
  people,
  reports,
  requestItems,
  requests,
  units,
} from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { readProgrammeData } from "../../vloggers/store/programme-data.ts";

/** Acts that show evidence to a person or export it. */
const disclosures = ["evidence-revealed", "evidence-exported"];

/**
 * Finds reports whose evidence contains exactly this name, id, address or subject, when that evidence was shown or
 * exported, the letters about it, decisions that keep the name, and objections under it. Reporters are left out, because
 * they have rights too. People on duty are found by their id only, because an author can have the same name.
 */
export async function findPersonalData(db: Db, name: string) {
  const named = isNamed(reports.evidence, name);
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
  const person = await findPersonOnDuty(db, name);
  return {
    name,
    reports: rows,
    shown,
    letters: await findLetters(db, ids(rows)),
    decisions: await db
      .select({ decision: decisions.id, case: decisions.caseId, at: decisions.at, frozen: decisions.frozen })
      .from(decisions)
      .where(isNamed(decisions.frozen, name))
      .orderBy(asc(decisions.at), asc(decisions.id)),
    objections: await findObjections(db, name),
    ...(person ? { person } : {}),
  };
}

function isNamed(document: AnyColumn, name: string) {
  return sql`jsonb_path_exists(${document}, '$.** ? (@ == $name)', ${JSON.stringify({ name })}::jsonb)`;
}

/** Without their text, because a letter can name other people's posts. */
function findLetters(db: Db, caseIds: string[]) {
  const { site, year, no, madeAt, sentAt } = requests;
  const { caseId, permalink } = requestItems;
  return db
    .select({ case: caseId, site, year, no, madeAt, sentAt, permalink })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .where(inArray(caseId, caseIds))
    .orderBy(asc(madeAt), asc(requestItems.id));
}

async function findObjections(db: Db, name: string) {
  const filed = await db
    .select()
    .from(objections)
    .where(or(eq(objections.name, name), eq(objections.contact, name)));
  const waiting = await db
    .select()
    .from(addressObjections)
    .where(or(eq(addressObjections.name, name), eq(addressObjections.contact, name)));
  return [
    ...filed.map(({ caseId, state, reason, handledAt, ...row }) => ({
      ...toObjection(row),
      ...{ case: caseId, state, reason: state === "open" ? null : reason, handledAt },
    })),
    ...waiting.map((row) => ({ ...toObjection(row), subject: row.subject })),
  ];
}

type FiledObjection = Pick<
  typeof objections.$inferSelect,
  "id" | "objector" | "name" | "contact" | "text" | "receivedAt"
>;

function toObjection({ id, objector, name, contact, text, receivedAt }: FiledObjection) {
  return { objection: id, objector, name, contact, text, receivedAt };
}

/** Returns undefined if it is not the id of a person who was enrolled or invited. */
async function findPersonOnDuty(db: Db, id: string) {
  const { name, role, affiliation, issuer, subject, createdAt, suspendedAt } = people;
  const [person] = await db
    .select({
      ...{ id: people.id, name, role, affiliation, unit: units.name },
      ...{ issuer, subject, createdAt, suspendedAt },
    })
    .from(people)
    .leftJoin(units, eq(units.id, people.unitId))
    .where(sql`${people.id}::text = ${id.toLowerCase()}`);
  if (!person) return undefined;
  const { browser, extensionVersion, enrolledAt, revokedAt, signedOnAt, lastSeenAt } = devices;
  const { mail, email, quiet } = alertSettings;
  const [alerts] = await db
    .select({ mail, email, quiet })
    .from(alertSettings)
    .where(eq(alertSettings.personId, person.id));
  return {
    ...person,
    alerts: alerts ?? null,
    devices: await db
      .select({
        ...{ device: devices.id, browser, extensionVersion },
        ...{ enrolledAt, revokedAt, signedOnAt, lastSeenAt },
      })
      .from(devices)
      .where(eq(devices.personId, person.id))
      .orderBy(asc(enrolledAt)),
    acts: (await findActsOf(db, { person: person.id, since: new Date(0) }))?.acts ?? [],
    programme: await readProgrammeData(db, person.id),
  };
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
