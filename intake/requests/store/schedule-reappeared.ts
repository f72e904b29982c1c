/**
 * Detects new reports of content on which a platform has acted: logs it in the case and schedules a check at
 * once.
 */

import { and, desc, eq, inArray, lt, ne, or, sql } from "drizzle-orm";
import type { Reappearance } from "../../../utils/shared/contract/case.ts";
import { lockCase, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import { isBySameAuthor } from "../../cases/store/related-cases.ts";
import type { CaseScope } from "../../core/scope.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { cases, requestItems, requests } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import { rowsOfCases } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import type { IncomingReport, Ingested } from "../../reports/ingest/incoming-report.ts";
import { hasReappeared } from "../next-check.ts";
import { scheduleChecks } from "./outcome-checks.ts";

/** By the platform's word or the ministry's own check, whichever came first. */
const goneAt = sql<Date>`least(
  case when ${requestItems.outcome} in ('acted', 'restricted') then ${requestItems.outcomeAt} end,
  ${requestItems.provenAt}
)`.mapWith(requestItems.outcomeAt);

/**
 * Finds earlier content, acted on by a platform or proven gone, that a newer case repeats: in the same
 * group or by the same author. The newest item acted on before the case was created. Returns undefined if
 * there is none or the case has no similarity data.
 */
export async function readReappearance(
  db: Db,
  row: CaseRecord,
  scope: CaseScope,
): Promise<Reappearance | undefined> {
  const { id, groupId, groupWhy, createdAt, withheld } = row;
  const isAlike = groupId === null ? undefined : eq(cases.groupId, groupId);
  const isByAuthor = isBySameAuthor(row);
  if (withheld || !(isAlike || isByAuthor)) return undefined;
  const isKin = and(
    or(isAlike, isByAuthor),
    ne(cases.id, id),
    eq(cases.state, "approved"),
    eq(cases.withheld, false),
    casesIn(db, scope),
  );
  const kin = db.select({ id: cases.id }).from(cases).where(isKin);
  const [found] = await db
    .select({ caseId: cases.id, number: sql<string>`${requests.letter}->>'number'`, group: cases.groupId })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .innerJoin(cases, eq(cases.id, requestItems.caseId))
    .where(
      and(
        inArray(requestItems.caseId, kin),
        eq(requestItems.isVoid, false),
        eq(requests.kind, "order"),
        lt(goneAt, createdAt),
      ),
    )
    .orderBy(desc(goneAt), desc(requestItems.id))
    .limit(1);
  if (!found) return undefined;
  const alike = found.group !== null && found.group === groupId;
  const why = !alike ? "same-author" : groupWhy === "picture" ? "same-picture" : "same-text";
  return { caseId: found.caseId, number: found.number ?? "", why };
}

export interface IngestedBatch {
  /** As written by this batch. */
  cases: ReadonlyMap<string, Pick<CaseRecord, "id" | "state">>;
  /** In the order of the reports. */
  answers: readonly Ingested[];
}

/** Needs the cases' locks. Runs no query if no case is approved. */
export async function scheduleReappeared(
  tx: Db,
  { cases, answers }: IngestedBatch,
  arrivals: readonly IncomingReport[],
): Promise<void> {
  const approved = [...cases.values()].filter(({ state }) => state === "approved").map(({ id }) => id);
  if (approved.length === 0) return;
  const asked = await readRequestedItems(tx, approved);
  for (const caseId of approved) {
    const about = asked.filter(({ item }) => item.caseId === caseId);
    const theirs = arrivals.filter((_, index) => {
      const answer = answers[index];
      return answer?.ok && answer.value.caseId === caseId;
    });
    const arrival = theirs.find((look) => about.some((each) => showsReappearance(look, each)));
    if (!arrival) continue;
    const back = about.filter((each) => showsReappearance(arrival, each));
    await logReappeared(tx, caseId, arrival, back);
  }
}

type RequestedItem = Awaited<ReturnType<typeof readRequestedItems>>[number];

function showsReappearance(
  { report, receivedAt }: IncomingReport,
  { item, request }: RequestedItem,
): boolean {
  return hasReappeared({ ...request, ...item }, report.evidence, receivedAt);
}

/** Items asked for in these cases. Requests are locked in this order, after their cases, in every place. */
function readRequestedItems(tx: Db, caseIds: string[]) {
  return tx
    .select({ item: requestItems, request: { kind: requests.kind, action: requests.action } })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .where(and(rowsOfCases(requestItems, caseIds), eq(requestItems.isVoid, false)))
    .orderBy(requests.id)
    .for("update");
}

async function logReappeared(
  tx: Db,
  caseId: string,
  { report, person, deviceId, receivedAt: at }: IncomingReport,
  back: readonly RequestedItem[],
): Promise<void> {
  // Reads the row again, because its group was written after the plan.
  const row = await lockCase(tx, caseId);
  if (!row) return;
  for (const { item } of back) await scheduleChecks(tx, item, { what: "reappeared", at });
  await saveWithLog(tx, withDerived(row, {}), {
    at,
    by: person.name,
    device: deviceId,
    act: "reappeared",
    detail: { report: report.id, items: back.map(({ item }) => item.id) },
  });
}
