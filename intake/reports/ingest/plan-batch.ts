/** Turns reports into rows in memory; stops after a report that merges two cases. */

import { filesOf } from "../../../utils/shared/contract/files.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import { hostsOf } from "../../../utils/shared/policy/link-host.ts";
import { signReceipt } from "../../../utils/shared/seal/receipt.ts";
import { receiptNumberOf } from "../../../utils/shared/seal/receipt-number.ts";
import type { SealingKey } from "../../../utils/shared/seal/seal.ts";
import { deriveFields } from "../../cases/rules/case-priority.ts";
import { emptyDescriptionAndGroup, reachOf, withAuthor } from "../../cases/rules/description.ts";
import { isAutoMergeable, type Match, matchCases } from "../../cases/rules/match-cases.ts";
import { addReport, type CountedReport, voiceKey } from "../../cases/rules/report-summary.ts";
import { namePair, shownNamePair, subjectNames } from "../../cases/rules/subject-names.ts";
import { appendLog, withDerived } from "../../cases/store/case-writes.ts";
import { type MergeProposal, orderPair, pairKey } from "../../cases/store/merge-proposals.ts";
import type { CaseRecord, LogRecord, ReportRecord } from "../../db/rows.ts";
import type { caseSubjects } from "../../db/schema/index.ts";
import { newCaseId, spotOfCase, spotOfSubject } from "../../db/spot.ts";
import { hasUntiedPair } from "../../people/rules/ties.ts";
import type { NamedCandidate } from "./alias-witnesses.ts";
import { type IncomingReport, type Ingested, telegramChannelOf, toCountedReport } from "./incoming-report.ts";
import type { EarlierReport, IngestContext } from "./ingest-context.ts";

export interface Plan {
  answers: Ingested[];
  cases: Map<string, CaseRecord>;
  subjects: (typeof caseSubjects.$inferInsert)[];
  reports: ReportRecord[];
  log: LogRecord[];
  proposals: MergeProposal[];
  /** Ids, in any order, of two cases that the last answered report proves to be one. */
  merge?: [string, string];
}

/** A plan whose receipts are still being signed on other threads while the next report is planned. */
interface PlanDraft extends Omit<Plan, "answers" | "reports"> {
  answers: Promise<Ingested>[];
  reports: Promise<ReportRecord>[];
}

interface Batch {
  known: IngestContext;
  plan: PlanDraft;
  /** Signs the receipts. */
  key: SealingKey;
}

export async function planReports(
  arrivals: readonly IncomingReport[],
  known: IngestContext,
  key: SealingKey,
): Promise<Plan> {
  const draft: PlanDraft = {
    answers: [],
    cases: new Map(),
    subjects: [],
    proposals: [],
    reports: [],
    log: [],
  };
  const merge = await draftReports(arrivals, { known, plan: draft, key });
  return {
    ...draft,
    answers: await Promise.all(draft.answers),
    reports: await Promise.all(draft.reports),
    ...(merge ? { merge } : {}),
  };
}

async function draftReports(arrivals: readonly IncomingReport[], batch: Batch): Promise<Plan["merge"]> {
  const { known, plan } = batch;
  for (const arrival of arrivals) {
    const earlier = known.earlier.get(arrival.report.id);
    if (earlier) {
      plan.answers.push(answerRepeat(arrival, earlier));
      continue;
    }
    noteWitness(arrival, known);
    const match = findCase(arrival, known);
    const taken = await planReport(arrival, match, batch);
    plan.answers.push(receiptOf(arrival, taken));
    if (match.merge !== undefined) return [taken.caseId, match.merge];
  }
  return undefined;
}

function findCase(arrival: IncomingReport, known: IngestContext): Match {
  const { category, evidence } = arrival.report;
  const candidates = subjectNames(evidence).flatMap((name) =>
    (known.candidates.get(name) ?? []).map((candidate) => ({
      ...candidate,
      own: candidate.own && name === evidence.subject,
      proven: isSameSubject(evidence.subject, name, known) && isNameOf(candidate, name, known),
      autoMergeable: isAutoMergeableCase(candidate.caseId, known),
    })),
  );
  const report = {
    channelId: telegramChannelOf(arrival),
    autoMergeable: category !== "PORNO_ANAK",
    isKeptApart: (one: string, other: string) => known.keptApart.has(pairKey(one, other)),
  };
  return matchCases(report, candidates);
}

function noteWitness({ report, person }: IncomingReport, { witnesses, senders }: IngestContext): void {
  const witness = witnesses.get(shownNamePair(report.evidence) ?? "");
  const sender = senders.get(person.id);
  if (witness && sender) witness.push(sender);
}

function isSameSubject(one: string, other: string, { witnesses }: IngestContext): boolean {
  if (one === other) return true;
  // One person can forge evidence, and can make or invite a second account.
  return hasUntiedPair(witnesses.get(namePair(one, other) ?? "") ?? []);
}

function isNameOf({ own, caseId }: NamedCandidate, name: string, known: IngestContext): boolean {
  return own || (known.subjects.get(caseId) ?? []).some((subject) => isSameSubject(name, subject, known));
}

function isAutoMergeableCase(caseId: string, { cases, heldCases: held }: IngestContext): boolean {
  const row = cases.get(caseId);
  return row !== undefined && isAutoMergeable(row, held.has(caseId));
}

/** A retry gets the same receipt. Another report with this id, or another sender, gets `conflict`. */
async function answerRepeat(arrival: IncomingReport, earlier: EarlierReport): Promise<Ingested> {
  const same = earlier.digest === arrival.digest && earlier.personId === arrival.person.id;
  return same ? receiptOf(arrival, earlier) : fail("conflict", "another report has this id");
}

async function receiptOf({ report }: IncomingReport, earlier: EarlierReport): Promise<Ingested> {
  const { caseId, receivedAt, place, filesHere, deleted } = earlier;
  // Two files with the same bytes count as one.
  const listed = [...new Set(filesOf(report.evidence).map(({ sha256 }) => sha256))];
  return ok({
    reportId: report.id,
    number: receiptNumberOf(report.id),
    caseId,
    receivedAt: receivedAt.toISOString(),
    reportsOnCase: place,
    filesWanted: deleted ? [] : listed.filter((sha256) => !filesHere.includes(sha256)),
    jws: await earlier.receipt,
  });
}

/** Plans the rows of a report that is not stored yet. */
async function planReport(
  arrival: IncomingReport,
  { join, suggest }: Match,
  { known, plan, key }: Batch,
): Promise<EarlierReport> {
  const { report, person, deviceId, digest, receivedAt } = arrival;
  const before = join === undefined ? undefined : known.cases.get(join);
  const caseId = before?.id ?? newCaseId(report.evidence.subject);
  const counted = countArrival(arrival, known);
  const current = caseAfter(arrival, { caseId, before, counted }, known);
  const { row, entry } = appendLog(withAuthor(current, report.evidence), {
    at: receivedAt,
    by: person.name,
    device: deviceId,
    act: "report-received",
    detail: detailOf(arrival, suggest),
  });
  known.cases.set(caseId, row);
  plan.cases.set(caseId, row);
  plan.log.push(entry);
  for (const other of suggest) plan.proposals.push(proposalOf(arrival, caseId, other));
  addCaseNames(arrival, row, known, plan);
  const receipt = signReportReceipt(arrival, entry, key);
  const place = row.reports;
  const kept = rowOf(arrival, { caseId, place, counted });
  plan.reports.push(receipt.then((signed) => ({ ...kept, receipt: signed })));
  const earlier = { digest, personId: person.id, caseId, receivedAt, place, receipt };
  const taken: EarlierReport = { ...earlier, filesHere: [], deleted: false };
  known.earlier.set(report.id, taken);
  return taken;
}

function countArrival({ report, person, receivedAt }: IncomingReport, known: IngestContext): CountedReport {
  const weighed = known.weights.get(person.id);
  if (!weighed) throw new Error(`person ${person.id} is missing`);
  return toCountedReport(report, { personId: person.id, ...weighed }, receivedAt);
}

interface Joining {
  caseId: string;
  before: CaseRecord | undefined;
  counted: CountedReport;
}

/** Adds the report to its case's tally, and its reporter and voice to those known. */
function caseAfter(
  arrival: IncomingReport,
  { caseId, before, counted }: Joining,
  known: IngestContext,
): CaseRecord {
  const reporter = `${caseId} ${arrival.person.id}`;
  const voice = `${caseId} ${voiceKey(counted)}`;
  const heardWeight = known.voices.get(voice) ?? 0;
  const heard = known.reporters.get(reporter);
  const tally = addReport(before?.reports === 0 ? undefined : before, counted, {
    newReporter: !heard?.live,
    weight: heardWeight,
    firstAt: heard?.firstAt,
  });
  known.reporters.set(reporter, { firstAt: heard?.firstAt ?? counted.receivedAt, live: true });
  known.voices.set(voice, Math.max(heardWeight, counted.weight));
  const reach = Math.max(before?.reach ?? 0, reachOf(arrival.report.evidence.fields));
  if (!before) return newCase(caseId, arrival, tally, reach);
  return withDerived(before, { ...tally, reach, channelId: before.channelId || telegramChannelOf(arrival) });
}

function detailOf({ report, digest, seal }: IncomingReport, suggest: readonly string[]) {
  return {
    report: report.id,
    digest,
    category: report.category,
    ...(report.subReason ? { subReason: report.subReason } : {}),
    ...(report.urgent ? { urgent: true } : {}),
    manifest: seal.manifestDigest,
    sealKey: seal.key,
    ...(seal.device ? { sealedBy: seal.device.deviceId } : {}),
    ...(suggest.length > 0 ? { maybeSame: suggest } : {}),
  };
}

function proposalOf({ report, receivedAt }: IncomingReport, caseId: string, other: string): MergeProposal {
  return {
    ...orderPair(caseId, other),
    at: receivedAt,
    reportId: report.id,
    state: "open",
    agreedBy: null,
    agreedOn: null,
  };
}

function rowOf(
  { report, person, deviceId, digest, receivedAt }: IncomingReport,
  { caseId, place, counted }: { caseId: string; place: number; counted: CountedReport },
): Omit<ReportRecord, "receipt"> {
  const { evidence } = report;
  return {
    id: report.id,
    setId: report.setId ?? null,
    caseId,
    spot: spotOfCase(caseId),
    personId: person.id,
    deviceId,
    receivedAt,
    digest,
    place,
    category: report.category,
    subReason: report.subReason ?? null,
    action: report.action,
    basis: report.basis,
    policyVersion: report.policyVersion,
    urgent: report.urgent,
    note: report.note ?? null,
    notPublicReason: report.notPublicReason ?? null,
    evidence,
    seal: report.seal,
    pair: shownNamePair(evidence) ?? null,
    overridden: report.overridden ?? null,
    hosts: hostsOf(evidence.fields.links?.value ?? []),
    withdrawnAt: null,
    withdrawnReason: null,
    evidenceDeletedAt: null,
    forgottenAt: null,
    unitId: counted.unitId,
    weight: counted.weight,
  };
}

function newCase(
  id: string,
  arrival: IncomingReport,
  tally: ReturnType<typeof addReport>,
  reach: number,
): CaseRecord {
  const { site, kind, subject } = arrival.report.evidence;
  const chosen = { id, decidedCategory: null, proposedCategory: null };
  return {
    spot: spotOfCase(id),
    version: 1,
    createdAt: arrival.receivedAt,
    site,
    kind,
    subject,
    channelId: telegramChannelOf(arrival),
    state: "open",
    ...tally,
    ...chosen,
    ...deriveFields({ ...tally, reach }, chosen),
    reach,
    leftGroups: [],
    ...emptyDescriptionAndGroup,
    askedAt: null,
    reviewAskedAt: null,
    decidedAt: null,
    mergedInto: null,
    headSeq: 0,
    headHash: id,
  };
}

/** Limit of cases that are found by a name which their reports only show: one person can show it in any number. */
const maxShownCases = 20;

/** The case is found by the report's subject from now on, and an ordinary one by its other name as well. */
function addCaseNames(
  { report }: IncomingReport,
  row: CaseRecord,
  known: IngestContext,
  plan: PlanDraft,
): void {
  const { id: caseId, channelId, createdAt } = row;
  const names = isAutoMergeableCase(caseId, known)
    ? subjectNames(report.evidence)
    : [report.evidence.subject];
  for (const subject of names) {
    const candidates = known.candidates.get(subject) ?? [];
    const others = candidates.filter((candidate) => candidate.caseId !== caseId);
    const before = candidates.find((candidate) => candidate.caseId === caseId);
    const own = before?.own ?? subject === report.evidence.subject;
    const shown = others.filter((candidate) => !candidate.own);
    if (!before && !own && shown.length >= maxShownCases) continue;
    if (!before) plan.subjects.push({ subject, spot: spotOfSubject(subject), caseId, own });
    known.candidates.set(subject, [...others, { caseId, channelId, createdAt, own }]);
  }
  const subjects = known.subjects.get(caseId) ?? [];
  known.subjects.set(caseId, [...subjects, report.evidence.subject]);
}

/**
 * Returns a compact JWS. Signatures are not deterministic, so the receipt is made once and stored with the
 * report.
 */
function signReportReceipt(
  { report, digest, person, deviceId, receivedAt, seal }: IncomingReport,
  { caseId, seq, hash }: LogRecord,
  key: SealingKey,
): Promise<string> {
  return signReceipt(
    {
      reportId: report.id,
      number: receiptNumberOf(report.id),
      caseId,
      receivedAt: receivedAt.toISOString(),
      reportDigest: digest,
      manifestDigest: seal.manifestDigest,
      sealKey: seal.key,
      ...(seal.device ? { sealedBy: seal.device } : {}),
      handedInBy: { deviceId, name: person.name },
      log: { seq, hash },
    },
    key,
  );
}
