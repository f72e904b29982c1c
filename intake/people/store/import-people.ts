/** Adds the people of a file: all of them or none, and those who are there already once. */

import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { logTrust } from "../../audit-log/store/trust-log.ts";
import { locks } from "../../db/locks.ts";
import { devices, people } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { plainName } from "../rules/namesakes.ts";
import { type ListedPerson, personKey, type WrongLine } from "../rules/people-file.ts";
import { listCodes, listPeople } from "./devices-and-codes.ts";
import { listUnits } from "./people.ts";

/**
 * `invited`: has an unused code. `enrolled`: has or had a device, or is suspended; a file must not bring back whose
 * device was revoked. Both get no further code.
 */
export type ImportState = "new" | "without-device" | "invited" | "enrolled";

export interface ImportedPerson extends ListedPerson {
  state: ImportState;
  personId: string;
}

interface ImportOptions {
  now: Date;
  dryRun: boolean;
}

/** Rows per entry of the log. */
const chunkSize = 200;

/** Writes nothing if a line is wrong. */
export function importPeople(
  db: Db,
  listed: readonly ListedPerson[],
  { now, dryRun }: ImportOptions,
): Promise<{ people: ImportedPerson[] } | { wrong: WrongLine[] }> {
  return db.transaction(async (tx) => {
    await lockImports(tx);
    const units = new Map((await listUnits(tx)).map(({ id, name }) => [name, id]));
    const wrong = listed.flatMap(({ line, unit }) =>
      unit === undefined || units.has(unit)
        ? []
        : [{ line, problem: `there is no unit ${unit}: lapor units set "${unit}"` }],
    );
    if (wrong.length > 0) return { wrong };
    const judgedPeople = await judgePeople(tx, listed, now);
    const unlike = judgedPeople.flatMap(({ line, differs }) => (differs ? [{ line, problem: differs }] : []));
    if (unlike.length > 0) return { wrong: unlike };
    const added = judgedPeople.filter(({ state }) => state === "new");
    if (!dryRun) await addPeople(tx, added, units, now);
    return { people: judgedPeople };
  });
}

/** The people who still have no unused code. Until the transaction ends, no other import makes one for them. */
export async function keepUninvited(
  tx: Db,
  asked: readonly ImportedPerson[],
  now: Date,
): Promise<ImportedPerson[]> {
  await lockImports(tx);
  const invited = new Set((await listCodes(tx, now)).map(({ person }) => person));
  return asked.filter(({ personId }) => !invited.has(personId));
}

async function lockImports(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${locks.peopleImport})`);
}

type JudgedPerson = ImportedPerson & { differs?: string };

async function judgePeople(tx: Db, listed: readonly ListedPerson[], now: Date): Promise<JudgedPerson[]> {
  const known = await listPeople(tx);
  const byPersonKey = Map.groupBy(known, ({ name, role }) => personKey(name, role));
  const byName = new Map(known.map((one) => [plainName(one.name), one]));
  const invited = new Set((await listCodes(tx, now)).map(({ person }) => person));
  const enrolled = new Set(
    (await tx.selectDistinct({ id: devices.personId }).from(devices)).map(({ id }) => id),
  );
  return listed.map((person): JudgedPerson => {
    const [same, ...namesakes] = byPersonKey.get(personKey(person.name, person.role)) ?? [];
    if (!same) {
      const other = byName.get(plainName(person.name));
      return {
        ...person,
        state: "new",
        personId: randomUUID(),
        ...(other ? { differs: asOtherRole(other) } : {}),
      };
    }
    const differs = differenceOf(person, same, namesakes.length);
    const isEnrolled = enrolled.has(same.id) || same.suspendedAt !== null;
    const state = isEnrolled ? "enrolled" : invited.has(same.id) ? "invited" : "without-device";
    return { ...person, state, personId: same.id, ...(differs ? { differs } : {}) };
  });
}

type KnownPerson = Awaited<ReturnType<typeof listPeople>>[number];

/** The person probably got another role after the file was written. With a second account they could act as two people. */
function asOtherRole({ name, role }: KnownPerson): string {
  return `${name} is there already, as ${role}; correct the role, or tell two people apart`;
}

/** The file identifies a person by name and role only. If its other columns differ, it may mean another person. */
function differenceOf(person: ListedPerson, known: KnownPerson, namesakes: number): string | undefined {
  const who = `${person.name} (${person.role})`;
  if (namesakes > 0) return `several people are called ${who}; use lapor enrol --person`;
  if (person.unit !== undefined && person.unit !== known.unit)
    return `${who} is there already, ${known.unit ? `in unit ${known.unit}` : "in no unit"}; tell two people apart`;
  if (person.affiliation !== undefined && person.affiliation !== known.affiliation)
    return `${who} is there already, for ${known.affiliation}; tell two people apart`;
  return undefined;
}

async function addPeople(
  tx: Db,
  added: readonly ImportedPerson[],
  units: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  for (let from = 0; from < added.length; from += chunkSize) {
    const chunk = added.slice(from, from + chunkSize);
    await tx.insert(people).values(
      chunk.map(({ personId, name, role, affiliation, unit }) => ({
        id: personId,
        name,
        role,
        affiliation: affiliation ?? null,
        unitId: unit === undefined ? null : (units.get(unit) ?? null),
        createdAt: now,
      })),
    );
  }
  for (let from = 0; from < added.length; from += chunkSize) {
    const ids = added.slice(from, from + chunkSize).map(({ personId }) => personId);
    await logTrust(tx, { act: "person-added", at: now, by: "administrator" }, { people: ids });
  }
}
