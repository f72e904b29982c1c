/** Reads who invited whom. Inviter and invitee may collude, so neither judges what the other reported or decided. */

import { inArray, or } from "drizzle-orm";
import { people } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

/** People tied to any of these, without these themselves. */
export async function readInviteTies(db: Db, personIds: readonly string[]): Promise<string[]> {
  if (personIds.length === 0) return [];
  const ids = [...new Set(personIds)];
  const rows = await db
    .select({ id: people.id, invitedBy: people.invitedBy })
    .from(people)
    .where(or(inArray(people.id, ids), inArray(people.invitedBy, ids)));
  const tied = rows.flatMap(({ id, invitedBy }) => (invitedBy === null ? [] : [id, invitedBy]));
  return [...new Set(tied)].filter((id) => !ids.includes(id));
}
