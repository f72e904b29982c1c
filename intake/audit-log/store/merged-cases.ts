/** A case and the cases merged into it. Their logs still tell where their reports came from. */

import { and, eq, inArray, sql } from "drizzle-orm";
import { cases, devices, log, people } from "../../db/schema/index.ts";
import { rowsOfCases } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";

/** The case's own id comes first. */
export async function readCaseAndMerged(db: Db, caseId: string): Promise<string[]> {
  const family = [caseId];
  for (let newest = [caseId]; newest.length > 0; ) {
    // The join on `mergedInto` leaves out cases that were split off again; the log still names them.
    const rows = await db
      .selectDistinct({ id: cases.id })
      .from(log)
      .innerJoin(cases, eq(cases.id, sql`(${log.detail}->>'from')::uuid`))
      .where(and(rowsOfCases(log, newest), eq(log.act, "case-absorbed"), inArray(cases.mergedInto, newest)));
    newest = rows.map(({ id }) => id);
    family.push(...newest);
  }
  return family;
}

export interface SealInfo {
  at: Date;
  /** Name of the person whose device sealed it; null if this intake does not know the key. */
  by: string | null;
}

/** Results of the seal checks from the log, by report. `reportIds` limits the reports. */
export async function readSeals(
  db: Db,
  caseId: string,
  reportIds?: readonly string[],
): Promise<Map<string, SealInfo>> {
  const report = sql<string>`${log.detail}->>'report'`;
  const rows = await db
    .select({ at: log.at, detail: log.detail })
    .from(log)
    .where(
      and(
        rowsOfCases(log, await readCaseAndMerged(db, caseId)),
        eq(log.act, "report-received"),
        reportIds && inArray(report, [...reportIds]),
      ),
    );
  const sealed = rows.filter(({ detail }) => typeof detail.sealKey === "string");
  const names = await readNames(db, [...new Set(sealed.map(({ detail }) => detail.sealedBy))]);
  return new Map(
    sealed.map(({ at, detail }) => [String(detail.report), { at, by: names.get(detail.sealedBy) ?? null }]),
  );
}

async function readNames(db: Db, deviceIds: unknown[]): Promise<Map<unknown, string>> {
  const ids = deviceIds.filter((id): id is string => typeof id === "string");
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: devices.id, name: people.name })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .where(inArray(devices.id, ids));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
