/** A person's own reports: their outcome, withdrawal and files. */

import {
  and,
  desc,
  eq,
  exists,
  gt,
  gte,
  ilike,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  not,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { z } from "zod";
import { actionCode } from "../../../utils/shared/contract/category.ts";
import { agencyCode, rejectionCode } from "../../../utils/shared/contract/decision-grounds.ts";
import type { OwnReportState, OwnWeek } from "../../../utils/shared/contract/own-report.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { pixelPolicyOf } from "../../cases/rules/case-priority.ts";
import { withoutReports } from "../../cases/rules/report-summary.ts";
import { parseSearch } from "../../cases/rules/search-words.ts";
import { lockCase, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import { lockFile } from "../../cases/store/delete-evidence.ts";
import { readReportSummary } from "../../cases/store/report-summary.ts";
import type { Actor } from "../../core/caller.ts";
import type { OwnScope, Ref } from "../../core/scope.ts";
import type { CaseRecord, ReportRecord } from "../../db/rows.ts";
import { cases, decisions, files, questions, reports } from "../../db/schema/index.ts";
import { reportsIn } from "../../db/scope-filters.ts";
import type { Db } from "../../db/store.ts";

const storedOutcome = z.object({
  decision: z.string(),
  agency: agencyCode.nullable(),
  action: actionCode.nullable(),
  why: rejectionCode.nullable(),
  reason: z.string(),
  at: z.coerce.date(),
});

export interface OwnReportRow {
  report: ReportRecord;
  state: typeof cases.$inferSelect.state;
  /** True if the case is in the no-pixels lane. */
  withheld: boolean;
  outcome: z.output<typeof storedOutcome> | null;
}

function selectOwn(db: Db) {
  // A merged case can have two confirmed decisions.
  const outcome = db
    .select({
      one: sql`json_build_object('decision', ${decisions.id}, 'agency', ${decisions.agency}, 'action', ${decisions.action}, 'why', ${decisions.why},
        'reason', ${decisions.reason}, 'at', coalesce(${decisions.settledAt}, ${decisions.answeredAt}))`,
    })
    .from(decisions)
    .where(
      and(
        eq(decisions.caseId, cases.id),
        eq(decisions.state, "confirmed"),
        // A change of category alone is no outcome.
        ne(decisions.act, "recategorise"),
      ),
    )
    .orderBy(desc(sql`coalesce(${decisions.settledAt}, ${decisions.answeredAt})`))
    .limit(1);
  return db
    .select({
      report: reports,
      state: cases.state,
      withheld: cases.withheld,
      outcome: sql<unknown>`(${outcome})`.mapWith((read) => storedOutcome.parse(read)),
    })
    .from(reports)
    .innerJoin(cases, eq(cases.id, reports.caseId));
}

export interface OwnReportFilter {
  state?: OwnReportState | undefined;
  q?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

interface OwnReportPage extends OwnReportFilter {
  after?: { at: Date; id: string } | undefined;
  limit: number;
}

const pending = inArray(cases.state, ["open", "proposed", "panel"]);
const isLive = isNull(reports.withdrawnAt);

function isAsked(db: Db): SQL {
  const open = db
    .select({ one: sql`1` })
    .from(questions)
    .where(and(eq(questions.reportId, reports.id), isNull(questions.answeredAt)));
  return and(exists(open), isLive, pending, not(cases.withheld)) as SQL;
}

function inState(db: Db, state: OwnReportState): SQL | undefined {
  if (state === "asked") return isAsked(db);
  if (state === "waiting") return and(pending, isLive);
  return state === "approved" ? inArray(cases.state, ["approved", "escalated"]) : eq(cases.state, "rejected");
}

/** Reports in the no-pixels lane are found by their identity only. */
function matches(q: string): SQL {
  const like = `%${q.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
  const field = (name: string) => sql`${reports.evidence}->'fields'->${name}->>'value'`;
  const words = or(
    ...["text", "title", "authorName", "authorHandle", "permalink"].map((name) => ilike(field(name), like)),
  );
  const subject = sql`${reports.evidence}->>'subject'`;
  const search = parseSearch(q);
  if (search.by === "number") return eq(sql`right(${reports.id}::text, 12)`, search.idEnd);
  if (search.by === "subject")
    return or(eq(subject, search.subject), eq(cases.subject, search.subject)) as SQL;
  return or(ilike(subject, like), and(not(cases.withheld), words)) as SQL;
}

/** Counts the outcomes of the reports since a time, and those that wait for the person's answer. */
export async function countOwnReports(
  db: Db,
  scope: OwnScope,
  since: Date,
): Promise<{ week: OwnWeek; asked: number }> {
  const recent = and(gte(reports.receivedAt, since), isLive);
  const number = (which: SQL | undefined) => sql<number>`count(*) filter (where ${which})::int`;
  const [counted] = await db
    .select({
      sent: number(recent),
      waiting: number(and(recent, pending)),
      approved: number(and(recent, inState(db, "approved"))),
      rejected: number(and(recent, inState(db, "rejected"))),
      asked: number(isAsked(db)),
    })
    .from(reports)
    .innerJoin(cases, eq(cases.id, reports.caseId))
    .where(and(reportsIn(db, scope), or(recent, isAsked(db))));
  const { asked = 0, ...week } = counted ?? { sent: 0, waiting: 0, approved: 0, rejected: 0 };
  return { week, asked };
}

/** Newest first. Returns one row more than the limit if there are more. */
export function readOwnReports(
  db: Db,
  scope: OwnScope,
  { after, limit, state, q, from, to }: OwnReportPage,
): Promise<OwnReportRow[]> {
  const older =
    after &&
    or(lt(reports.receivedAt, after.at), and(eq(reports.receivedAt, after.at), lt(reports.id, after.id)));
  return selectOwn(db)
    .where(
      and(
        reportsIn(db, scope),
        older,
        state && inState(db, state),
        q === undefined ? undefined : matches(q),
        from && gte(reports.receivedAt, from),
        to && lt(reports.receivedAt, to),
      ),
    )
    .orderBy(desc(reports.receivedAt), desc(reports.id))
    .limit(limit + 1);
}

export async function hasReport(db: Db, { id, scope }: Ref<OwnScope>): Promise<boolean> {
  return (await db.$count(reports, and(eq(reports.id, id), reportsIn(db, scope)))) > 0;
}

/** Returns undefined if the report does not exist or belongs to another person, indistinguishably. */
export async function readOwnReport(db: Db, { id, scope }: Ref<OwnScope>): Promise<OwnReportRow | undefined> {
  const [row] = await selectOwn(db).where(and(eq(reports.id, id), reportsIn(db, scope)));
  return row;
}

/** Ids of reports, marked after the given time, of which devices may keep only identity and times. */
export async function readForgotten(
  db: Db,
  { personId }: OwnScope,
  after: Date | undefined,
): Promise<string[]> {
  const since = after ? gt(reports.forgottenAt, after) : isNotNull(reports.forgottenAt);
  const rows = await db
    .select({ id: reports.id })
    .from(reports)
    .where(and(eq(reports.personId, personId), isNotNull(reports.forgottenAt), since))
    .orderBy(reports.forgottenAt);
  return rows.map(({ id }) => id);
}

type Acting = Pick<Actor, "name" | "deviceId"> & { at: Date };

/** Marks a report withdrawn and recomputes its case's tally; deletes nothing. Idempotent. */
export function withdrawOwnReport(
  db: Db,
  ref: Ref<OwnScope>,
  reason: string,
  { name, deviceId, at }: Acting,
): Promise<Result<OwnReportRow>> {
  return db.transaction(async (tx) => {
    const unlocked = await readOwnReport(tx, ref);
    if (!unlocked) return fail("not-found");
    const row = await lockCase(tx, unlocked.report.caseId);
    const own = await readOwnReport(tx, ref);
    if (!row || !own || own.report.caseId !== row.id) return fail("case-changed", undefined, "now");
    if (own.report.withdrawnAt) return ok(own);
    // No words are stored about such material. While one person proposes it, they are hidden with the rest.
    const isWithheld = row.decidedCategory === "PORNO_ANAK" || own.report.category === "PORNO_ANAK";
    const change = { withdrawnAt: at, withdrawnReason: isWithheld ? null : reason };
    await tx.update(reports).set(change).where(eq(reports.id, own.report.id));
    const tally = (await readReportSummary(tx, row.id, row)) ?? withoutReports(row);
    await saveWithLog(tx, withDerived(row, tally), {
      at,
      by: name,
      device: deviceId,
      act: "report-withdrawn",
      detail: {
        report: own.report.id,
        ...(isWithheld ? {} : { reasonDigest: await digestJson(reason) }),
      },
    });
    return ok({ ...own, report: { ...own.report, ...change } });
  });
}

/**
 * Checked before a file's bytes are stored and again in `saveFileArrival`, because the case may enter the no-pixels
 * lane in between.
 */
export async function checkPixels(db: Db, report: ReportRecord): Promise<Result<undefined>> {
  if (report.evidenceDeletedAt) return fail("evidence-deleted");
  const { forbidsPixels, decidedCategory, proposedCategory } = cases;
  const [row] = await db
    .select({ forbidsPixels, decidedCategory, proposedCategory })
    .from(cases)
    .where(eq(cases.id, report.caseId));
  return row ? checkPixelLane(row) : ok(undefined);
}

type Lane = Pick<CaseRecord, "forbidsPixels" | "decidedCategory" | "proposedCategory">;

function checkPixelLane(row: Lane): Result<undefined> {
  const pixels = pixelPolicyOf(row, row);
  if (pixels === "refused") return fail("pixels-not-allowed");
  return pixels === "wait" ? fail("pixels-wait", undefined, "later") : ok(undefined);
}

/**
 * Records that a file's bytes are stored. Problems: `pixels-not-allowed` or `pixels-wait` if the case has
 * entered the no-pixels lane; `evidence-deleted` if retention came first.
 */
export function saveFileArrival(
  db: Db,
  report: ReportRecord,
  sha256: string,
  { name, deviceId, at }: Acting,
): Promise<Result<undefined>> {
  return db.transaction(async (tx) => {
    const row = await lockCase(tx, report.caseId);
    if (!row || row.mergedInto) return fail("case-changed", undefined, "now");
    const allowed = checkPixelLane(row);
    if (!allowed.ok) return allowed;
    const now = await readOwnReport(tx, {
      id: report.id,
      scope: { reach: "own", personId: report.personId },
    });
    // A split moved it before the lock was taken.
    if (now?.report.caseId !== row.id) return fail("case-changed", undefined, "now");
    if (now.report.evidenceDeletedAt) return fail("evidence-deleted");
    await lockFile(tx, sha256);
    const made = await tx
      .insert(files)
      .values({ reportId: report.id, spot: row.spot, sha256, arrivedAt: at })
      .onConflictDoNothing()
      .returning();
    if (made.length === 0) return ok(undefined);
    await saveWithLog(tx, withDerived(row, {}), {
      at,
      by: name,
      device: deviceId,
      act: "file-received",
      detail: { report: report.id, sha256 },
    });
    return ok(undefined);
  });
}
