/** Reads what an export says of a case, all of one moment, and signs it. */

import { inArray } from "drizzle-orm";
import { caseFormat, type ExportedReport } from "../../../utils/contract/export.ts";
import type { Report } from "../../../utils/contract/report.ts";
import { fail, ok, type Result } from "../../../utils/contract/result.ts";
import { signExport } from "../../../utils/seal/export-signature.ts";
import { readCustody } from "../../custody/read-custody.ts";
import type { Person } from "../../http/caller.ts";
import type { Intake } from "../../intake.ts";
import { toCaseRow, toReviewView } from "../../routes/case-view.ts";
import { decidedIn, keepsName, othersIn, toDecisionView, toLogEntry } from "../../routes/decision-view.ts";
import { present } from "../../routes/present.ts";
import { pixelsOf } from "../../rules/standing.ts";
import { isQuarantined, withholdDecision, withholdReview, withholdSealed } from "../../rules/withhold.ts";
import { asReceived } from "../../store/as-received.ts";
import { readFamily } from "../../store/case-family.ts";
import { type CaseParts, findCase, readCaseParts } from "../../store/case-reads.ts";
import type { CaseRecord } from "../../store/rows.ts";
import { log } from "../../store/schema/index.ts";
import type { Ref } from "../../store/scope.ts";
import type { Db } from "../../store/store.ts";
import type { Contents, Said } from "./contents.ts";
import { readWaczKey } from "./wacz-key.ts";

export interface ExportAsk {
  /** The case, or one that it took in. */
  ref: Ref;
  /** Absent: somebody outside, who is told no name that is kept from anybody. */
  asker: Person | undefined;
  /** To whom it goes, as the export says. */
  by: string;
  at: Date;
  /** Limits the export to the report that was decided on. */
  reportId?: string;
}

/**
 * `not-found` also for a case out of reach; `decision-waits` where its log, which goes out whole, tells a name that is
 * kept from the one who asks; `role-forbidden` where other units reported it too.
 */
export async function readExport(intake: Intake, ask: ExportAsk): Promise<Result<Contents>> {
  const { db } = intake.store;
  const { key } = intake;
  const wacz = await readWaczKey(db);
  const read = await db.transaction(
    async (tx) => {
      const row = await findCase(tx, ask.ref);
      if (!row) return undefined;
      const ids = await readFamily(tx, row.id);
      const parts = await readCaseParts(tx, row.id);
      const [logs, custody] = [await readLogs(tx, ids), await readCustody(tx, ids, key.publicKey)];
      return { row, parts, logs, custody };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  if (!read) return fail("not-found");

  const { logs, custody } = read;
  // An undecided report of child sexual abuse material keeps the content inside.
  const row = { ...read.row, withheld: read.row.withheld || pixelsOf(read.row, read.row) !== "taken" };
  const { reportId } = ask;
  const parts = reportId === undefined ? read.parts : onlyReport(read.parts, reportId);
  if (keepsName(parts, { asker: ask.asker, blind: intake.blindConfirm })) return fail("decision-waits");
  // Its log and seals go out whole, and tell who reported it in another unit.
  if (othersIn(parts, ask).size > 0) return fail("role-forbidden", "other units have reports on this case");
  const said: Omit<Said, "jws"> = {
    format: caseFormat,
    organisation: intake.organisation,
    exportedAt: ask.at.toISOString(),
    exportedBy: ask.by,
    // What other cases look like is no evidence about this one.
    case: {
      ...toCaseRow(row, new Map()),
      aliases: parts.subjects.filter((subject) => subject !== row.subject),
    },
    ...peopleSaid(row, parts),
    logs,
    ...custody,
    keys: { ...custody.keys, wacz: wacz.publicKey },
  };
  const here = new Set(row.withheld ? [] : parts.fileRows.map(({ sha256 }) => sha256));
  return ok({
    said: { ...said, jws: await signExport(said, key) },
    readFile: async (sha256) => (here.has(sha256) ? (await intake.files.get(sha256))?.bytes : undefined),
  });
}

function onlyReport(parts: CaseParts, reportId: string): CaseParts {
  return { ...parts, reportRows: parts.reportRows.filter(({ report }) => report.id === reportId) };
}

function peopleSaid(row: CaseRecord, parts: CaseParts): Pick<Said, "reports" | "reviews" | "decisions"> {
  const reviews = parts.reviewRows.map(({ review, by }) => toReviewView(review, by));
  const decisions = decidedIn(parts).map((one) => toDecisionView(one, { asker: undefined, blind: false }));
  return {
    reports: parts.reportRows
      .map((one) => toExported(one, isQuarantined(row, one.report.category)))
      .reverse(),
    reviews: (row.withheld ? reviews.map(withholdReview) : reviews).reverse(),
    decisions: (row.withheld ? decisions.map(withholdDecision) : decisions).reverse(),
  };
}

/** As it was received: its digest stands in the log. */
function toExported({ report: row, by }: CaseParts["reportRows"][number], withheld: boolean): ExportedReport {
  const { receipt, evidenceDeletedAt } = row;
  // One that came before there were seals says so where its seal would stand.
  const report: Report = { seal: "none", ...asReceived(row) };
  return {
    by,
    receipt,
    receivedAt: row.receivedAt.toISOString(),
    report: withheld ? withholdSealed(report) : report,
    ...present({
      deletedAt: evidenceDeletedAt?.toISOString() ?? null,
      withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
      withdrawnReason: withheld ? null : row.withdrawnReason,
    }),
    ...(withheld ? { withheld: true } : {}),
  };
}

async function readLogs(db: Db, caseIds: readonly string[]): Promise<Said["logs"]> {
  const rows = await db
    .select()
    .from(log)
    .where(inArray(log.caseId, [...caseIds]))
    .orderBy(log.seq);
  return caseIds.map((caseId) => ({
    caseId,
    entries: rows.filter((row) => row.caseId === caseId).map(toLogEntry),
  }));
}
