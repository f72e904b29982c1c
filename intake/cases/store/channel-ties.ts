/**
 * Finds people with a conflict of interest with a case's channel: its owner, people of the owner's network, and people
 * for whom a coordinator recorded a conflict.
 */

import { type AnyColumn, and, eq, gt, inArray, ne, or, type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../../db/read-cursor.ts";
import { cases, conflicts, declaredChannels, people, reports, vloggers } from "../../db/schema/index.ts";
import { isCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";

/** Reporters of a case whose word on its channel counts: the first ones, so that the number of reports costs nothing. */
const maxWitnesses = 20;

/**
 * For a case: the keys of its possible authors' channels, as an array. A page can show any number, so each person's
 * first report counts, and further ones by the same person do not. Evidence is read only if several people reported it.
 */
export const authorKeysOfCase = sql<string[]>`(case when
  (select count(*) > 1 from (select distinct person_id from ${reports} where case_id = ${cases}.id limit 2) as people)
  then array_append(array(
    select ${cases}.site || ':' || author.name
    from (
      select evidence -> 'fields' as fields from (
        select distinct on (person_id) evidence, received_at, id from ${reports}
        where case_id = ${cases}.id order by person_id, received_at, id
      ) as firsts order by received_at, id limit ${sql.raw(String(maxWitnesses))}
    ) as shown, lateral (values
      (fields #>> '{authorId,value}'), (lower(ltrim(fields #>> '{authorHandle,value}', '@')))
    ) as author (name)
    where author.name is not null
  ), ${cases}.author_key)
  else array[${cases}.author_key, ${cases}.author_name] end)`;

/**
 * Filter on `cases`: the person has a conflict of interest with the case's channel. The query finds the people of the
 * network first and compares their channels with all keys at once, because one comparison per key would read all vloggers
 * each time. `offset 0` makes PostgreSQL compute the keys once.
 */
export function hasChannelTie(person: AnyColumn | SQL): SQL<boolean> {
  return sql<boolean>`exists (select 1 from (select ${authorKeysOfCase} as keys offset 0) as author where
    exists (select 1 from ${conflicts}
      where ${conflicts.channel} = any(author.keys) and ${conflicts.personId} = ${person})
    or exists (select 1 from ${vloggers} mate
      where (mate.person_id = ${person}
          or mate.network = (select own.network from ${vloggers} own where own.person_id = ${person}))
        and (mate.channels ?| author.keys or exists (
          select 1 from ${declaredChannels}
          where ${declaredChannels.personId} = mate.person_id and ${declaredChannels.channel} = any(author.keys)))))`;
}

/** People who can have such a conflict. Without a row in `vloggers` a person is in no network. */
const knownPeople = sql`(select person_id from ${vloggers} union select person_id from ${conflicts})`;

/**
 * Channels with which the person has a conflict of interest. A list reads them once; most people have none, and then the
 * list compares no channels.
 */
export async function readTiedChannels(db: Db, personId: string): Promise<string[]> {
  const rows = await rowsOf<{ channel: string }>(
    db,
    sql`with mates as (
        select mate.person_id, mate.channels from ${vloggers} mate
        where mate.person_id = ${personId}::uuid
          or mate.network = (select own.network from ${vloggers} own where own.person_id = ${personId}::uuid)
      )
      select channel from ${conflicts} where person_id = ${personId}::uuid
      union select jsonb_array_elements_text(channels) from mates
      union select channel from ${declaredChannels} where person_id in (select person_id from mates)`,
  );
  return rows.map(({ channel }) => channel);
}

/**
 * Filter on `cases` that reads no evidence and leaves out cases that cannot match `hasChannelTie`. That filter then reads
 * the evidence only of cases that several people reported, and of withdrawn reports.
 */
export function mayShowChannel(channels: readonly string[]): SQL | undefined {
  const isOne = (key: AnyColumn) => sql`${key} = any(${sql.param(channels)}::text[])`;
  const withdrawn = sql`(select case_id from ${reports} where withdrawn_at is not null and evidence_deleted_at is null)`;
  return and(
    eq(cases.site, "youtube"),
    or(isOne(cases.authorKey), isOne(cases.authorName), gt(cases.reporters, 1), inArray(cases.id, withdrawn)),
  );
}

/** Returns people with such a conflict who are no vloggers now, because only they can decide. */
export async function readChannelTies(db: Db, caseId: string): Promise<string[]> {
  const rows = await db
    .select({ id: people.id })
    .from(people)
    .innerJoin(cases, isCase(caseId))
    .where(and(ne(people.role, "vlogger"), sql`${people.id} in ${knownPeople}`, hasChannelTie(people.id)));
  return rows.map(({ id }) => id);
}
