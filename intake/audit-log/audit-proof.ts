/** Everything needed to verify some cases' logs independently: batches, days and keys. */

import { asc, eq, inArray, or } from "drizzle-orm";
import type { Inclusion, KnownKeys, SealedDay } from "../../utils/shared/contract/audit-log.ts";
import type { PublicKey } from "../../utils/shared/contract/enrolment.ts";
import { decodeBatch } from "../../utils/shared/seal/log-batch.ts";
import { decodeReceipt } from "../../utils/shared/seal/receipt.ts";
import { dayAnchors, dayStamps, days, devices, log, people, reports } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";
import { readBatches, utcDay } from "./close-days.ts";
import { inclusionsOf } from "./inclusion-proof.ts";

export interface AuditProof {
  inclusions: Inclusion[];
  /** Finished days of these batches. */
  days: SealedDay[];
  keys: KnownKeys;
}

/** Takes a case and the cases merged into it. Reads several tables, so call it in a snapshot. */
export async function readAuditProof(
  db: Db,
  caseIds: readonly string[],
  intakeKey: PublicKey,
): Promise<AuditProof> {
  const inclusions = await inclusionsOf(db, caseIds);
  const wanted = new Set(inclusions.map(({ batch }) => utcDay(new Date(decodeBatch(batch).at))));
  return {
    inclusions,
    days: await readDays(db, [...wanted]),
    keys: { intake: intakeKey, devices: await readDevices(db, caseIds) },
  };
}

async function readDays(db: Db, wanted: string[]): Promise<SealedDay[]> {
  if (wanted.length === 0) return [];
  const rows = await db
    .select({ day: days.day, root: days.root, timestamp: dayStamps.response })
    .from(days)
    .leftJoin(dayStamps, eq(dayStamps.day, days.day))
    .where(inArray(days.day, wanted))
    .orderBy(asc(days.day));
  const sealed: SealedDay[] = [];
  for (const { day, root, timestamp } of rows) {
    const anchors = await readAnchors(db, day);
    sealed.push({
      day,
      root,
      batches: await readBatches(db, day),
      ...(timestamp ? { timestamp } : {}),
      ...(anchors.length > 0 ? { anchors } : {}),
    });
  }
  return sealed;
}

function readAnchors(db: Db, day: string): Promise<{ calendar: string; proof: string }[]> {
  return db
    .select({ calendar: dayAnchors.calendar, proof: dayAnchors.proof })
    .from(dayAnchors)
    .where(eq(dayAnchors.day, day))
    .orderBy(asc(dayAnchors.calendar));
}

/** Devices that sealed a report of these cases or made an entry in their logs. */
async function readDevices(db: Db, caseIds: readonly string[]): Promise<KnownKeys["devices"]> {
  const entries = await db
    .select({ detail: log.detail })
    .from(log)
    .where(inArray(log.caseId, [...caseIds]));
  const ids = new Set(
    entries.flatMap(({ detail }) => (typeof detail.device === "string" ? [detail.device] : [])),
  );
  const receipts = await db
    .select({ receipt: reports.receipt })
    .from(reports)
    .where(inArray(reports.caseId, [...caseIds]));
  const keys = receipts.flatMap(({ receipt }) => (receipt ? [decodeReceipt(receipt).sealKey] : []));
  const rows = await db
    .select({ device: devices, name: people.name })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .where(or(inArray(devices.id, [...ids]), inArray(devices.thumbprint, keys)))
    .orderBy(asc(devices.enrolledAt), asc(devices.id));
  return rows.map(({ device: { id, thumbprint, publicKey, enrolledAt, revokedAt }, name }) => ({
    deviceId: id,
    thumbprint,
    publicKey,
    name,
    enrolledAt: enrolledAt.toISOString(),
    ...(revokedAt ? { revokedAt: revokedAt.toISOString() } : {}),
  }));
}
