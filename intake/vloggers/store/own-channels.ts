/**
 * A vlogger's own channels, entered by a coordinator or declared by the vlogger, and the numbers of these and of channels
 * with a noted conflict.
 */

import { type AnyColumn, and, asc, eq, ne, not, type SQL, sql } from "drizzle-orm";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { trustLogId } from "../../audit-log/store/trust-log.ts";
import { channelNumberShape } from "../../cases/rules/channel-key.ts";
import { cases, conflicts, declaredChannels, log, vloggers } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { isReviewable } from "./task-filters.ts";
import { findVlogger, lockVlogger } from "./vloggers.ts";

export interface Declared {
  channel: string;
  at: Date;
}

export interface ChannelLists {
  /** Entered by a coordinator. */
  entered: string[];
  /** Declared by the vlogger, oldest first. */
  declared: Declared[];
}

export async function readChannelLists(db: Db, personId: string): Promise<ChannelLists> {
  const entered = (await findVlogger(db, personId))?.channels ?? [];
  return { entered, declared: await readDeclared(db, personId) };
}

export function readDeclared(db: Db, personId: string): Promise<Declared[]> {
  const { channel, at } = declaredChannels;
  return db
    .select({ channel, at })
    .from(declaredChannels)
    .where(eq(declaredChannels.personId, personId))
    .orderBy(asc(at), asc(channel));
}

/** Idempotent. Problem: `channels-many` above the limit. */
export function declareChannel(
  db: Db,
  personId: string,
  { channel, at }: Declared,
): Promise<Result<ChannelLists>> {
  return db.transaction(async (tx) => {
    // Creates the vlogger's row, which the conflict filters join through.
    await lockVlogger(tx, personId);
    const { entered, declared } = await readChannelLists(tx, personId);
    const known = entered.includes(channel) || declared.some((own) => own.channel === channel);
    if (known) return ok({ entered, declared });
    if (declared.length >= limits.ownChannels) return fail("channels-many");
    await tx.insert(declaredChannels).values({ personId, channel, at });
    return ok(await readChannelLists(tx, personId));
  });
}

/** Problem: `channel-kept` if the channel was declared before `since` or entered by a coordinator. */
export function undeclareChannel(
  db: Db,
  personId: string,
  { channel, since }: { channel: string; since: Date },
): Promise<Result<ChannelLists>> {
  return db.transaction(async (tx) => {
    await lockVlogger(tx, personId);
    const { entered, declared } = await readChannelLists(tx, personId);
    const known = declared.find((own) => own.channel === channel);
    if (known ? known.at < since : entered.includes(channel)) return fail("channel-kept");
    await deleteDeclared(tx, personId, channel);
    return ok(await readChannelLists(tx, personId));
  });
}

/** Returns whether it was declared. A number that was linked to a declared name goes with it. */
export async function deleteDeclared(db: Db, personId: string, channel: string): Promise<boolean> {
  const isOwn = eq(declaredChannels.personId, personId);
  const [gone] = await db
    .delete(declaredChannels)
    .where(and(isOwn, eq(declaredChannels.channel, channel)))
    .returning();
  if (gone && !channelNumberShape.test(channel))
    await db
      .delete(declaredChannels)
      .where(and(isOwn, eq(declaredChannels.at, gone.at), isNumber(declaredChannels.channel)));
  return gone !== undefined;
}

const isNumber = (key: AnyColumn | SQL) => sql`${key} ~ ${channelNumberShape.source}`;

/** Filter: conflicts with the numbers that were linked to a conflict with a name. They have its time. */
export function areLinkedTo({ personId, channel, at }: typeof conflicts.$inferSelect): SQL {
  const isLinked = channelNumberShape.test(channel)
    ? sql`false`
    : and(eq(conflicts.at, at), ne(conflicts.channel, channel), isNumber(conflicts.channel));
  return and(eq(conflicts.personId, personId), isLinked) as SQL;
}

/**
 * Adds the number of a channel to the list of each vlogger who has its name, and to the conflicts of people who have one
 * with it, if a case shows both, because a renamed channel keeps its number. A linked number has the time of the declared
 * name or of the conflict. One that a coordinator took off is not added again. Takes locks of vloggers, so not in a
 * transaction that locks cases. A coordinator's list grows up to its limit. The declared list has room for as many numbers
 * again, so that a vlogger cannot prevent a link by filling it.
 */
export async function linkNumbers(db: Db): Promise<void> {
  for (const found of await readUnlinked(db)) await linkNumber(db, found);
}

async function linkNumber(db: Db, { personId, channel, number, at, isConflict }: Unlinked): Promise<void> {
  if (isConflict)
    await db.execute(sql`
      insert into ${conflicts} (person_id, channel, reason, recorded_by, at)
      select person_id, ${number}, reason, recorded_by, at from ${conflicts}
      where person_id = ${personId} and channel = ${channel}
      on conflict do nothing`);
  else if (at === null)
    await db
      .update(vloggers)
      .set({ channels: sql`${vloggers.channels} || ${JSON.stringify([number])}::jsonb` })
      .where(
        and(
          eq(vloggers.personId, personId),
          not(sql`${vloggers.channels} ? ${number}`),
          sql`jsonb_array_length(${vloggers.channels}) < ${limits.ownChannels}`,
        ),
      );
  else if ((await readDeclared(db, personId)).length < 2 * limits.ownChannels)
    await db
      .insert(declaredChannels)
      .values({ personId, channel: number, at: new Date(at) })
      .onConflictDoNothing();
}

type Unlinked = {
  personId: string;
  /** The name. */
  channel: string;
  number: string;
  /** Null if a coordinator entered the name. */
  at: string | null;
  isConflict: boolean;
};

/**
 * Reads waiting videos and decided cases, which have indexes. A conflict that was noted again after its number was taken
 * off gets the number again.
 */
async function readUnlinked(db: Db): Promise<Unlinked[]> {
  const named = sql`select own.*, ${cases.authorKey} as number
    from own join ${cases} on ${cases.authorName} = own.channel
    where not ${isNumber(sql`own.channel`)} and ${isNumber(cases.authorKey)}`;
  const { rows } = await db.execute<Unlinked>(sql`
    with own as materialized (
      select person_id, channel, at, false as is_conflict from ${declaredChannels}
      union all
      select person_id, jsonb_array_elements_text(channels), null, false from ${vloggers}
      union all
      select person_id, channel, at, true from ${conflicts}
    )
    select found.person_id as "personId", min(found.channel) as channel, found.number, min(found.at)::text as at,
      found.is_conflict as "isConflict"
    from (${named} and ${isReviewable} union ${named} and ${cases.decidedAt} is not null) as found
    where not exists (select 1 from own where own.person_id = found.person_id and own.channel = found.number
        and own.is_conflict = found.is_conflict)
      and not exists (select 1 from ${log}
        where ${log.caseId} = ${trustLogId}
          and case when found.is_conflict then ${log.act} = 'conflict-removed' and ${log.at} >= found.at
            else ${log.act} in ('own-channel-removed', 'declared-channel-removed') end
          and ${log.detail} -> 'coordination' ->> 'vlogger' = found.person_id::text
          and ${log.detail} -> 'coordination' ->> 'channel' = found.number)
    group by found.person_id, found.number, found.is_conflict`);
  return rows;
}
