/** All requests of the popup and the desk: to the intake by signed calls, to the background by messages. */

import type { Board } from "../contract/board.ts";
import type { CanaryView } from "../contract/canary.ts";
import type { CaseRow, CaseView } from "../contract/case.ts";
import type { ClaimView } from "../contract/claim.ts";
import type {
  ConflictInput,
  InvitationInput,
  PauseInput,
  UndeclareInput,
  VloggerInput,
} from "../contract/cohort.ts";
import type { AnswerInput, DecisionInput, VoteInput } from "../contract/decision.ts";
import type { OfficerRecord, QuestionInput } from "../contract/desk.ts";
import type { ExamAnswer, ExamView } from "../contract/exam.ts";
import type { ExportFormat } from "../contract/export.ts";
import type { GoldenInput } from "../contract/golden.ts";
import type { RegroupInput } from "../contract/group.ts";
import { limits } from "../contract/limits.ts";
import type { LinkLookInput } from "../contract/link-look.ts";
import type { HearingInput } from "../contract/objection.ts";
import type { DeclarationInput } from "../contract/own-channels.ts";
import type { OwnReport } from "../contract/own-report.ts";
import type { QueueFilter } from "../contract/queue-filter.ts";
import type { ChannelChangeInput, PlatformAnswerInput, SentInput } from "../contract/request-answer.ts";
import { ok, type Result } from "../contract/result.ts";
import type { ReviewInput, SelfReviewInput, SkipInput, TaskClaimInput } from "../contract/review.ts";
import type { SiteId } from "../contract/site.ts";
import { onKeys } from "../core/browser-keys.ts";
import { send } from "../messages/send.ts";
import { answerMany, decideMany } from "./bulk.ts";
import { callIntake } from "./call-intake.ts";
import { makeCertificateFile } from "./certificate-file.ts";
import { makeCheckReport } from "./check-report.ts";
import { addCheck, listChecks, openCheck, readCheck, sealReading } from "./checks.ts";
import { makeCohortFile } from "./cohort-file.ts";
import { queryOf } from "./filters.ts";
import { answerTry, readCourse, syncCourse } from "./lessons.ts";
import { requestClient } from "./requests.ts";
import type { SavedFile } from "./saved-file.ts";
import { openVideo, videoNow } from "./task-video.ts";
import { searchTranscript } from "./transcript.ts";
import { activeVideo, findVideo } from "./video.ts";
import { deleteView, listViews, saveView } from "./views.ts";
import { readVloggerRecord } from "./vlogger-record.ts";

export interface QueuePage {
  cases: CaseRow[];
  /** Cursor of the next page. Absent on the last page. */
  next?: string | undefined;
}

const pageRows = 50;

function listQueue(filter: QueueFilter, after?: string): Promise<Result<QueuePage>> {
  const page = { limit: pageRows, ...(after === undefined ? {} : { after }) };
  return callIntake("listCases", { query: { ...queryOf(filter), ...page } });
}

async function exportCase(
  caseId: string,
  format: ExportFormat,
  signal: AbortSignal,
): Promise<Result<SavedFile>> {
  const file = await callIntake("exportCase", { params: { id: caseId, format }, query: {}, signal });
  if (!file.ok) return file;
  const name = `lapor-${caseId}-${new Date().toISOString().slice(0, 10)}.${format}`;
  return ok({ address: URL.createObjectURL(file.value), name });
}

async function listOwnReports(): Promise<Result<OwnReport[]>> {
  const answer = await callIntake("listOwnReports", { query: { limit: limits.pageRows } });
  return answer.ok ? ok(answer.value.reports) : answer;
}

export const client = {
  ...requestClient,
  listQueue,
  exportCase,
  listOwnReports,
  getCase: (id: string): Promise<Result<CaseView>> => callIntake("getCase", { params: { id } }),
  readVeil: (id: string, sha256: string) => callIntake("getFile", { params: { id, sha256 } }),
  revealFile: (id: string, sha256: string) => callIntake("revealFile", { params: { id, sha256 } }),
  decide: (id: string, body: DecisionInput) => callIntake("decide", { params: { id }, body }),
  answerDecision: (id: string, body: AnswerInput) => callIntake("answerDecision", { params: { id }, body }),
  getGroup: (id: string) => callIntake("getGroup", { params: { id } }),
  decideMany,
  answerMany,
  listViews,
  listUnits: () => callIntake("listUnits", {}),
  saveView,
  deleteView,
  vote: (id: string, body: VoteInput) => callIntake("vote", { params: { id }, body }),
  claimCase: (id: string, act: "take" | "release"): Promise<Result<{ claim?: ClaimView | undefined }>> =>
    act === "take"
      ? callIntake("claimCase", { params: { id }, body: { act } })
      : send("release-claim", { caseId: id }),
  readRecord: (): Promise<Result<OfficerRecord>> => callIntake("getRecord", {}),
  answerQuestion: (id: string, answer: string) =>
    callIntake("answerQuestion", { params: { id }, body: { answer } }),
  askReporter: (id: string, body: QuestionInput) => callIntake("askReporter", { params: { id }, body }),
  askReviewers: (id: string, reason: string) =>
    callIntake("askReviewers", { params: { id }, body: { reason } }),
  regroupCase: (id: string, body: RegroupInput) => callIntake("regroupCase", { params: { id }, body }),
  listTasks: () => callIntake("listTasks", { query: { limit: limits.pageRows } }),
  claimTask: (caseId: string, act: TaskClaimInput["act"]) =>
    callIntake("claimTask", { params: { id: caseId }, body: { act } }),
  skipTask: (caseId: string, body: SkipInput) => callIntake("skipTask", { params: { id: caseId }, body }),
  videoNow,
  openVideo,
  onMarkKey: (listener: () => void) => onKeys("mark-second", listener),
  sendReview: (caseId: string, body: ReviewInput) =>
    callIntake("sendReview", { params: { id: caseId }, body }),
  getCaseLinks: (id: string) => callIntake("getCaseLinks", { params: { id } }),
  lookAtLink: (id: string, body: LinkLookInput) => callIntake("lookAtLink", { params: { id }, body }),
  setGolden: (id: string, body: GoldenInput) => callIntake("setGolden", { params: { id }, body }),
  readVloggerRecord,
  listOwnChannels: () => callIntake("listOwnChannels"),
  declareChannel: (body: DeclarationInput) => callIntake("declareChannel", { body }),
  readCourse,
  answerTry,
  syncCourse,
  beginExam: (): Promise<Result<ExamView>> => callIntake("beginExam"),
  readExam: (id: string): Promise<Result<ExamView>> => callIntake("getExam", { params: { id } }),
  answerExam: (id: string, body: ExamAnswer): Promise<Result<ExamView>> =>
    callIntake("answerExam", { params: { id }, body }),
  checkCertificate: (certificate: string) => callIntake("checkCertificate", { body: { certificate } }),
  sendSelfReview: (body: SelfReviewInput) => callIntake("sendSelfReview", { body }),
  setSelfReviewOpen: (id: string, open: boolean) =>
    callIntake("setSelfReviewOpen", { params: { id }, body: { open } }),
  searchTranscript,
  makeCheckReport,
  makeCertificateFile,
  listSelfReviews: () => callIntake("listSelfReviews", { query: { limit: 20 } }),
  listCohort: () => callIntake("listCohort", {}),
  getVlogger: (id: string) => callIntake("getVlogger", { params: { id } }),
  saveVlogger: (id: string, body: VloggerInput) => callIntake("saveVlogger", { params: { id }, body }),
  recordConflict: (id: string, body: ConflictInput) => callIntake("recordConflict", { params: { id }, body }),
  undeclareFor: (id: string, body: UndeclareInput) => callIntake("undeclareFor", { params: { id }, body }),
  pauseVlogger: (id: string, body: PauseInput) => callIntake("pauseVlogger", { params: { id }, body }),
  inviteVlogger: (body: InvitationInput) => callIntake("inviteVlogger", { body }),
  listInvitations: () => callIntake("listInvitations", {}),
  revokeInvitation: (id: string) => callIntake("revokeInvitation", { params: { id } }),
  makeCohortFile,
  answerRequest: (id: string, body: PlatformAnswerInput) =>
    callIntake("answerRequest", { params: { id }, body }),
  markSent: (id: string, body: SentInput) => callIntake("markSent", { params: { id }, body }),
  changeChannel: (id: string, body: ChannelChangeInput) =>
    callIntake("changeChannel", { params: { id }, body }),
  listChannels: (site?: SiteId) => callIntake("listChannels", { query: site === undefined ? {} : { site } }),
  getBoard: (month?: string): Promise<Result<Board>> =>
    callIntake("getBoard", { query: month === undefined ? {} : { month } }),
  listObjections: () => callIntake("listObjections", { query: { limit: limits.pageRows } }),
  hearObjection: (id: string, body: HearingInput) => callIntake("hearObjection", { params: { id }, body }),
  listCanaries: (): Promise<Result<{ canaries: CanaryView[] }>> => callIntake("listCanaries", { query: {} }),
  listOutbox: () => send("list-outbox", {}),
  drainOutbox: () => send("drain-outbox", {}),
  undoReport: (reportId: string) => send("undo-report", { reportId }),
  withdrawReport: (reportId: string, reason: string) => send("withdraw-report", { reportId, reason }),
  activeVideo,
  findVideo,
  listChecks,
  openCheck,
  readCheck,
  sealReading,
  addCheck,
};

export type Client = typeof client;
