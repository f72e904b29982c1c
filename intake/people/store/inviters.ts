/** Reads who invited whom. Of people who are tied, none judges what the other reported or decided. */

import { type AnyColumn, and, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { people } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { hasUntiedPair, type Invited } from "../rules/ties.ts";

/** A person in a statement. */
type InvitedSql = Record<keyof Invited, AnyColumn | SQL>;

/** The row of `people` with this alias. */
export function personNamed(alias: string): InvitedSql {
  return { id: sql.raw(`${alias}.id`), invitedBy: sql.raw(`${alias}.invited_by`) };
}

/** The filter for `isInvitation`; null instead of false without an inviter. */
export function isInvitationSql(one: InvitedSql, other: InvitedSql): SQL {
  return sql`(${one.invitedBy} = ${other.id} or ${other.invitedBy} = ${one.id})`;
}

/** The filter for `areTied`; null instead of false without an inviter. */
export function areTiedSql(one: InvitedSql, other: InvitedSql): SQL {
  return sql`(${isInvitationSql(one, other)} or ${one.invitedBy} = ${other.invitedBy})`;
}

/** People tied to any of these, without these themselves. */
export async function readInviteTies(db: Db, personIds: readonly string[]): Promise<string[]> {
  return [...(await readTies(db, personIds)).keys()];
}

/** People tied to each of these, without these themselves. */
export async function readTiesToAll(db: Db, personIds: readonly string[]): Promise<string[]> {
  const count = new Set(personIds).size;
  return [...(await readTies(db, personIds))].flatMap(([id, tied]) => (tied === count ? [id] : []));
}

/** If no two active supervisors are independent, so that nothing can be confirmed: how many there are. Otherwise 0. */
export async function countTiedSupervisors(db: Db): Promise<number> {
  const rows = await db
    .select({ id: people.id, invitedBy: people.invitedBy })
    .from(people)
    .where(and(eq(people.role, "supervisor"), isNull(people.suspendedAt)));
  return rows.length > 1 && !hasUntiedPair(rows) ? rows.length : 0;
}

/** True if two of these are independent of each other. */
export async function areTwoUntied(db: Db, personIds: readonly string[]): Promise<boolean> {
  const { id, invitedBy } = people;
  const rows = await db
    .select({ id, invitedBy })
    .from(people)
    .where(inArray(id, [...personIds]));
  return hasUntiedPair(rows);
}

/** By person, without these themselves: to how many of these they are tied. */
async function readTies(db: Db, personIds: readonly string[]): Promise<Map<string, number>> {
  const ties = new Map<string, number>();
  if (personIds.length === 0) return ties;
  const ids = new Set(personIds);
  const own = await db
    .select({ id: people.id, invitedBy: people.invitedBy })
    .from(people)
    .where(inArray(people.id, [...ids]));
  const byId = new Map(own.map((one) => [one.id, one]));
  const byInviter = Map.groupBy(own, ({ invitedBy }) => invitedBy);
  const inviters = [...byInviter.keys()].filter((inviter) => inviter !== null);
  const others = await db
    .select({ id: people.id, invitedBy: people.invitedBy })
    .from(people)
    .where(or(inArray(people.id, inviters), inArray(people.invitedBy, [...ids, ...inviters])));
  for (const other of others) {
    if (ids.has(other.id)) continue;
    const inviter = byId.get(other.invitedBy ?? "");
    const invitees = byInviter.get(other.id)?.length ?? 0;
    const siblings = other.invitedBy === null ? 0 : (byInviter.get(other.invitedBy)?.length ?? 0);
    ties.set(other.id, invitees + siblings + (inviter ? 1 : 0));
  }
  return ties;
}
