/** Rows of administrators' acts at the desk. */

import { and, desc, eq, gt, isNull, lte, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { AdminAct, AdminActState, AdminActView } from "../../../utils/shared/contract/administration.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { logTrust } from "../../audit-log/store/trust-log.ts";
import { adminActs, people } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

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

/** Locks all administrators, so that two suspensions cannot each count the other's target as the one who stays. */
export async function countOtherAdministrators(tx: Db, personId: string): Promise<number> {
  const rows = await tx
    .select({ id: people.id, suspendedAt: people.suspendedAt })
    .from(people)
    .where(eq(people.role, "admin"))
    .orderBy(people.id)
    .for("update");
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

const confirmers = sql<number>`(
  select count(*)::int from people other
  where other.role = 'admin' and other.suspended_at is null and other.id <> ${adminActs.askedBy}
    and other.id is distinct from ${adminActs.personId})`;

/** Newest first. */
export function readAdminActs(db: Db, at: Date, { id, personId, state, limit, after }: AdminActQuery) {
  return db
    .select({ row: adminActs, asked: asker.name, answered: answerer.name, confirmers })
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
  if (state === "lapsed") return and(eq(adminActs.state, "waiting"), lte(adminActs.askedAt, since));
  if (state === "waiting") return and(eq(adminActs.state, "waiting"), gt(adminActs.askedAt, since));
  return eq(adminActs.state, state);
}

export type ListedAct = Awaited<ReturnType<typeof readAdminActs>>[number];

export function stateAt({ state, askedAt }: Pick<AdminActRecord, "state" | "askedAt">, at: Date) {
  return state === "waiting" && at.getTime() >= askedAt.getTime() + waitMs ? "lapsed" : state;
}

/** The person whom an act concerns does not confirm it. */
export function concerns({ personId }: Pick<AdminActRecord, "personId">, asker: string): boolean {
  return personId === asker;
}

export function toActView(
  { row, asked, answered, confirmers: able }: ListedAct,
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
    mayAnswer: state === "waiting" && !mine && !concerns(row, viewer),
  };
}

/** People of a unit who oversee and are not suspended. */
export async function readRolesOfUnit(db: Db, unitId: string) {
  const members = await db
    .selectDistinct({ role: people.role })
    .from(people)
    .where(and(eq(people.unitId, unitId), isNull(people.suspendedAt), ne(people.role, "officer")));
  return members.map(({ role }) => role);
}
