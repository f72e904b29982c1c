/** People to whom tasks can be assigned, with the facts that the choice needs. */

import { and, eq, exists, gt, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import type { ReviewerLevel } from "../../../utils/shared/contract/reviewer-level.ts";
import { graphicADay } from "../../../utils/shared/policy/wellbeing.ts";
import type { Unit } from "../../core/scope.ts";
import {
  assignments,
  cases,
  conflicts,
  declaredChannels,
  devices,
  people,
  units,
  vloggers,
} from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { unitColumns } from "../../db/unit-sees.ts";
import type { Reviewer } from "../choose-reviewers.ts";
import { readCertified } from "./certificates.ts";
import { isGraphic, isOpenOrRecent, isSeenRecently, isWaiting } from "./task-filters.ts";

export interface Candidate extends Reviewer {
  unit: Unit | null;
  /** Paused reviewers get golden cases only. */
  paused: boolean;
}

/** Vloggers with a valid certificate and a device that is not revoked. */
export async function readCandidates(db: Db, at: Date): Promise<Candidate[]> {
  const certified = await readCertified(db);
  const device = db
    .select({ id: devices.id })
    .from(devices)
    .where(and(eq(devices.personId, people.id), isNull(devices.revokedAt)));
  const rows = await db
    .select({
      id: people.id,
      inviter: people.invitedBy,
      unit: unitColumns,
      vlogger: vloggers,
    })
    .from(people)
    .leftJoin(units, eq(units.id, people.unitId))
    .leftJoin(vloggers, eq(vloggers.personId, people.id))
    .where(and(eq(people.role, "vlogger"), isNull(people.suspendedAt), exists(device)))
    .orderBy(people.id);
  const tasks = await readTaskCounts(db, at);
  const [against, declared] = [await readChannels(db, conflicts), await readChannels(db, declaredChannels)];
  const near = await readNetworks(db, declared);
  return rows
    .filter(({ id }) => certified.has(id))
    .map(({ id, inviter, unit, vlogger }) => {
      const { load = 0, skipped = 0, graphic = 0 } = tasks.get(id) ?? {};
      const ofNetwork = near.get(vlogger?.network ?? "") ?? [];
      return {
        id,
        inviter,
        unit,
        load,
        skipped,
        rank: vlogger?.rank ?? ("participant" satisfies ReviewerLevel),
        languages: vlogger?.languages ?? [],
        paused: vlogger?.pausedAt != null,
        channels: new Set(
          [vlogger?.channels, declared.get(id), ofNetwork, against.get(id)].flatMap((some) => some ?? []),
        ),
        graphicLeft: Math.max(0, graphicADay - graphic),
      };
    });
}

const weekMs = 7 * 24 * 3_600_000;

/** By person: tasks still to do, those skipped in the last week, and today's graphic ones, open or seen. */
async function readTaskCounts(db: Db, at: Date) {
  const counted = (which: SQL | undefined) => sql<number>`count(*) filter (where ${which})`.mapWith(Number);
  const isSkipped = gt(assignments.skippedAt, new Date(at.getTime() - weekMs));
  const rows = await db
    .select({
      id: assignments.personId,
      load: counted(isWaiting),
      skipped: counted(isSkipped),
      graphic: counted(and(isGraphic, or(isWaiting, isSeenRecently(at)))),
    })
    .from(assignments)
    .innerJoin(cases, eq(cases.id, assignments.caseId))
    .leftJoin(vloggers, eq(vloggers.personId, assignments.personId))
    .where(or(isOpenOrRecent(at), isSkipped))
    .groupBy(assignments.personId);
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** Channels by person id. */
async function readChannels(
  db: Db,
  table: typeof conflicts | typeof declaredChannels,
): Promise<Map<string, string[]>> {
  const byPerson = new Map<string, string[]>();
  const rows = await db.select({ id: table.personId, channel: table.channel }).from(table);
  for (const { id, channel } of rows) byPerson.set(id, [...(byPerson.get(id) ?? []), channel]);
  return byPerson;
}

/** Channels of all members, by network. */
async function readNetworks(db: Db, declared: Map<string, string[]>): Promise<Map<string, string[]>> {
  const byPerson = new Map<string, string[]>();
  const rows = await db
    .select({ id: vloggers.personId, channels: vloggers.channels, network: vloggers.network })
    .from(vloggers)
    .where(isNotNull(vloggers.network));
  for (const { id, channels, network } of rows)
    byPerson.set(network ?? "", [
      ...(byPerson.get(network ?? "") ?? []),
      ...channels,
      ...(declared.get(id) ?? []),
    ]);
  return byPerson;
}
