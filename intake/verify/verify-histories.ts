/** Compares reports with their log entries: sender, withdrawal and received files. */

import { asc, eq, gt, inArray, sql } from "drizzle-orm";
import { digestJson } from "../../utils/shared/seal/digest.ts";
import { trustLogId } from "../audit-log/store/trust-log.ts";
import { readCursor } from "../db/read-cursor.ts";
import { devices, files, log, reports } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";
import type { RootOf } from "./verify-rows.ts";

const pageRows = 200;

const acts = ["report-received", "report-withdrawn", "file-received", "evidence-deleted"] as const;

interface HistoryEntry {
  report: string;
  act: (typeof acts)[number];
  caseId: string;
  at: number;
  device: string | null;
  sha256: string | null;
  reason: string | null;
}

type Row = Awaited<ReturnType<typeof readReports>>[number];

/**
 * Returns one sentence per difference. Needs a snapshot. Missing reports are found through the case's log.
 */
export async function verifyHistories(tx: Db, rootOf: RootOf): Promise<string[]> {
  const broken: string[] = [];
  const entriesOf = followHistories(readHistories(tx));
  const unitsOf = await readUnits(tx);
  for (let page = await readReports(tx); page.length > 0; page = await readReports(tx, page.at(-1)?.id)) {
    const arrived = await readFiles(tx, page);
    for (const row of page) {
      const entries = await entriesOf(row.id);
      for (const wrong of await compareHistory(row, entries, { rootOf, arrived: arrived.get(row.id) ?? [] }))
        broken.push(`report ${row.id}: ${wrong}`);
      if (!isUnitOf(row, unitsOf.get(row.personId) ?? []))
        broken.push(`report ${row.id}: unitId is none that its sender had`);
    }
  }
  return broken;
}

interface History {
  report: string;
  entries: HistoryEntry[];
}

/** Returns a function that reads the entries of one report after another, in the order of their ids. */
function followHistories(histories: AsyncGenerator<History>): (id: string) => Promise<HistoryEntry[]> {
  let history: IteratorResult<History> | undefined;
  return async (id) => {
    history ??= await histories.next();
    while (!history.done && history.value.report < id) history = await histories.next();
    return !history.done && history.value.report === id ? history.value.entries : [];
  };
}

function readReports(tx: Db, after?: string) {
  const { id, caseId, personId, deviceId, unitId, receivedAt } = reports;
  const { withdrawnAt, withdrawnReason, evidenceDeletedAt } = reports;
  return tx
    .select({
      id,
      caseId,
      personId,
      deviceId,
      unitId,
      receivedAt,
      withdrawnAt,
      withdrawnReason,
      evidenceDeletedAt,
      owner: devices.personId,
    })
    .from(reports)
    .leftJoin(devices, eq(devices.id, deviceId))
    .where(after === undefined ? undefined : gt(id, after))
    .orderBy(asc(id))
    .limit(pageRows);
}

/** A person's unit from then on. */
interface LoggedUnit {
  at: number;
  unitId: string | null;
}

/** By person, in the order of the trust log. */
async function readUnits(tx: Db): Promise<Map<string, LoggedUnit[]>> {
  const query = sql`
    select r.key, r.value ->> 'unitId' as "unitId", (extract(epoch from ${log.at}) * 1000)::float8 as at
    from ${log}, jsonb_each(${log.detail} -> 'rows') r
    where ${log.caseId} = ${trustLogId} and r.key like 'people/%' order by ${log.seq}`;
  const units = new Map<string, LoggedUnit[]>();
  for await (const page of readCursor<LoggedUnit & { key: string }>(tx, query, pageRows))
    for (const { key, ...unit } of page) {
      const person = key.slice("people/".length);
      units.set(person, [...(units.get(person) ?? []), unit]);
    }
  return units;
}

/** Any unit that the person ever had, because reports and the trust log can have different clocks. */
function isUnitOf({ unitId, receivedAt }: Row, units: readonly LoggedUnit[]): boolean {
  const [first] = units;
  // A report from before the trust log can have a unit that no entry names.
  if (!first || receivedAt.getTime() < first.at) return true;
  return units.some((unit) => unit.unitId === unitId);
}

async function readFiles(tx: Db, page: readonly Row[]): Promise<Map<string, string[]>> {
  const ids = page.map(({ id }) => id);
  const rows = await tx.select().from(files).where(inArray(files.reportId, ids));
  const arrived = new Map<string, string[]>();
  for (const { reportId, sha256 } of rows) arrived.set(reportId, [...(arrived.get(reportId) ?? []), sha256]);
  return arrived;
}

async function* readHistories(tx: Db): AsyncGenerator<History> {
  const { detail, caseId, act, at, seq } = log;
  const report = sql`${detail} ->> 'report'`;
  const query = sql`
    select ${report} as report, ${act} as act, ${caseId} as "caseId",
      (extract(epoch from ${at}) * 1000)::float8 as at, ${detail} ->> 'device' as device,
      ${detail} ->> 'sha256' as sha256, ${detail} ->> 'reasonDigest' as reason
    from ${log} where ${inArray(act, [...acts])} order by ${report} collate "C", ${at}, ${seq}`;
  let history: History | undefined;
  for await (const page of readCursor<HistoryEntry>(tx, query, pageRows))
    for (const entry of page) {
      if (history?.report === entry.report) {
        history.entries.push(entry);
        continue;
      }
      if (history) yield history;
      history = { report: entry.report, entries: [entry] };
    }
  if (history) yield history;
}

async function compareHistory(
  row: Row,
  entries: readonly HistoryEntry[],
  { rootOf, arrived }: { rootOf: RootOf; arrived: readonly string[] },
): Promise<string[]> {
  const received = entries.find(({ act }) => act === "report-received");
  if (!received) return ["no entry of the log names it"];
  const withdrawn = entries.find(({ act }) => act === "report-withdrawn");
  const deleted = entries.some(({ act }) => act === "evidence-deleted");
  const reason = row.withdrawnReason;
  const isReason = reason === null || (await digestJson(reason)) === withdrawn?.reason;
  return [
    ...(row.receivedAt.getTime() === received.at ? [] : ["receivedAt differs from the log"]),
    // Older entries, from before receipts, do not name the device.
    ...(received.device === null || received.device === row.deviceId
      ? []
      : ["deviceId differs from the log"]),
    ...(row.owner === row.personId ? [] : ["personId is not that of its device"]),
    ...(rootOf(received.caseId) === row.caseId ? [] : ["is in a case that the log does not name"]),
    ...(row.withdrawnAt?.getTime() === withdrawn?.at ? [] : ["withdrawnAt differs from the log"]),
    ...(isReason ? [] : ["withdrawnReason differs from the log"]),
    // `verifyReport` covers the opposite case.
    ...(deleted && row.evidenceDeletedAt === null ? ["evidenceDeletedAt differs from the log"] : []),
    ...compareFiles(entries, arrived, deleted),
  ];
}

/** Files of deleted evidence are removed one by one and stay listed until then. */
function compareFiles(
  entries: readonly HistoryEntry[],
  arrived: readonly string[],
  deleted: boolean,
): string[] {
  const logged = new Set(
    entries.filter(({ act }) => act === "file-received").map(({ sha256 }) => sha256 ?? ""),
  );
  const gone = deleted ? [] : [...logged].filter((sha256) => !arrived.includes(sha256));
  const added = arrived.filter((sha256) => !logged.has(sha256));
  return [
    ...gone.map((sha256) => `file ${sha256} is gone from its list`),
    ...added.map((sha256) => `file ${sha256} is in its list, and no entry of the log names it`),
  ];
}
