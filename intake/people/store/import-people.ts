/** Adds the people of a file: all of them or none, and those who are there already once. */

import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { logTrust } from "../../audit-log/store/trust-log.ts";
import { locks } from "../../db/locks.ts";
import { people } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { type ListedPerson, personKey, type WrongLine } from "../rules/people-file.ts";
import { listCodes, listPeople } from "./devices-and-codes.ts";
import { listUnits } from "./people.ts";

/** `invited`: has an unused code; `enrolled`: has a device, or is suspended. Both get no further code. */
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
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.peopleImport})`);
    const units = new Map((await listUnits(tx)).map(({ id, name }) => [name, id]));
    const wrong = listed.flatMap(({ line, unit }) =>
      unit === undefined || units.has(unit) ? [] : [{ line, problem: `there is no unit ${unit}` }],
    );
    if (wrong.length > 0) return { wrong };
    const found = await judgePeople(tx, listed, now);
    const added = found.filter(({ state }) => state === "new");
    if (!dryRun) await addPeople(tx, added, units, now);
    return { people: found };
  });
}

async function judgePeople(tx: Db, listed: readonly ListedPerson[], now: Date): Promise<ImportedPerson[]> {
  const known = Map.groupBy(await listPeople(tx), ({ name, role }) => personKey(name, role));
  const invited = new Set((await listCodes(tx, now)).map(({ person }) => person));
  return listed.map((person): ImportedPerson => {
    const same = known.get(personKey(person.name, person.role)) ?? [];
    const enrolled = same.find(({ devices, suspendedAt }) => devices > 0 || suspendedAt !== null);
    const waiting = same.find(({ id }) => invited.has(id));
    const [first] = same;
    if (enrolled) return { ...person, state: "enrolled", personId: enrolled.id };
    if (waiting) return { ...person, state: "invited", personId: waiting.id };
    if (first) return { ...person, state: "without-device", personId: first.id };
    return { ...person, state: "new", personId: randomUUID() };
  });
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
