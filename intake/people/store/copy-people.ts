/** Copies people, their units and devices from the home server to another one, whose reports and acts refer to them. */

import { eq, inArray } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { canonicalJson } from "../../../utils/shared/seal/digest.ts";
import { type ProvenTableName, provenTables, readRows, toState } from "../../audit-log/store/row-states.ts";
import { logTrust, type TrustAct } from "../../audit-log/store/trust-log.ts";
import { devices, people, units } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

export interface PeopleCopier {
  /** `home` may be a transaction that locks the rows. Resolves when the copies are stored. */
  copy(home: Db, deviceIds: readonly string[]): Promise<void>;
}

type Row = Record<string, unknown> & { id: string };

interface Copied {
  units: Row[];
  people: Row[];
  devices: Row[];
}

/** In the order of their foreign keys. */
const tables = { units, people, devices } as const satisfies Partial<Record<ProvenTableName, PgTable>>;
const names = ["units", "people", "devices"] as const;
const maxKept = 20_000;

/** `to` is the other server's database. It refuses its own people, so every row there is a copy. */
export function createPeopleCopier(to: Db, now: () => Date): PeopleCopier {
  /** By device: what this process copied last. */
  const kept = new Map<string, string>();
  return {
    async copy(home, deviceIds) {
      const ids = [...new Set(deviceIds)];
      if (ids.length === 0) return;
      const rows = await readAtHome(home, ids);
      const states = new Map(rows.devices.map((device) => [device.id, stateOf(device, rows)]));
      if (ids.every((id) => kept.has(id) && kept.get(id) === states.get(id))) return;
      await saveCopies(to, rows, now());
      for (const [id, state] of states) kept.set(id, state);
      if (kept.size > maxKept) kept.clear();
    },
  };
}

/** Copies again what changed at home, such as a role or a suspension, of all people who were copied. */
export async function refreshCopies(home: Db, to: Db, at: Date): Promise<void> {
  const copied = await to.select({ id: devices.id }).from(devices);
  for (let from = 0; from < copied.length; from += pageRows) {
    const ids = copied.slice(from, from + pageRows).map(({ id }) => id);
    await saveCopies(to, await readAtHome(home, ids), at);
  }
}

const pageRows = 200;

async function readAtHome(home: Db, deviceIds: readonly string[]): Promise<Copied> {
  const rows = await home
    .select({ device: devices, person: people, unit: units })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .leftJoin(units, eq(units.id, people.unitId))
    .where(inArray(devices.id, [...deviceIds]));
  return {
    units: distinct(rows.flatMap(({ unit }) => unit ?? [])),
    people: distinct(rows.map(({ person }) => person)),
    devices: distinct(rows.map(({ device }) => device)),
  };
}

/** Sorted, so that two copiers cannot wait for each other's rows. */
function distinct(rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...byId.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** The states of a device, its person and their unit; times of the last request do not count. */
function stateOf({ lastSeenAt: _, ...device }: Row, rows: Copied): string {
  const person = rows.people.find(({ id }) => id === device.personId);
  const unit = rows.units.find(({ id }) => id === person?.unitId);
  return JSON.stringify([device, person, unit]);
}

/** Writes only rows that differ, and logs them. */
function saveCopies(to: Db, rows: Copied, at: Date): Promise<void> {
  return to.transaction(async (tx) => {
    const written: Partial<Record<ProvenTableName, string[]>> = {};
    for (const name of names) {
      const changed = await differing(tx, name, rows[name]);
      for (const row of changed) await writeRow(tx, tables[name], row);
      written[name] = changed.map(({ id }) => id);
    }
    await logTrust(tx, { act: "copied-from-home", at, by: "intake" } satisfies TrustAct, written);
  });
}

async function differing(tx: Db, name: ProvenTableName, rows: readonly Row[]): Promise<Row[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const here = new Map<unknown, string>();
  for (const row of await readRows(tx, name, inArray(provenTables[name].key, ids)))
    here.set(row.id, canonicalJson(await toState(name, row)));
  const changed: Row[] = [];
  for (const row of rows) if (here.get(row.id) !== canonicalJson(await toState(name, row))) changed.push(row);
  return changed;
}

async function writeRow(tx: Db, table: (typeof tables)[keyof typeof tables], row: Row): Promise<void> {
  const { id: _, ...set } = row;
  await tx
    .insert(table)
    .values(row as never)
    .onConflictDoUpdate({ target: table.id, set: set as never });
}
