/** Receives reports and files, and lists and withdraws one's own reports. */

import type { OwnReport } from "../../../utils/shared/contract/own-report.ts";
import type { FollowUp } from "../../../utils/shared/contract/referral-state.ts";
import { toReportedPost } from "../../../utils/shared/contract/reported-post.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import { receiptNumberOf } from "../../../utils/shared/seal/receipt-number.ts";
import { addressOf } from "../../../utils/shared/subject/address-of.ts";
import { removeUnneededFile } from "../../cases/store/delete-evidence.ts";
import { checkPostRate } from "../../core/check-rate.ts";
import { digestJson, sha256Of } from "../../core/digest.ts";
import type { Handler } from "../../core/handler.ts";
import { notFound } from "../../core/problems.ts";
import type { OwnScope } from "../../core/scope.ts";
import { decodeTimeCursor, invalidCursor, toPage } from "../../db/paging.ts";
import { omitNulls, type ReportRecord } from "../../db/rows.ts";
import type { Db } from "../../db/store.ts";
import { checkFile } from "../../evidence/check-file.ts";
import { checkSeal } from "../../evidence/check-seal.ts";
import { imageSize } from "../../evidence/image-size.ts";
import { checkReport } from "../rules/check-report.ts";
import { readFollowUps } from "../store/follow-ups.ts";
import {
  checkPixels,
  countOwnReports,
  type OwnReportRow,
  readOwnReport,
  readOwnReports,
  saveFileArrival,
  withdrawOwnReport,
} from "../store/own-reports.ts";
import { type Question, readQuestionsTo } from "../store/questions.ts";
import { toQuestion } from "./questions.ts";

export const sendReport: Handler<"sendReport"> = async (intake, { caller, body, at, proof }) => {
  const checked = checkReport(body);
  if (!checked.ok) return checked;
  const seal = await checkSeal(body, async (key) => {
    const device = key === caller.thumbprint ? caller : await intake.devices.add(key);
    return device && { deviceId: device.deviceId, name: device.name };
  });
  if (!seal.ok) return seal;
  const limited = checkPostRate(intake, caller.personId, body.evidence.subject);
  if (limited) return { ok: false, problem: limited };
  const report = {
    ...body,
    id: body.id.toLowerCase(),
    ...(body.setId === undefined ? {} : { setId: body.setId.toLowerCase() }),
  };
  const person = { id: caller.personId, name: caller.name };
  const digest = digestJson(report);
  const receipt = await intake.reports.add({
    report,
    digest,
    person,
    deviceId: caller.deviceId,
    deviceKey: { thumbprint: caller.thumbprint, publicKey: caller.publicKey },
    seal: seal.value,
    receivedAt: at,
    proof,
  });
  if (!receipt.ok) intake.devices.forget(caller.thumbprint);
  if (receipt.ok && receipt.value.receivedAt === at.toISOString()) intake.metrics.countReport();
  return receipt;
};

export const sendFile: Handler<"sendFile"> = async (front, { caller, scope, params, body, at }) => {
  const intake = await front.holderOf({ id: params.id, scope });
  const own = await readOwnReport(intake.store.db, { id: params.id, scope });
  if (!own) return notFound();
  const checked = checkFile({
    ...own.report,
    sha256: params.sha256,
    bytes: body,
    digest: sha256Of(body),
  });
  if (!checked.ok) return checked;
  const { db } = intake.store;
  const allowed = await checkPixels(db, own.report);
  if (!allowed.ok) {
    // A crash may have left the bytes of an earlier attempt, which no row names.
    if (allowed.problem.retry === "never") await removeUnneededFile(db, intake.files, params.sha256);
    return allowed;
  }
  await intake.files.put(params.sha256, body);
  const noted = await saveFileArrival(db, own.report, params.sha256, { ...caller, at });
  if (!noted.ok) {
    await removeUnneededFile(db, intake.files, params.sha256);
    return noted;
  }
  // Between the two steps, the deletion of other evidence may have removed the same bytes.
  if (!(await intake.files.has(params.sha256))) await intake.files.put(params.sha256, body);
  intake.metrics.countFile(body.length);
  if (imageSize(body)) intake.pictures.add({ reportId: own.report.id, sha256: params.sha256 });
  return ok({ sha256: params.sha256, bytes: body.length });
};

export const withdrawReport: Handler<"withdrawReport"> = async (
  intake,
  { caller, scope, params, body, at },
) => {
  const { db } = (await intake.holderOf({ id: params.id, scope })).store;
  const own = await readOwnReport(db, { id: params.id, scope });
  if (!own) return notFound();
  const limited = checkPostRate(intake, caller.personId, own.report.evidence.subject);
  if (limited) return { ok: false, problem: limited };
  const withdrawn = await withdrawOwnReport(db, { id: params.id, scope }, body.reason, { ...caller, at });
  if (!withdrawn.ok) return withdrawn;
  const asked = await readQuestionsTo(db, [withdrawn.value.report.id]);
  return ok(toOwnReport(withdrawn.value, asked, await readFollowUps(db, decisionsOf([withdrawn.value]))));
};

const weekMs = 7 * 24 * 3_600_000;

export const listOwnReports: Handler<"listOwnReports"> = async (intake, { scope, query, at }) => {
  const { state, q, from, to } = query;
  const after = query.after === undefined ? undefined : decodeTimeCursor(query.after);
  if (query.after !== undefined && !after) return invalidCursor();
  const wanted = {
    after,
    limit: query.limit,
    state,
    q,
    ...(from === undefined ? {} : { from: new Date(from) }),
    ...(to === undefined ? {} : { to: new Date(to) }),
  };
  const stores = await intake.allStores();
  const pages = await Promise.all(stores.map(({ db }) => readOwnPage(db, scope, wanted)));
  const page = toPage(pages.flat().sort(newestFirst), query.limit, ({ at, id }) => `${at}|${id}`);
  const since = new Date(at.getTime() - weekMs);
  const counts = after
    ? {}
    : sumCounts(await Promise.all(stores.map(({ db }) => countOwnReports(db, scope, since))));
  return ok({ reports: page.rows, ...counts, ...(page.next ? { next: page.next } : {}) });
};

async function readOwnPage(
  db: Db,
  scope: OwnScope,
  wanted: Parameters<typeof readOwnReports>[2],
): Promise<OwnReport[]> {
  const rows = await readOwnReports(db, scope, wanted);
  const asked = await readQuestionsTo(
    db,
    rows.map(({ report }) => report.id),
  );
  const followUps = await readFollowUps(db, decisionsOf(rows));
  return rows.map((row) => toOwnReport(row, asked, followUps));
}

/** In the order of the query. */
function newestFirst(one: OwnReport, other: OwnReport): number {
  if (one.at !== other.at) return one.at < other.at ? 1 : -1;
  return one.id < other.id ? 1 : -1;
}

type OwnCounts = Awaited<ReturnType<typeof countOwnReports>>;

function sumCounts(counts: readonly OwnCounts[]): OwnCounts {
  const sum = (pick: (count: OwnCounts) => number) => counts.reduce((total, one) => total + pick(one), 0);
  return {
    asked: sum(({ asked }) => asked),
    week: {
      sent: sum(({ week }) => week.sent),
      waiting: sum(({ week }) => week.waiting),
      approved: sum(({ week }) => week.approved),
      rejected: sum(({ week }) => week.rejected),
    },
  };
}

function decisionsOf(rows: readonly OwnReportRow[]): string[] {
  return rows.flatMap(({ outcome }) => (outcome ? [outcome.decision] : []));
}

function toPost({ evidence, evidenceDeletedAt }: ReportRecord): Pick<OwnReport, "post"> {
  if (evidenceDeletedAt) return {};
  return { post: toReportedPost(evidence.fields, addressOf(evidence.subject)) };
}

function toOwnReport(
  { report, state, withheld, outcome }: OwnReportRow,
  asked: readonly Question[],
  followUps: ReadonlyMap<string, FollowUp>,
): OwnReport {
  const { id, category, caseId, evidence } = report;
  return {
    id,
    category,
    caseId,
    subject: evidence.subject,
    ...(withheld || category === "PORNO_ANAK" ? {} : toPost(report)),
    caseState: state,
    number: receiptNumberOf(id),
    at: report.receivedAt.toISOString(),
    questions: withheld
      ? []
      : asked
          .filter(({ reportId }) => reportId === id)
          .map(toQuestion)
          .reverse(),
    ...(outcome
      ? {
          outcome: {
            reason: outcome.reason,
            at: outcome.at.toISOString(),
            ...omitNulls({ action: outcome.action, why: outcome.why, agency: outcome.agency }),
          },
          ...followUps.get(outcome.decision),
        }
      : {}),
    ...omitNulls({ withdrawnAt: report.withdrawnAt?.toISOString() ?? null }),
  };
}
