/**
 * Recounts the same figures slowly, row by row from the log and the records, to check the queries in tests
 * and simulations. A change of a figure's meaning must be made here and in the queries.
 */

import { and, asc, eq, inArray } from "drizzle-orm";
import {
  cases,
  checks,
  decisions,
  log,
  objections,
  people,
  reports,
  requestEvents,
  requestItems,
  requests,
  reviews,
} from "../../../../intake/db/schema/index.ts";
import type { Db } from "../../../../intake/db/store.ts";
import { isIn, type Period, periodOf } from "../../../../intake/statistics/store/month-period.ts";
import type { CountName, FiguresRow, TimeName } from "../../../../utils/shared/contract/figures.ts";
import {
  addCount,
  addStep,
  addSubReason,
  emptyFigures,
} from "../../../../utils/shared/policy/add-figures.ts";
import { strictness } from "../../../../utils/shared/policy/categories.ts";
import { acknowledgeWithinMinutes, dayMinutes } from "../../../../utils/shared/policy/commitments.ts";
import { agreementOn } from "../../../../utils/shared/policy/reviewer-agreement.ts";
import { countedSubReason } from "../../../../utils/shared/policy/sub-reasons.ts";
import { minutesBetween, stepOf } from "../../../../utils/shared/policy/time-histograms.ts";
import { refutes, shownDone } from "./records.ts";

type RequestRow = typeof requests.$inferSelect;

type ItemRow = typeof requestItems.$inferSelect & {
  reversedAt: Date | null;
  /** When the ministry's own checks showed it done, derived here again. */
  shownAt: Date | null;
  /** The check that showed it was a person's statement. */
  stated: boolean;
};

type CheckRow = typeof checks.$inferSelect;

type FiguresKey = Pick<FiguresRow, "site" | "category">;

interface FiguresTally {
  period: Period;
  /** Ignores times outside the period. */
  add(place: FiguresKey, name: CountName, at: Date | null): void;
  addSubReason(place: FiguresKey, key: string, at: Date): void;
  addTime(place: FiguresKey, name: TimeName, from: Date | null, to: Date | null): void;
  rows(): FiguresRow[];
}

function createTally(period: Period): FiguresTally {
  const rows = new Map<string, FiguresRow>();
  const figuresOf = ({ site, category }: FiguresKey) => {
    const key = JSON.stringify([site, category]);
    const row = rows.get(key) ?? { site, category, figures: emptyFigures() };
    rows.set(key, row);
    return row.figures;
  };
  return {
    period,
    add(place, name, at) {
      if (isIn(period, at)) addCount(figuresOf(place), name, 1);
    },
    addSubReason(place, key, at) {
      if (isIn(period, at)) addSubReason(figuresOf(place), countedSubReason(place.category, key), 1);
    },
    addTime(place, name, from, to) {
      if (from && isIn(period, to)) addStep(figuresOf(place), name, stepOf(minutesBetween(from, to)), 1);
    },
    rows: () => [...rows.values()],
  };
}

async function recountRequests(db: Db, tally: FiguresTally): Promise<void> {
  const all = new Map((await db.select().from(requests)).map((row) => [row.id, row]));
  const reversals = new Map(
    (await db.select().from(decisions)).map((decision) => [decision.id, decision.reversedAt]),
  );
  const made = await db.select().from(checks).orderBy(asc(checks.at), asc(checks.id));
  const byItem = Map.groupBy(made, ({ itemId }) => itemId);
  const known = await db.select({ id: people.id, invitedBy: people.invitedBy }).from(people);
  const inviters = new Map(known.map(({ id, invitedBy }) => [id, invitedBy]));
  const items = (await db.select().from(requestItems)).map((item) => {
    const reversedAt = reversals.get(item.decisionId) ?? null;
    const counted = (byItem.get(item.id) ?? []).filter(({ at }) => !reversedAt || at <= reversedAt);
    const request = all.get(item.requestId);
    const none = { outcome: "pending", outcomeAt: null } as const;
    const isFalse = request !== undefined && isAnswerFalse(request, item, counted);
    const { outcomeAt } = item;
    const isTooLate = reversedAt !== null && outcomeAt !== null && outcomeAt > reversedAt;
    return { ...item, ...(isFalse || isTooLate ? none : {}), reversedAt, ...shownBy(request, counted) };
  });
  const byRequest = Map.groupBy(items, ({ requestId }) => requestId);
  for (const request of all.values()) recountRequest(tally, request, byRequest.get(request.id) ?? []);
  const looks = new Map<string, CheckRow[]>();
  for (const look of made) {
    if (!isIn(tally.period, look.at)) continue;
    looks.set(look.itemId, [...(looks.get(look.itemId) ?? []), look]);
  }
  for (const item of items) {
    const request = all.get(item.requestId);
    if (request?.kind !== "order") continue;
    recountItem(tally, request, item);
    const asked = { ...request, reversedAt: item.reversedAt, inviters };
    recountChecks(tally, asked, looks.get(item.id) ?? []);
  }
  for (const { requestId, act, at } of await db.select().from(requestEvents)) {
    const request = all.get(requestId);
    if (request && act === "reprimanded") tally.add(request, "reprimands", at);
  }
}

function recountRequest(tally: FiguresTally, request: RequestRow, items: readonly ItemRow[]): void {
  const { sentAt, acknowledgedAt } = request;
  tally.add(request, request.kind === "order" ? "requests.sent" : "requests.restore", sentAt);
  if (request.kind !== "order" || sentAt === null) return;
  tally.addTime(request, "acknowledge", sentAt, acknowledgedAt);
  const end = later(sentAt, acknowledgeWithinMinutes);
  if (acknowledgedAt && acknowledgedAt <= end) tally.add(request, "acknowledged.kept", acknowledgedAt);
  else if (isAskedAt(request, end) && items.some((item) => standsAt(item, end)))
    tally.add(request, "acknowledged.missed", end);
}

function recountItem(tally: FiguresTally, request: RequestRow, item: ItemRow): void {
  const { sentAt, dueAt } = request;
  tally.add(request, "items.sent", sentAt);
  recountOutcome(tally, request, item);
  const isAsked = (end: Date) => isAskedAt(request, end) && standsAt(item, end);
  if (dueAt && isAsked(dueAt) && !isClosedBy(item, dueAt)) tally.add(request, "items.overdue", dueAt);
  if (sentAt === null) return;
  const dayEnd = later(sentAt, dayMinutes);
  const doneAt = doneAtOf(item);
  if (doneAt && doneAt <= dayEnd) tally.add(request, "day.kept", dayEnd);
  else if (isAsked(dayEnd) && !(isDenied(item) && isClosedBy(item, dayEnd)))
    tally.add(request, "day.missed", dayEnd);
}

function recountOutcome(tally: FiguresTally, request: RequestRow, item: ItemRow): void {
  const { outcome, outcomeAt } = item;
  const { sentAt, dueAt } = request;
  const doneAt = doneAtOf(item);
  if (doneAt === null) {
    if (outcome !== "pending" && outcome !== "acted") tally.add(request, `items.${outcome}`, outcomeAt);
    return;
  }
  const limited = dueAt && (doneAt <= dueAt ? "items.in-time" : "items.late");
  tally.add(request, limited ?? "items.no-limit", doneAt);
  tally.addTime(request, "action", sentAt, doneAt);
  if (outcome === "acted" && doneAt === outcomeAt) return;
  tally.add(request, "items.proven", doneAt);
  if (item.stated) tally.add(request, "items.stated", doneAt);
}

/** The platform's word or the ministry's own check, whichever came first. Null if it was not done. */
function doneAtOf(item: ItemRow): Date | null {
  const { outcome, outcomeAt, shownAt } = item;
  if (isDenied(item)) return null;
  if (outcome !== "acted" || outcomeAt === null) return shownAt;
  return shownAt && shownAt < outcomeAt ? shownAt : outcomeAt;
}

/** The platform denies having done it. */
function isDenied({ outcome }: Pick<ItemRow, "outcome">): boolean {
  return outcome === "gone" || outcome === "not-found";
}

function isClosedBy({ outcomeAt, shownAt }: ItemRow, end: Date): boolean {
  return [outcomeAt, shownAt].some((at) => at !== null && at <= end);
}

/** An answer that a look refuted counts as none: one since it if it claims an act, otherwise one since sending. */
function isAnswerFalse(
  request: RequestRow,
  { outcome, outcomeAt }: Pick<ItemRow, "outcome" | "outcomeAt">,
  made: readonly CheckRow[],
): boolean {
  if (outcomeAt === null) return false;
  const since = isDenied({ outcome }) && request.sentAt !== null ? request.sentAt : outcomeAt;
  return made.some(
    ({ seenFrom, lookedAt, seen }) =>
      seenFrom === "indonesia" && lookedAt !== null && lookedAt >= since && refutes(request, outcome, seen),
  );
}

function shownBy(
  request: RequestRow | undefined,
  made: readonly CheckRow[],
): Pick<ItemRow, "shownAt" | "stated"> {
  const sentAt = request?.sentAt;
  if (!sentAt) return { shownAt: null, stated: false };
  const looks = made
    .filter(
      ({ seenFrom, lookedAt, at }) =>
        seenFrom === "indonesia" && lookedAt && lookedAt >= sentAt && at >= sentAt,
    )
    .map(({ at, seen, stated }) => ({ atMs: at.getTime(), seen, stated }));
  const last = shownDone(request, looks).at(-1);
  if (last?.untilMs !== Number.POSITIVE_INFINITY) return { shownAt: null, stated: false };
  return { shownAt: new Date(last.fromMs), stated: last.first.stated === true };
}

function recountChecks(
  tally: FiguresTally,
  request: RequestRow & Pick<ItemRow, "reversedAt"> & { inviters: ReadonlyMap<string, string | null> },
  all: readonly CheckRow[],
): void {
  const { sentAt, reversedAt } = request;
  // Made before sending, a check may have arrived after it.
  const asked = all.filter(
    ({ at, lookedAt }) =>
      sentAt !== null &&
      at >= sentAt &&
      (lookedAt === null || lookedAt >= sentAt) &&
      (!reversedAt || at <= reversedAt),
  );
  const looks = asked.filter(({ seenFrom }) => seenFrom === "indonesia");
  const sorted = [...looks].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  const last = sorted.findLast(({ seen }) => seen !== "unknown") ?? sorted.at(-1);
  if (!last) return;
  tally.add(request, `seen.${last.seen}`, last.at);
  if (request.action !== "BATAS_WILAYAH") return;
  const shown: Partial<Record<CheckRow["seen"], CountName>> = {
    removed: "limited.kept",
    withheld: "limited.kept",
    available: "limited.missed",
  };
  const name = shown[last.seen];
  if (name) tally.add(request, name, last.at);
  const abroad = asked.findLast(
    ({ seenFrom, lookedAt, seen }) => seenFrom === "abroad" && lookedAt !== null && seen !== "unknown",
  );
  const isProven = abroad?.seen === "available" && !areOne(request.inviters, abroad.personId, last.personId);
  if (last.seen === "withheld" && isProven) tally.add(request, "limited.proven", last.at);
}

/** Inviter and invitee count as one person. */
function areOne(inviters: ReadonlyMap<string, string | null>, one: string, other: string): boolean {
  return one === other || inviters.get(one) === other || inviters.get(other) === one;
}

async function recountObjections(db: Db, tally: FiguresTally): Promise<void> {
  const all = new Map((await db.select().from(requests)).map((row) => [row.id, row]));
  const items = new Map((await db.select().from(requestItems)).map((item) => [item.id, item.requestId]));
  const made = new Map((await db.select().from(decisions)).map((decision) => [decision.id, decision]));
  for (const { itemId, receivedAt, handledAt, dueAt, state, reversal } of await db
    .select()
    .from(objections)) {
    const request = all.get(items.get(itemId) ?? "");
    if (!request) continue;
    tally.add(request, "objections.received", receivedAt);
    if (state === "dismissed") tally.add(request, "objections.dismissed", handledAt);
    if (state === "upheld")
      tally.add(request, "objections.upheld", upheldAt(made.get(reversal ?? ""), { receivedAt, handledAt }));
    if (handledAt === null || handledAt > dueAt) tally.add(request, "objections.late", dueAt);
  }
}

function upheldAt(
  reversal: typeof decisions.$inferSelect | undefined,
  { receivedAt, handledAt }: Pick<typeof objections.$inferSelect, "receivedAt" | "handledAt">,
): Date | null {
  const since = reversal?.settledAt ?? reversal?.answeredAt;
  if (reversal?.state !== "confirmed" || !since || !handledAt || receivedAt > since) return null;
  return new Date(Math.max(since.getTime(), handledAt.getTime()));
}

function isAskedAt({ withdrawnAt }: RequestRow, end: Date): boolean {
  return withdrawnAt === null || withdrawnAt > end;
}

function standsAt({ reversedAt }: ItemRow, end: Date): boolean {
  return reversedAt === null || reversedAt > end;
}

function later(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}

/** Unordered, without empty rows. */
export async function recountFromLog(db: Db, month: string, at: Date): Promise<FiguresRow[]> {
  const tally = createTally(periodOf(month, at));
  await recountReports(db, tally);
  await recountDecisions(db, tally);
  await recountReviews(db, tally);
  await recountPanel(db, tally);
  await recountRequests(db, tally);
  await recountObjections(db, tally);
  return tally.rows();
}

async function recountReports(db: Db, tally: FiguresTally): Promise<void> {
  const known = await readCases(db);
  const roles = new Map((await db.select().from(people)).map(({ id, role }) => [id, role]));
  const { id, personId } = reports;
  const reporters = new Map(
    (await db.select({ id, personId }).from(reports)).map((report) => [report.id, report.personId]),
  );
  for (const caseRow of known.values())
    if (caseRow.mergedInto === null) tally.add(caseRow, "cases.opened", caseRow.createdAt);
  // After a split, a report appears in the log again, in the case to which it returned.
  const counted = new Set<unknown>();
  for (const { caseId, at, detail } of await readLog(db, ["report-received"])) {
    const site = known.get(caseId)?.site;
    if (site === undefined || counted.has(detail.report)) continue;
    counted.add(detail.report);
    const place = { site, category: detail.category as FiguresRow["category"] };
    tally.add(place, "reports", at);
    if (typeof detail.subReason === "string") tally.addSubReason(place, detail.subReason, at);
    const person = reporters.get(String(detail.report));
    if (person !== undefined && roles.get(person) === "vlogger") tally.add(place, "flags.received", at);
  }
}

async function recountReviews(db: Db, tally: FiguresTally): Promise<void> {
  const known = await readCases(db);
  const { caseId, at, trial } = reviews;
  for (const review of await db.select({ caseId, at, trial }).from(reviews)) {
    const caseRow = known.get(review.caseId);
    if (caseRow && !review.trial) tally.add(caseRow, "flags.reviews", review.at);
  }
}

/** Draws and the panel's verdicts on drawn approvals. */
async function recountPanel(db: Db, tally: FiguresTally): Promise<void> {
  const known = await readCases(db);
  const all = new Map((await db.select().from(decisions)).map((decision) => [decision.id, decision]));
  const placeOf = (id: unknown) => {
    const decision = all.get(String(id));
    const site = decision && known.get(decision.caseId)?.site;
    return site && decision.category ? { site, category: decision.category } : undefined;
  };
  const names = { "review-upheld": "panel.upheld", "review-overturned": "panel.overturned" } as const;
  for (const { act, at, detail } of await readLog(db, ["decision-confirmed", ...Object.keys(names)])) {
    const place = placeOf(detail.decision);
    if (!place) continue;
    if (act in names) tally.add(place, names[act as keyof typeof names], at);
    else if (detail.draw !== undefined) {
      tally.add(place, "panel.drawn", at);
      if (Number(detail.draw) < Number(detail.share)) tally.add(place, "panel.sampled", at);
    }
  }
}

async function recountDecisions(db: Db, tally: FiguresTally): Promise<void> {
  const known = await readCases(db);
  const all = new Map((await db.select().from(decisions)).map((row) => [row.id, row]));
  const decided = Map.groupBy(all.values(), ({ caseId }) => caseId);
  const reported = Map.groupBy(await db.select().from(reports), ({ caseId }) => caseId);
  for (const [id, at] of await readSettled(db)) {
    const decision = all.get(id);
    const caseRow = decision && known.get(decision.caseId);
    if (!caseRow) continue;
    const { reverses } = decision;
    const about = reverses === null ? decision : all.get(reverses);
    const category = about && categoryThen(about, decided.get(about.caseId), reported.get(about.caseId));
    const place = { site: caseRow.site, category: category ?? caseRow.category };
    const name = countNameOf(decision, about?.act);
    if (name) tally.add(place, name, at);
    const approved = name === "cases.approved";
    if (isIn(tally.period, at) && (approved || name?.startsWith("rejected.")))
      await recountFlag(db, tally, {
        ...{ ...caseRow, ...place, approved, at },
        ...{ proposedBy: decision.personId, answeredBy: decision.answeredBy },
      });
  }
}

/** A decision without a category has that of the last one before it, or else the strictest that was reported. */
function categoryThen(
  { category, settledAt, answeredAt }: DecisionRow,
  decided: readonly DecisionRow[] = [],
  reported: readonly (typeof reports.$inferSelect)[] = [],
): FiguresRow["category"] | undefined {
  if (category !== null) return category;
  const then = (settledAt ?? answeredAt)?.getTime() ?? 0;
  const timeOf = (row: DecisionRow) => (row.settledAt ?? row.answeredAt)?.getTime() ?? then;
  const [last] = decided
    .filter((row) => row.state === "confirmed" && row.category !== null && timeOf(row) < then)
    .sort((a, b) => timeOf(b) - timeOf(a));
  if (last?.category) return last.category;
  const before = reported.filter(({ receivedAt }) => receivedAt.getTime() <= then);
  const kept = before.filter(({ withdrawnAt }) => withdrawnAt === null || withdrawnAt.getTime() > then);
  const named = new Set((kept.length > 0 ? kept : before).map((report) => report.category));
  return strictness.find((code) => named.has(code));
}

/** Ids of decisions, with the time at which each was first settled. */
async function readSettled(db: Db): Promise<Map<string, Date>> {
  const newestFirst = (await readLog(db, ["decision-confirmed", "decision-upheld"])).reverse();
  return new Map(newestFirst.map(({ at, detail }) => [String(detail.decision), at]));
}

type DecisionRow = typeof decisions.$inferSelect;

/** A watch that gives way to another action was right. */
function countNameOf(
  { act, why, reverses }: DecisionRow,
  reversed: DecisionRow["act"] | undefined,
): CountName | undefined {
  if (reverses !== null) return act === reversed ? undefined : "reversals";
  if (act === "approve") return "cases.approved";
  if (act === "escalate") return "cases.escalated";
  return act === "reject" && why ? `rejected.${why}` : undefined;
}

interface DecidedCase extends Pick<FiguresRow, "site" | "category"> {
  id: string;
  firstAt: Date;
  proposedBy: string;
  answeredBy: string | null;
  approved: boolean;
  at: Date;
}

async function recountFlag(
  db: Db,
  tally: FiguresTally,
  { approved, at, proposedBy, answeredBy, ...one }: DecidedCase,
): Promise<void> {
  const given = await db
    .select({ verdict: reviews.verdict, weight: reviews.weight, at: reviews.at, personId: reviews.personId })
    .from(reviews)
    .where(and(eq(reviews.caseId, one.id), eq(reviews.trial, false)))
    .orderBy(reviews.at, reviews.id);
  const newest = new Map(
    given.filter((review) => review.at <= at).map((review) => [review.personId, review]),
  );
  const before = [...newest.values()];
  const reporters = (
    await db
      .select({ id: people.id, role: people.role, receivedAt: reports.receivedAt })
      .from(reports)
      .innerJoin(people, eq(people.id, reports.personId))
      .where(eq(reports.caseId, one.id))
  ).filter(({ receivedAt }) => receivedAt <= at);
  const isVloggers = reporters.some(({ role }) => role === "vlogger");
  if (before.length === 0 && !isVloggers) return;
  tally.add(one, "flags.decided", at);
  tally.addTime(one, "flag", one.firstAt, at);
  const known = await db.select({ id: people.id, invitedBy: people.invitedBy }).from(people);
  const inviters = new Map(known.map(({ id, invitedBy }) => [id, invitedBy]));
  const inviterOf = (id: string) => inviters.get(id) ?? null;
  const haveOne =
    inviterOf(proposedBy) === null
      ? []
      : known.filter(({ invitedBy }) => invitedBy === inviterOf(proposedBy));
  const barred = new Set([proposedBy, answeredBy, ...haveOne.map(({ id }) => id)]);
  const independent = before.filter(
    ({ personId }) =>
      !barred.has(personId) &&
      ![proposedBy, ...reporters.map(({ id }) => id)].some((id) => areOne(inviters, id, personId)),
  );
  const { majority } = agreementOn(independent);
  if (majority !== undefined)
    tally.add(one, (majority === "violates") === approved ? "flags.agreed" : "flags.disagreed", at);
}

async function readCases(db: Db) {
  const { id, site, category, createdAt, firstAt, mergedInto } = cases;
  const rows = await db.select({ id, site, category, createdAt, firstAt, mergedInto }).from(cases);
  return new Map(rows.map((row) => [row.id, row]));
}

function readLog(db: Db, acts: string[]) {
  return db
    .select({ act: log.act, caseId: log.caseId, at: log.at, detail: log.detail })
    .from(log)
    .where(inArray(log.act, acts))
    .orderBy(asc(log.at), asc(log.seq));
}
