/** All requests of the popup and the desk: to the intake by signed calls, to the background by messages. */

import type { OnCallInput } from "../../shared/contract/alert.ts";
import type { Board } from "../../shared/contract/board.ts";
import type { CaseRow, CaseView } from "../../shared/contract/case.ts";
import type { OwnCertificate } from "../../shared/contract/certificate.ts";
import type { ClaimView } from "../../shared/contract/claim.ts";
import type {
  ConflictInput,
  InvitationInput,
  PauseInput,
  UndeclareInput,
  VloggerInput,
} from "../../shared/contract/cohort.ts";
import type { AnswerInput, DecisionInput, VoteInput } from "../../shared/contract/decision.ts";
import type { RevealReason } from "../../shared/contract/decision-grounds.ts";
import type { DecisionFileFormat, DecisionFilter } from "../../shared/contract/decision-list.ts";
import type { QuestionInput, ReporterAccuracy } from "../../shared/contract/desk.ts";
import type { ExamAnswer, ExamView } from "../../shared/contract/exam.ts";
import type { ExportFormat } from "../../shared/contract/export.ts";
import type { GoldenInput } from "../../shared/contract/golden.ts";
import type { RegroupInput } from "../../shared/contract/group.ts";
import { limits } from "../../shared/contract/limits.ts";
import type { LinkInspectionInput } from "../../shared/contract/link-inspection.ts";
import type { HearingInput } from "../../shared/contract/objection.ts";
import type { DeclarationInput } from "../../shared/contract/own-channels.ts";
import type { OwnReportList } from "../../shared/contract/own-report.ts";
import type { QueueFilter } from "../../shared/contract/queue-filter.ts";
import type { RecipeHealthView } from "../../shared/contract/recipe-health.ts";
import type {
  ReferralAnswerInput,
  ReferralChannelInput,
  ReferralClosingInput,
  ReferralFilter,
  ReferralPage,
  ReferralSentInput,
  WatchFilter,
  WatchLookInput,
  WatchPage,
} from "../../shared/contract/referral.ts";
import type { PartnerCode, ReferralLetterKind } from "../../shared/contract/referral-state.ts";
import type { ReprimandInput } from "../../shared/contract/reprimand.ts";
import type {
  LetterFileFormat,
  PreviewInput,
  RequestFilter,
  RequestInput,
  RequestPage,
  WithdrawalInput,
} from "../../shared/contract/request.ts";
import type {
  ChannelChangeInput,
  PlatformAnswerInput,
  SentInput,
} from "../../shared/contract/request-answer.ts";
import type { LetterKind } from "../../shared/contract/request-state.ts";
import { fail, ok, type Result } from "../../shared/contract/result.ts";
import type {
  ReviewInput,
  SelfReviewInput,
  SkipInput,
  TaskClaimInput,
} from "../../shared/contract/review.ts";
import type { Language, SiteId } from "../../shared/contract/site.ts";
import type { HandOverInput, NoteInput } from "../../shared/contract/teamwork.ts";
import type { CallAdministration } from "../api/call-administration.ts";
import { callIntake } from "../api/call-intake.ts";
import { onKeys } from "../browser/browser.ts";
import { type SavedFile, toSavedFile } from "../browser/saved-file.ts";
import { send } from "../messages/send.ts";
import { activeVideo, findVideo } from "../vlogger/identify-video.ts";
import { answerMany, decideMany } from "./bulk-decisions.ts";
import type { OwnReportFilter } from "./own-reports.ts";

export interface QueuePage {
  cases: CaseRow[];
  /** Cursor of the next page. Absent on the last page. */
  next?: string | undefined;
}

const pageRows = 50;
/** Query of one page of a list. */
const pageOf = (after: string | undefined) => ({
  limit: pageRows,
  ...(after === undefined ? {} : { after }),
});

/** The query of a list without paging. Days become instants in the user's time zone. */
export function queryOf<F extends { from?: string | undefined; to?: string | undefined }>({
  from,
  to,
  ...filter
}: F) {
  return {
    ...filter,
    ...(from === undefined ? {} : { from: startOf(from, 0) }),
    // The start of the day after the last one, exclusive.
    ...(to === undefined ? {} : { to: startOf(to, 1) }),
  };
}

function startOf(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}

function listQueue(filter: QueueFilter, after?: string): Promise<Result<QueuePage>> {
  return callIntake("listCases", { query: { ...queryOf(filter), ...pageOf(after) } });
}

/** Returns the id of the case that holds a report of this number. */
async function findCase(number: string): Promise<Result<string>> {
  const answer = await callIntake("listCases", { query: { q: number, limit: 1 } });
  if (!answer.ok) return answer;
  const [first] = answer.value.cases;
  return first ? ok(first.id) : fail("not-found");
}

function listDecisions(filter: DecisionFilter, after?: string) {
  return callIntake("listDecisions", { query: { ...queryOf(filter), ...pageOf(after) } });
}

async function exportDecisions(
  filter: DecisionFilter,
  format: DecisionFileFormat,
): Promise<Result<SavedFile>> {
  const file = await callIntake("exportDecisions", { params: { format }, query: queryOf(filter) });
  if (!file.ok) return file;
  const name = `keputusan-${new Date().toISOString().slice(0, 10)}.${format}`;
  return ok(toSavedFile(name, file.value));
}

async function exportCase(
  caseId: string,
  format: ExportFormat,
  signal: AbortSignal,
): Promise<Result<SavedFile>> {
  const file = await callIntake("exportCase", { params: { id: caseId, format }, query: {}, signal });
  if (!file.ok) return file;
  const name = `lapor-${caseId}-${new Date().toISOString().slice(0, 10)}.${format}`;
  return ok(toSavedFile(name, file.value));
}

function listOwnReports(filter: OwnReportFilter, after?: string): Promise<Result<OwnReportList>> {
  return callIntake("listOwnReports", { query: { ...queryOf(filter), ...pageOf(after) } });
}

/** A certificate as a file: exactly what the intake signed. */
export function makeCertificateFile({ jws, issuedAt }: Pick<OwnCertificate, "jws" | "issuedAt">): SavedFile {
  const name = `lapor-sertifikat-${issuedAt.slice(0, 10)}.jws`;
  return toSavedFile(name, new Blob([jws], { type: "application/jose" }));
}

function listRequests(filter: RequestFilter, after?: string): Promise<Result<RequestPage>> {
  return callIntake("listRequests", { query: { ...filter, ...pageOf(after) } });
}

/** The desk's calls about requests to platforms. */
const requestClient = {
  listRequests,
  listReady: () => callIntake("listReady", {}),
  getRequest: (id: string) => callIntake("getRequest", { params: { id } }),
  previewRequest: (body: PreviewInput) => callIntake("previewRequest", { body }),
  makeRequest: (body: RequestInput) => callIntake("makeRequest", { body }),
  readLetter: (id: string, letter: LetterKind, format: LetterFileFormat, language: Language) =>
    callIntake("getLetter", { params: { id, letter, format }, query: { language } }),
  withdrawRequest: (id: string, body: WithdrawalInput) =>
    callIntake("withdrawRequest", { params: { id }, body }),
  sendReprimand: (id: string, body: ReprimandInput) => callIntake("sendReprimand", { params: { id }, body }),
};

/** An act whose code is loaded when it is first used, because few people use it. */
function later<A extends unknown[], R>(load: () => Promise<(...args: A) => Promise<R>>) {
  return async (...args: A): Promise<R> => (await load())(...args);
}

const lessons = () => import("../vlogger/lessons.ts");
const savedViews = () => import("./saved-views.ts");
const taskVideo = () => import("../vlogger/task-video.ts");
function laterFile<A extends unknown[]>(load: () => Promise<(...args: A) => SavedFile>) {
  return later(async () => {
    const make = await load();
    return async (...args: A): Promise<SavedFile> => make(...args);
  });
}

/** Loaded with its routes when an administrator first opens the section. */
const callAdmin: CallAdministration = async (name, input) =>
  (await import("../api/call-administration.ts")).callAdministration(name, input);

/** The file of an export that an administrator asked for. */
async function downloadExport(id: string, name: string): Promise<Result<SavedFile>> {
  const file = await callAdmin("getActFile", { params: { id } });
  return file.ok ? ok(toSavedFile(name, file.value)) : file;
}

const recipeProposals = () => import("../recipe-packs/proposals.ts");
const outcomeChecks = () => import("./outcome-checks.ts");

function listReferrals(filter: ReferralFilter, after?: string): Promise<Result<ReferralPage>> {
  return callIntake("listReferrals", { query: { ...filter, ...pageOf(after) } });
}

function listWatches(filter: WatchFilter, after?: string): Promise<Result<WatchPage>> {
  return callIntake("listWatches", { query: { ...filter, ...pageOf(after) } });
}

/** The text of a letter, for a person who delivers it. */
async function readReferralLetter(
  id: string,
  letter: ReferralLetterKind,
  language: Language,
): Promise<Result<string>> {
  const params = { id, letter, format: "txt" } as const;
  const file = await callIntake("getReferralLetter", { params, query: { language } });
  return file.ok ? ok(await file.value.text()) : file;
}

/** Calls about referrals to partners and watched posts. */
const referralClient = {
  listReferrals,
  listWatches,
  readReferralLetter,
  answerReferral: (id: string, body: ReferralAnswerInput) =>
    callIntake("answerReferral", { params: { id }, body }),
  markReferralSent: (id: string, body: ReferralSentInput) =>
    callIntake("markReferralSent", { params: { id }, body }),
  changeReferralChannel: (id: string, body: ReferralChannelInput) =>
    callIntake("changeReferralChannel", { params: { id }, body }),
  closeReferral: (id: string, body: ReferralClosingInput) =>
    callIntake("closeReferral", { params: { id }, body }),
  listPartnerChannels: (partner: PartnerCode) => callIntake("listPartnerChannels", { query: { partner } }),
  lookAtWatch: (id: string, body: WatchLookInput) => callIntake("lookAtWatch", { params: { id }, body }),
};

export const client = {
  ...referralClient,
  ...requestClient,
  listQueue,
  countTurns: () => callIntake("countTurns"),
  countViews: (views: readonly QueueFilter[]) =>
    callIntake("countViews", { body: { views: views.map(queryOf) } }),
  listDecisions,
  exportDecisions,
  exportCase,
  listOwnReports,
  findCase,
  getCase: (id: string): Promise<Result<CaseView>> => callIntake("getCase", { params: { id } }),
  readVeil: (id: string, sha256: string) => callIntake("getFile", { params: { id, sha256 } }),
  revealFile: (id: string, sha256: string, reason?: RevealReason) =>
    callIntake("revealFile", { params: { id, sha256 }, query: reason === undefined ? {} : { reason } }),
  decide: (id: string, body: DecisionInput) => callIntake("decide", { params: { id }, body }),
  answerDecision: (id: string, body: AnswerInput) => callIntake("answerDecision", { params: { id }, body }),
  getGroup: (id: string) => callIntake("getGroup", { params: { id } }),
  decideMany,
  answerMany,
  listViews: later(async () => (await savedViews()).listViews),
  listUnits: () => callIntake("listUnits", {}),
  saveView: later(async () => (await savedViews()).saveView),
  deleteView: later(async () => (await savedViews()).deleteView),
  vote: (id: string, body: VoteInput) => callIntake("vote", { params: { id }, body }),
  claimCase: (id: string, act: "take" | "release"): Promise<Result<{ claim?: ClaimView | undefined }>> =>
    act === "take"
      ? callIntake("claimCase", { params: { id }, body: { act } })
      : send("release-claim", { caseId: id }),
  addNote: (id: string, body: NoteInput) => callIntake("addNote", { params: { id }, body }),
  seeTeamwork: (id: string) => callIntake("seeTeamwork", { params: { id } }),
  assignCase: (id: string, personId: string | null) =>
    callIntake("assignCase", { params: { id }, body: { personId } }),
  listCaseColleagues: (id: string) => callIntake("listCaseColleagues", { params: { id } }),
  listColleagues: () => callIntake("listColleagues", {}),
  handOver: (body: HandOverInput) => callIntake("handOver", { body }),
  readRecord: (): Promise<Result<ReporterAccuracy>> => callIntake("getRecord", {}),
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
  videoNow: later(async () => (await taskVideo()).videoNow),
  openVideo: later(async () => (await taskVideo()).openVideo),
  onMarkKey: (listener: () => void) => onKeys("mark-second", listener),
  sendReview: (caseId: string, body: ReviewInput) =>
    callIntake("sendReview", { params: { id: caseId }, body }),
  getCaseLinks: (id: string) => callIntake("getCaseLinks", { params: { id } }),
  lookAtLink: (id: string, body: LinkInspectionInput) => callIntake("lookAtLink", { params: { id }, body }),
  setGolden: (id: string, body: GoldenInput) => callIntake("setGolden", { params: { id }, body }),
  readVloggerRecord: later(async () => (await import("../vlogger/vlogger-record.ts")).readVloggerRecord),
  listOwnChannels: () => callIntake("listOwnChannels"),
  declareChannel: (body: DeclarationInput) => callIntake("declareChannel", { body }),
  readCourse: later(async () => (await lessons()).readCourse),
  answerTry: later(async () => (await lessons()).answerTry),
  syncCourse: later(async () => (await lessons()).syncCourse),
  beginExam: (): Promise<Result<ExamView>> => callIntake("beginExam"),
  readExam: (id: string): Promise<Result<ExamView>> => callIntake("getExam", { params: { id } }),
  answerExam: (id: string, body: ExamAnswer): Promise<Result<ExamView>> =>
    callIntake("answerExam", { params: { id }, body }),
  checkCertificate: (certificate: string) => callIntake("checkCertificate", { body: { certificate } }),
  sendSelfReview: (body: SelfReviewInput) => callIntake("sendSelfReview", { body }),
  setSelfReviewOpen: (id: string, open: boolean) =>
    callIntake("setSelfReviewOpen", { params: { id }, body: { open } }),
  searchTranscript: later(async () => (await import("../vlogger/transcript.ts")).searchTranscript),
  makeCheckReport: laterFile(
    async () => (await import("../vlogger/self-review-report.ts")).makeSelfReviewReport,
  ),
  makeCertificateFile,
  listSelfReviews: () => callIntake("listSelfReviews", { query: { limit: 20 } }),
  callAdmin,
  downloadExport,
  makeDaysFile: laterFile(async () => (await import("./desk-files.ts")).makeDaysFile),
  listCohort: () => callIntake("listCohort", {}),
  getVlogger: (id: string) => callIntake("getVlogger", { params: { id } }),
  saveVlogger: (id: string, body: VloggerInput) => callIntake("saveVlogger", { params: { id }, body }),
  recordConflict: (id: string, body: ConflictInput) => callIntake("recordConflict", { params: { id }, body }),
  undeclareFor: (id: string, body: UndeclareInput) => callIntake("undeclareFor", { params: { id }, body }),
  pauseVlogger: (id: string, body: PauseInput) => callIntake("pauseVlogger", { params: { id }, body }),
  inviteVlogger: (body: InvitationInput) => callIntake("inviteVlogger", { body }),
  listInvitations: () => callIntake("listInvitations", {}),
  revokeInvitation: (id: string) => callIntake("revokeInvitation", { params: { id } }),
  makeCohortFile: laterFile(async () => (await import("./desk-files.ts")).makeCohortFile),
  answerRequest: (id: string, body: PlatformAnswerInput) =>
    callIntake("answerRequest", { params: { id }, body }),
  markSent: (id: string, body: SentInput) => callIntake("markSent", { params: { id }, body }),
  changeChannel: (id: string, body: ChannelChangeInput) =>
    callIntake("changeChannel", { params: { id }, body }),
  listChannels: (site?: SiteId) => callIntake("listChannels", { query: site === undefined ? {} : { site } }),
  listDeciders: (month?: string) =>
    callIntake("listDeciders", { query: month === undefined ? {} : { month } }),
  getBoard: (month?: string): Promise<Result<Board>> =>
    callIntake("getBoard", { query: month === undefined ? {} : { month } }),
  getPanel: () => callIntake("getPanel"),
  listObjections: (after?: string) =>
    callIntake("listObjections", {
      query: { limit: limits.pageRows, ...(after === undefined ? {} : { after }) },
    }),
  hearObjection: (id: string, body: HearingInput) => callIntake("hearObjection", { params: { id }, body }),
  listCanaries: (): Promise<Result<{ canaries: RecipeHealthView[] }>> =>
    callIntake("listCanaries", { query: {} }),
  listRecipeProposals: later(async () => (await recipeProposals()).listProposals),
  decideRecipeProposal: later(async () => (await recipeProposals()).decideProposal),
  tryProposal: later(async () => (await recipeProposals()).tryProposal),
  sendRecipeProposal: later(async () => (await recipeProposals()).sendProposal),
  listAlerts: () => callIntake("listAlerts", {}),
  acknowledgeAlert: async (id: string) => {
    const taken = await callIntake("acknowledgeAlert", { params: { id } });
    void send("poll-alerts", {});
    return taken;
  },
  listOnCall: () => callIntake("listOnCall", {}),
  addOnCall: (body: OnCallInput) => callIntake("addOnCall", { body }),
  removeOnCall: (id: string) => callIntake("removeOnCall", { params: { id } }),
  listOutbox: () => send("list-outbox", {}),
  drainOutbox: () => send("drain-outbox", {}),
  undoReport: (reportId: string) => send("undo-report", { reportId }),
  withdrawReport: (reportId: string, reason: string) => send("withdraw-report", { reportId, reason }),
  activeVideo,
  findVideo,
  listChecks: later(async () => (await outcomeChecks()).listOutcomeChecks),
  openCheck: later(async () => (await outcomeChecks()).openOutcomeCheck),
  readCheck: later(async () => (await outcomeChecks()).readOutcomeCheck),
  sealReading: later(async () => (await outcomeChecks()).sealOutcomeReading),
  addCheck: later(async () => (await outcomeChecks()).addOutcomeCheck),
};

export type Client = typeof client;

/** Acts that stay pending before they are sent: undefined if the person took the act back. */
export type Holdable<N extends keyof Client> = {
  [K in N]: (...args: Parameters<Client[K]>) => Promise<Result<unknown> | undefined>;
};

/** Calls of which a caller uses only whether they succeeded. */
export type Acts<N extends keyof Client> = {
  [K in N]: (...args: Parameters<Client[K]>) => Promise<Result<unknown>>;
};
