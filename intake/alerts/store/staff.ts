/** Staff who can be alerted, and the facts that tell whether an alert is in a person's scope. */

import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { AlertPreferences, MailChoice } from "../../../utils/shared/contract/alert.ts";
import type { Role } from "../../../utils/shared/contract/site.ts";
import { receiptNumberOf } from "../../../utils/shared/seal/receipt-number.ts";
import { readActFacts } from "../../cases/store/case-facts.ts";
import type { Unit } from "../../core/scope.ts";
import {
  alertSettings,
  cases,
  decisions,
  people,
  referrals,
  reports,
  requestEvents,
  requestItems,
  requests,
  units,
} from "../../db/schema/index.ts";
import { isCase, rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { type ScopedCase, unitColumns, unitSees } from "../../db/unit-sees.ts";
import { readInviteTies } from "../../people/store/inviters.ts";
import type { Due } from "./conditions/condition.ts";
import { dismissalProposer } from "./conditions/tasks.ts";
import { asksToDecideAgain } from "./conditions/watched-posts.ts";
import { readOnCallAt } from "./on-call.ts";

export interface Staff {
  personId: string;
  role: Role;
  unit: Unit | null;
  mail: MailChoice;
  email: string | null;
  quiet: AlertPreferences["quiet"];
  /** Place on the on-call roster now; undefined if not on call. */
  place: number | undefined;
}

export const defaultMail: MailChoice = "now";

/** Everyone who is not suspended. */
export async function readStaff(db: Db, at: Date): Promise<Staff[]> {
  const rows = await db
    .select({
      personId: people.id,
      role: people.role,
      unit: unitColumns,
      mail: alertSettings.mail,
      email: alertSettings.email,
      quiet: alertSettings.quiet,
    })
    .from(people)
    .leftJoin(units, eq(units.id, people.unitId))
    .leftJoin(alertSettings, eq(alertSettings.personId, people.id))
    .where(isNull(people.suspendedAt))
    .orderBy(asc(people.createdAt), asc(people.id));
  const places = await readOnCallAt(db, at);
  return rows.map(({ mail, quiet, ...row }) => ({
    ...row,
    mail: mail ?? defaultMail,
    quiet: quiet ?? undefined,
    place: places.get(row.personId),
  }));
}

/** An alert's subject as needed to find its audience. */
export interface SubjectFacts {
  reference: string;
  /** Every case that the subject names. A person must see all of them. */
  cases: readonly ScopedCase[];
  /**
   * Reporters of its case; the proposer of a waiting proposal; those who decided what must be decided again; the person
   * who withdrew the letter.
   */
  barred: ReadonlySet<string>;
}

const scopeColumns = {
  site: cases.site,
  category: cases.category,
  reportedCategory: cases.reportedCategory,
  categories: cases.categories,
  language: cases.language,
};

export async function readSubject(
  db: Db,
  due: Pick<Due, "kind" | "key" | "subject" | "reference"> &
    Partial<Record<"caseId" | "requestId", string | null | undefined>>,
): Promise<SubjectFacts> {
  if (due.kind === "referral") return readReferralSubject(db, due.subject);
  if (due.requestId) return readRequestSubject(db, due.requestId, due.key);
  if (due.caseId) return readCaseSubject(db, due.caseId, due.key);
  return { reference: due.reference ?? due.subject, cases: [], barred: new Set() };
}

/** People who may not confirm the proposal that the alert is about. */
async function readProposers(db: Db, key: string): Promise<string[]> {
  const personId = dismissalProposer({ key }) ?? (await readUrgentProposer(db, key));
  return personId === undefined ? [] : [personId, ...(await readInviteTies(db, [personId]))];
}

async function readUrgentProposer(db: Db, key: string): Promise<string | undefined> {
  const [event, , decisionId] = key.split("/");
  if (event !== "case-urgent" || decisionId === undefined) return undefined;
  const [proposed] = await db
    .select({ personId: decisions.personId })
    .from(decisions)
    .where(eq(decisions.id, decisionId));
  return proposed?.personId;
}

/** People who may not decide the case again. */
async function readParties(db: Db, caseId: string, key: string): Promise<string[]> {
  if (!asksToDecideAgain({ key })) return [];
  const [row] = await db.select().from(cases).where(isCase(caseId));
  if (!row) return [];
  const { parties = [], reporters } = await readActFacts(db, row);
  return [...parties, ...reporters];
}

async function readCaseSubject(db: Db, caseId: string, key: string): Promise<SubjectFacts> {
  const scoped = await db.select(scopeColumns).from(cases).where(isCase(caseId));
  const told = await db
    .select({ id: reports.id, personId: reports.personId })
    .from(reports)
    .where(rowsOfCase(reports, caseId))
    .orderBy(asc(reports.receivedAt), asc(reports.id));
  const [first] = told;
  return {
    reference: first ? receiptNumberOf(first.id) : "",
    cases: scoped,
    barred: new Set([
      ...told.map(({ personId }) => personId),
      ...(await readProposers(db, key)),
      ...(await readParties(db, caseId, key)),
    ]),
  };
}

async function readRequestSubject(db: Db, requestId: string, key: string): Promise<SubjectFacts> {
  const [request] = await db
    .select({ number: sql<string>`${requests.letter}->>'number'` })
    .from(requests)
    .where(eq(requests.id, requestId));
  const scoped = await db
    .select(scopeColumns)
    .from(requestItems)
    .innerJoin(cases, eq(cases.id, requestItems.caseId))
    .where(eq(requestItems.requestId, requestId));
  const barred = key.endsWith("/withdrawn") ? await readWithdrawers(db, requestId) : [];
  return { reference: request?.number ?? "", cases: scoped, barred: new Set(barred) };
}

/** The person who withdrew a letter knows of it. */
async function readWithdrawers(db: Db, requestId: string): Promise<string[]> {
  const rows = await db
    .select({ personId: requestEvents.personId })
    .from(requestEvents)
    .where(and(eq(requestEvents.requestId, requestId), eq(requestEvents.act, "withdrawn")));
  return rows.flatMap(({ personId }) => personId ?? []);
}

async function readReferralSubject(db: Db, id: string): Promise<SubjectFacts> {
  const rows = await db
    .select({ number: sql<string>`${referrals.letter}->>'number'`, ...scopeColumns })
    .from(referrals)
    .innerJoin(cases, eq(cases.id, referrals.caseId))
    .where(eq(referrals.id, id));
  const scoped = rows.map(({ number: _, ...person }) => person);
  return { reference: rows[0]?.number ?? "", cases: scoped, barred: new Set() };
}

/** Administrators have no unit scope. */
export function seesSubject(
  { role, unit, personId }: Pick<Staff, "role" | "unit" | "personId">,
  facts: SubjectFacts,
): boolean {
  if (facts.barred.has(personId)) return false;
  return role === "admin" || facts.cases.every((caseRow) => unitSees(unit, caseRow));
}
