/** Reads who invited whom. Inviter and invitee may collude, so neither judges what the other reported or decided. */

import { inArray, or } from "drizzle-orm";
import { people } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

/** People tied to any of these, without these themselves. */
export async function readInviteTies(db: Db, personIds: readonly string[]): Promise<string[]> {
  const tied = (await readPairs(db, personIds)).flat();
  return [...new Set(tied)].filter((id) => !personIds.includes(id));
}

/** People tied to each of these, without these themselves. */
export async function readTiesToAll(db: Db, personIds: readonly string[]): Promise<string[]> {
  const ids = new Set(personIds);
  const ties = new Map<string, Set<string>>();
  for (const [one, other] of (await readPairs(db, [...ids])).flatMap(([a, b]) => [
    [a, b] as const,
    [b, a] as const,
  ]))
    if (ids.has(one) && !ids.has(other)) ties.set(other, (ties.get(other) ?? new Set()).add(one));
  return [...ties].flatMap(([id, tied]) => (tied.size === ids.size ? [id] : []));
}

/** Inviter and invitee, of whom one is among these people. */
async function readPairs(db: Db, personIds: readonly string[]): Promise<[string, string][]> {
  if (personIds.length === 0) return [];
  const ids = [...new Set(personIds)];
  const rows = await db
    .select({ id: people.id, invitedBy: people.invitedBy })
    .from(people)
    .where(or(inArray(people.id, ids), inArray(people.invitedBy, ids)));
  return rows.flatMap(({ id, invitedBy }): [string, string][] =>
    invitedBy === null ? [] : [[invitedBy, id]],
  );
}
