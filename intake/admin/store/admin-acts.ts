/** Rows of administrators' acts at the desk. */

import { type AnyColumn, and, desc, eq, gt, lte, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { AdminAct, AdminActState, AdminActView } from "../../../utils/shared/contract/administration.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Role } from "../../../utils/shared/contract/site.ts";
import { makesCode } from "../../../utils/shared/policy/administration.ts";
import { logTrust } from "../../audit-log/store/trust-log.ts";
import { clockErrorMs, isAhead } from "../../core/clock.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import { adminActs, people } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { readSecondParts } from "../../people/store/enrolment.ts";

export type AdminActRecord = typeof adminActs.$inferSelect;

export const waitMs = limits.actHours * 3_600_000;

type LoggedAct = "asked" | "done" | "confirmed" | "refused" | "withdrawn" | "failed" | "downloaded";

/** `by`: name of the person whose act the log's entry is. */
export async function logAdminAct(
  tx: Db,
  { id, act }: { id: string; act: LoggedAct },
  { at, by }: { at: Date; by: string },
): Promise<void> {
  await logTrust(tx, { act: `admin-act-${act}`, at, by }, { admin_acts: [id] });
}

/** Returns false if there is an act with this id. */
export async function insertAdminAct(
  tx: Db,
  row: Pick<AdminActRecord, "id" | "act" | "about" | "personId" | "reason" | "state" | "askedBy" | "askedAt">,
): Promise<boolean> {
  const added = await tx.insert(adminActs).values(row).onConflictDoNothing().returning({ id: adminActs.id });
  return added.length > 0;
}

export async function countWaitingActs(tx: Db, askedBy: string, at: Date): Promise<number> {
  return tx.$count(adminActs, and(eq(adminActs.askedBy, askedBy), inState("waiting", at)));
}

/** Locks the row, so that two answers come one after the other. */
export async function lockAdminAct(tx: Db, id: string): Promise<AdminActRecord | undefined> {
  const [row] = await tx.select().from(adminActs).where(eq(adminActs.id, id)).for("update");
  return row;
}

export async function settleAdminAct(
  tx: Db,
  id: string,
  change: Partial<Pick<AdminActRecord, "state" | "answeredBy" | "answeredAt" | "answerReason" | "personId">>,
): Promise<void> {
  await tx.update(adminActs).set(change).where(eq(adminActs.id, id));
}

/**
 * Locks all administrators, so that two suspensions cannot each count the other's target as the one who stays. The lock
 * lets an enrolment refer to them: it holds the code for which a promotion waits.
 */
export async function countOtherAdministrators(tx: Db, personId: string): Promise<number> {
  const rows = await tx
    .select({ id: people.id, suspendedAt: people.suspendedAt })
    .from(people)
    .where(eq(people.role, "admin"))
    .orderBy(people.id)
    .for("no key update");
  return rows.filter(({ id, suspendedAt }) => id !== personId && suspendedAt === null).length;
}

export interface AdminActQuery {
  id?: string | undefined;
  personId?: string | undefined;
  state?: AdminActState | undefined;
  limit: number;
  after?: { at: Date; id: string } | undefined;
}

const [asker, answerer] = [alias(people, "asker"), alias(people, "answerer")];

/**
 * People who may be the same human as the person: one was shown the whole code of the other at the desk, or a third the
 * codes of both, directly or over others. Holds while a code can be valid; by then its owner misses it.
 */
function codeTies(person: AnyColumn | SQL, at: Date): SQL {
  const since = new Date(at.getTime() - waitMs - limits.maxCodeHours * 3_600_000);
  return sql`
    with recursive shown as (
      select person_id as owner, asked_by as reader from admin_acts
      where state = 'done' and person_id is not null and act->>'act' = 'invite' and answered_by is null
        and asked_at > ${since.toISOString()}::timestamptz
    ), human (id) as (
      select ${person} union select shown.reader from shown join human on human.id = shown.owner
    ), tie (id) as (
      select id from human union select shown.owner from shown join tie on tie.id = shown.reader
    ) select id from tie where id <> ${person}`;
}

/** Whether one of the two could act under the other's name, see `codeTies`. */
export async function areTied(db: Db, one: string, other: string, at: Date): Promise<boolean> {
  const ties = await rowsOf(db, sql`select 1 where ${other}::uuid in (${codeTies(sql`${one}::uuid`, at)})`);
  return ties.length > 0;
}

const confirmers = (ties: SQL) => sql<number>`(
  select count(*)::int from people other
  where other.role = 'admin' and other.suspended_at is null and other.id <> ${adminActs.askedBy}
    and other.id is distinct from ${adminActs.personId} and other.id not in (${ties}))`;

/** Newest first. */
export function readAdminActs(db: Db, at: Date, { id, personId, state, limit, after }: AdminActQuery) {
  const ties = codeTies(adminActs.askedBy, at);
  return db
    .select({
      row: adminActs,
      asked: asker.name,
      answered: answerer.name,
      confirmers: confirmers(ties),
      /** People who cannot confirm it because of a code. */
      tied: sql<string[]>`array(${ties})`,
    })
    .from(adminActs)
    .innerJoin(asker, eq(asker.id, adminActs.askedBy))
    .leftJoin(answerer, eq(answerer.id, adminActs.answeredBy))
    .where(
      and(
        id === undefined ? undefined : eq(adminActs.id, id),
        personId === undefined ? undefined : eq(adminActs.personId, personId),
        state && inState(state, at),
        after &&
          sql`(${adminActs.askedAt}, ${adminActs.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(adminActs.askedAt), desc(adminActs.id))
    .limit(limit);
}

function inState(state: AdminActState, at: Date) {
  const since = new Date(at.getTime() - waitMs);
  const { askedAt } = adminActs;
  const until = new Date(at.getTime() + clockErrorMs);
  if (state === "lapsed")
    return and(eq(adminActs.state, "waiting"), or(lte(askedAt, since), gt(askedAt, until)));
  if (state === "waiting")
    return and(eq(adminActs.state, "waiting"), gt(askedAt, since), lte(askedAt, until));
  return eq(adminActs.state, state);
}

export type ListedAct = Awaited<ReturnType<typeof readAdminActs>>[number];

/** An act that was asked while the clock was ahead has lapsed, too. */
export function stateAt({ state, askedAt }: Pick<AdminActRecord, "state" | "askedAt">, at: Date) {
  const isOver = at.getTime() >= askedAt.getTime() + waitMs || isAhead(askedAt, at);
  return state === "waiting" && isOver ? "lapsed" : state;
}

/** The person whom an act concerns does not confirm it. */
export function concerns({ personId }: Pick<AdminActRecord, "personId">, asker: string): boolean {
  return personId === asker;
}

export async function readActViews(
  db: Db,
  listed: readonly ListedAct[],
  viewer: string,
  at: Date,
): Promise<AdminActView[]> {
  const secondPart = await readSecondParts(db);
  return listed.map((act) => ({
    ...toActView(act, viewer, at),
    ...(act.row.askedBy === viewer && mayHaveCode(act.row, at) ? { codePart: secondPart(act.row.id) } : {}),
  }));
}

/** Whether the act makes or made a code or key of two parts, and the second is still to be handed over. */
function mayHaveCode({ act: stored, state, askedAt, answeredAt }: AdminActRecord, at: Date): boolean {
  const act = stored as AdminAct;
  if (!makesCode(act) && act.act !== "make-key") return false;
  if (state === "waiting") return stateAt({ state, askedAt }, at) === "waiting";
  const validMs = (("hours" in act ? act.hours : undefined) ?? limits.codeHours) * 3_600_000;
  return (
    state === "done" &&
    answeredAt !== null &&
    !isAhead(answeredAt, at) &&
    at.getTime() < answeredAt.getTime() + validMs
  );
}

function toActView(
  { row, asked, answered, confirmers: able, tied }: ListedAct,
  viewer: string,
  at: Date,
): AdminActView {
  const state = stateAt(row, at);
  const mine = row.askedBy === viewer;
  const { id, act, about, reason, answeredAt, answerReason } = row;
  return {
    id,
    act: act as AdminAct,
    about,
    state,
    ...(reason === null ? {} : { reason }),
    asked: { name: asked, mine, at: row.askedAt.toISOString() },
    ...(state === "waiting"
      ? { until: new Date(row.askedAt.getTime() + waitMs).toISOString(), confirmers: able }
      : {}),
    ...(answered === null || answeredAt === null
      ? {}
      : {
          answered: {
            name: answered,
            mine: row.answeredBy === viewer,
            at: answeredAt.toISOString(),
            ...(answerReason === null ? {} : { reason: answerReason }),
          },
        }),
    mayAnswer: state === "waiting" && !mine && !concerns(row, viewer) && !tied.includes(viewer),
  };
}

/** Roles that the person gets if acts that wait are confirmed. */
export async function readAwaitedRoles(db: Db, personId: string, at: Date): Promise<Role[]> {
  const { act } = adminActs;
  const rows = await db
    .select({ role: sql<Role>`${act}->>'role'` })
    .from(adminActs)
    .where(
      and(inState("waiting", at), eq(adminActs.personId, personId), sql`${act}->>'act' = 'change-role'`),
    );
  return rows.map(({ role }) => role);
}

interface UnitMember {
  role: Role;
  /** The provider gives the role. */
  signsOn: boolean;
}

/**
 * People whose unit it is, or will be if an act is confirmed that waits. Suspended people count, because they return to
 * what their unit sees by then.
 */
export async function readMembersOfUnit(
  db: Db,
  unit: { id: string; name: string },
  at: Date,
): Promise<UnitMember[]> {
  const { act, personId } = adminActs;
  const role = sql<Role>`coalesce(${act}->>'role', ${people.role})`;
  const isAbout = or(sql`${act}->>'unit' = ${unit.name}`, eq(people.unitId, unit.id));
  const signsOn = sql<boolean>`${people.issuer} is not null`;
  const members = await db
    .selectDistinct({ role: people.role, signsOn })
    .from(people)
    .where(eq(people.unitId, unit.id));
  const awaited = await db
    .selectDistinct({ role, signsOn })
    .from(adminActs)
    .leftJoin(people, eq(people.id, personId))
    .where(and(inState("waiting", at), isAbout));
  return [...members, ...awaited];
}
