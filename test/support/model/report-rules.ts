/** Invariants 2, 4 and 7: what a hold keeps stays, each report is in one case of its post, and closed pictures stay closed. */

import type { Context } from "./context.ts";
import { assertRule, type Model, type ModelReport, pairOf } from "./model.ts";
import { type CaseRow, type Rows, rootOf } from "./rows.ts";

export async function checkHolds({ world, model, before }: Context, after: Rows): Promise<void> {
  for (const { id, reportIds, released } of model.holds.values()) {
    if (released) continue;
    const row = after.holds.find((hold) => hold.id === id);
    assertRule(row?.stands === true, 2, () => `hold ${id} stands no more`);
    const held = after.reports.filter((other) => other.caseId === row?.caseId);
    const wasHeld = before.holds.some((hold) => hold.id === id && hold.caseId === row?.caseId);
    for (const report of held) {
      const earlier = before.reports.find(
        (other) => other.id === report.id && other.caseId === report.caseId,
      );
      const isGone = report.deleted && earlier !== undefined && !earlier.deleted;
      assertRule(!isGone || !wasHeld, 2, () => `report ${report.id} was deleted under hold ${id}`);
    }
    for (const reportId of reportIds) {
      const report = after.reports.find((other) => other.id === reportId);
      assertRule(
        report !== undefined && !report.deleted,
        2,
        () => `report ${reportId} is gone under hold ${id}`,
      );
      const picture = model.reports.get(reportId)?.picture;
      const isKept = picture === undefined || (await world.kit.intake.files.has(picture));
      assertRule(isKept, 2, () => `the picture of report ${reportId} is gone under hold ${id}`);
    }
    const emptied = after.decisions.find(
      ({ frozen }) => frozen?.deletedAt && reportIds.includes(frozen.evidence?.reportId ?? ""),
    );
    assertRule(emptied === undefined, 2, () => `decision ${emptied?.id} was emptied under hold ${id}`);
  }
}

export function checkReports(context: Context, after: Rows): void {
  const { model } = context;
  noteMerges(context, after);
  assertRule(
    after.reports.length === model.reports.size,
    4,
    () => `${model.reports.size} reports are ${after.reports.length}`,
  );
  const numbers = new Set([...model.reports.values()].map(({ number }) => number));
  assertRule(numbers.size === model.reports.size, 4, () => "two reports have one receipt number");
  const parts = partsOf(model);
  for (const row of after.reports) {
    const report = model.reports.get(row.id);
    const its = after.cases.find(({ id }) => id === row.caseId);
    assertRule(report?.by.id === row.personId, 4, () => `report ${row.id} is somebody else's`);
    assertRule(
      report?.withdrawn === row.withdrawn,
      4,
      () => `report ${row.id}: withdrawn is ${row.withdrawn}`,
    );
    assertRule(its !== undefined && its.mergedInto === null, 4, () => `report ${row.id} is in no case`);
    const isThere = report !== undefined && parts.get(report.caseId) === parts.get(row.caseId);
    assertRule(isThere, 4, () => `report ${row.id} went to a case that nobody merged with its own`);
  }
  for (const { id, reports } of after.cases) {
    const live = after.reports.filter(({ caseId, withdrawn }) => caseId === id && !withdrawn).length;
    assertRule(reports === live, 4, () => `case ${id} counts ${reports} reports, and has ${live}`);
  }
  checkSharedCases(model, parts);
  checkWritten(model, parts, after);
  if (!model.hasSplit) checkDuplicates(model, after);
}

/** Notes and questions stay with their case, and a case that is part of another is assigned to no one. */
function checkWritten({ written }: Model, parts: ReadonlyMap<string, string>, after: Rows): void {
  const caseOf = (id: string | undefined) => after.cases.find((row) => row.id === id);
  assertRule(
    after.written.length === written.size,
    4,
    () => `${written.size} notes and questions are ${after.written.length}`,
  );
  for (const [id, caseId] of written) {
    const row = after.written.find((one) => one.id === id);
    const its = caseOf(row?.caseId);
    assertRule(its !== undefined && its.mergedInto === null, 4, () => `note or question ${id} is in no case`);
    assertRule(
      parts.get(caseId) === parts.get(its?.id ?? ""),
      4,
      () => `note or question ${id} went to a case that nobody merged with its own`,
    );
    const isHeld = after.holds.some(({ caseId: held, stands }) => stands && held === its?.id);
    const isDestroyed = its?.decidedCategory === "PORNO_ANAK" && !isHeld;
    assertRule(!isDestroyed || row?.hasText !== true, 7, () => `note or question ${id} has words`);
  }
  for (const { id, isAsked, mergedInto } of after.cases) {
    if (mergedInto !== null) continue;
    const waits = after.written.some(({ caseId, isOpen }) => caseId === id && isOpen);
    assertRule(isAsked === waits, 19, () => `case ${id} waits for an answer: ${isAsked}, and not ${waits}`);
  }
  const lost = after.taken.find((id) => caseOf(id)?.mergedInto !== null);
  assertRule(lost === undefined, 4, () => `${lost} is assigned or claimed, and part of another case`);
}

/** A report that two people decided to be child sexual abuse material stays closed until two decide another category. */
export function checkClosed({ model, before }: Context, after: Rows): void {
  const isClosed = ({ cases }: Rows, caseId: string) =>
    cases.some(({ id, decidedCategory }) => id === caseId && decidedCategory === "PORNO_ANAK");
  if (model.step.done.some(({ what }) => what === "confirm" || what === "vote")) return;
  for (const { id, caseId } of before.reports) {
    const now = after.reports.find((report) => report.id === id)?.caseId ?? "";
    assertRule(
      !isClosed(before, caseId) || isClosed(after, now),
      7,
      () => `report ${id} was closed by a decision, and is open in case ${now}`,
    );
  }
}

/** By case, one that all cases which became one with it have in common. */
function partsOf({ merged, reports }: Model): Map<string, string> {
  const ids = new Set([...[...reports.values()].map(({ caseId }) => caseId), ...merged.flat()]);
  const parts = new Map([...ids].map((id) => [id, id]));
  for (const [one, other] of merged) {
    const [from, to] = [parts.get(one), parts.get(other)];
    for (const [id, part] of parts) if (part === from && to !== undefined) parts.set(id, to);
  }
  return parts;
}

/** A report comes into a new case, or to reports of the same post. */
function checkSharedCases({ reports }: Model, parts: ReadonlyMap<string, string>): void {
  const pairs = claimedPairs(reports);
  const earlier: ModelReport[] = [];
  for (const report of reports.values()) {
    const there = earlier.filter(({ caseId }) => parts.get(caseId) === parts.get(report.caseId));
    const isFirst = !earlier.some(({ caseId }) => caseId === report.caseId);
    const isAmong = there.some(
      ({ subject }) => subject === report.subject || pairs.has(pairOf(subject, report.subject)),
    );
    assertRule(isFirst || isAmong, 4, () => `${report.subject} came into the case of ${there[0]?.subject}`);
    earlier.push(report);
  }
}

/** A Telegram name can be of two channels, one after the other. */
function checkDuplicates({ reports }: Model, after: Rows): void {
  const homes = new Map<string, string>();
  for (const row of after.reports) {
    const subject = reports.get(row.id)?.subject ?? "";
    if (subject.startsWith("telegram:")) continue;
    const home = homes.get(subject) ?? row.caseId;
    assertRule(home === row.caseId, 4, () => `${subject} has two cases`);
    homes.set(subject, home);
  }
}

/** Cases that became one in this step: by people who may, or by a report of one post under two names. */
function noteMerges(context: Context, after: Rows): void {
  const { model, before } = context;
  for (const { id, mergedInto } of after.cases) {
    const wasPart = before.cases.some((row) => row.id === id && row.mergedInto !== null);
    if (mergedInto === null || wasPart) continue;
    checkMerge(context, after, [id, mergedInto]);
    model.merged.push([id, mergedInto]);
  }
}

function checkMerge(context: Context, after: Rows, [one, other]: [string, string]): void {
  const { model, before } = context;
  const { done, isParallel } = model.step;
  const areOrdinary = [one, other].every((id) => isOrdinary(before, id));
  const merges = done
    .filter(({ what }) => what === "merge")
    .map(({ caseIds }) => pairOf(caseIds[0] ?? "", caseIds[1] ?? ""));
  if (merges.includes(pairOf(one, other))) {
    const isAgreed = (model.agreed.get(pairOf(one, other))?.size ?? 0) >= 2;
    assertRule(areOrdinary || isAgreed || isParallel, 4, () => `one person merged ${one} and ${other}`);
    return;
  }
  // If three cases merged at one moment, no person named the last pair.
  if (isParallel && merges.length > 1) return;
  const known = new Set(before.reports.map(({ id }) => id));
  const came = [...model.reports.values()].filter(({ id }) => !known.has(id));
  const pairs = [...claimedPairs(model.reports)];
  const isShown = came.some(({ subject }) => pairs.some((pair) => pair.split(" ").includes(subject)));
  assertRule(isShown, 4, () => `nothing made ${one} and ${other} one case`);
  assertRule(
    areOrdinary || isParallel,
    4,
    () => `a report merged ${one} and ${other}, which are not ordinary`,
  );
  assertRule(
    siteOf(after, one) === "facebook",
    4,
    () => `a report merged two cases of ${siteOf(after, one)}`,
  );
}

/** Names that a report gave to one post, as Facebook does: a pfbid and a number. Any reporter can claim any such pair. */
function claimedPairs(reports: Model["reports"]): Set<string> {
  const isPfbid = (name: string) => name.startsWith("facebook:post:pfbid");
  const isNumber = (name: string) => /^facebook:post:\d+$/.test(name);
  const pairs = [...reports.values()].flatMap(({ subject, aliases }) =>
    aliases
      .filter((alias) => (isPfbid(subject) ? isNumber(alias) : isNumber(subject) && isPfbid(alias)))
      .map((alias) => pairOf(subject, alias)),
  );
  return new Set(pairs);
}

function siteOf({ cases }: Rows, id: string): string | undefined {
  return cases.find((row) => row.id === id)?.site;
}

/** One that did not exist before is; its first report made it. */
function isOrdinary(rows: Rows, id: string): boolean {
  const row: CaseRow | undefined = rows.cases.find((one) => one.id === id);
  if (!row) return true;
  const isHeld = rows.holds.some(({ caseId, stands }) => stands && rootOf(rows, caseId) === id);
  const isFree = row.state === "open" && row.decidedCategory === null;
  return isFree && !isHeld && !row.withheld && !row.forbidsPixels;
}
