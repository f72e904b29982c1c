/** For each route of the contract: how to request a given record, and how to detect that it was reached. */

import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { alerts, checks, requestItems, selfReviews } from "../../intake/db/schema/index.ts";
import type { Db } from "../../intake/db/store.ts";
import {
  type SampleReport,
  samplePicture,
  sampleReport,
  type TestAnswer,
  type TestDevice,
  type UnsealedReport,
  withoutText,
} from "../../scripts/dev/kits/intake-kit.ts";
import type { ImageFile } from "../../utils/shared/contract/files.ts";
import type { OutcomeProof } from "../../utils/shared/contract/outcome-check.ts";
import type { ReadyGroup } from "../../utils/shared/contract/reprimand.ts";
import type { RouteName } from "../../utils/shared/contract/routes.ts";
import { uploadLessons } from "./exam-kit.ts";
import { insertRequest } from "./inserted-requests-kit.ts";
import { insertFollowUps } from "./referral-kit.ts";
import { channelSamples, insertChannel } from "./request-kit.ts";

/**
 * A reported post with a picture, a review request, a pending decision, its officer's self-review of a video, and an
 * exam.
 */
export interface FiledRecords {
  by: TestDevice;
  report: UnsealedReport;
  caseId: string;
  sha256: string;
  bytes: Uint8Array<ArrayBuffer>;
  decisionId: string;
  questionId: string;
  bulkId: string;
  /** Group of this post and a similar one. */
  groupId: string;
  selfReview: object & { id: string };
  /** The vlogger's newest exam: open, or passed if they are a reviewer. */
  examId: string;
  /** Owner of the self-review. */
  vloggerId: string;
  /** Invitation of a vlogger that is unused. */
  invitationId: string;
  /** Request to a platform, delivered by hand. */
  requestId: string;
  /** Objection to the request; an unknown id if there is none. */
  objectionId: string;
  /** Item of that request, due for an outcome check. */
  itemId: string;
  /** The person's sealed check of that item, which names the picture. */
  checkId: string;
  /** Referral to a partner, delivered by hand. */
  referralId: string;
  watchId: string;
  /** Alert about the case, of which everyone was notified. */
  alertId: string;
  /** Number of the owner's reports so far, the only value in a record that identifies its owner. */
  reports: number;
}

/** `own`: by the caller, on a case outside their unit. `panel`: on a case of their unit that a panel settles. */
export type Kind = "own" | "unit" | "panel" | "foreign";

export interface RouteRequest {
  path: string;
  body?: unknown;
  bytes?: Uint8Array<ArrayBuffer>;
}

export interface RouteWalk {
  /** The kinds of record that can exist. */
  kinds: readonly Kind[];
  ask(filed: FiledRecords): RouteRequest;
  /** By default a record was reached if the status is 200. */
  reached?(answered: TestAnswer, filed: FiledRecords): boolean;
  /** Answer for a record out of reach, if the path does not name it. */
  hidden?: "conflict" | "list";
}

const drugs = {
  category: "NARKOTIKA",
  basis: ["uu-35-2009"],
  action: "HAPUS_KEBIJAKAN",
} satisfies SampleReport;
const cases: readonly Kind[] = ["unit", "foreign"];
const disputed: readonly Kind[] = ["unit", "panel", "foreign"];
const reports: readonly Kind[] = ["own", "unit", "foreign"];
const holds =
  (list: string, id: (row: Record<string, unknown>) => unknown, wanted: (filed: FiledRecords) => string) =>
  (answered: TestAnswer, filed: FiledRecords) =>
    (answered.body[list] as Record<string, unknown>[]).some((row) => id(row) === wanted(filed));

const tellsOf = ({ body }: TestAnswer, { examId }: FiledRecords) =>
  [body.exam?.id, body.lastExam?.id].includes(examId);

/** Routes without a person's record: allowed callers get any. */
export const withoutRecord = [
  "enrol",
  "getSignOn",
  "enrolBySignOn",
  "getRecipes",
  "getKeys",
  "sendCanaries",
  "listCanaries",
  "sendRecipeProposal",
  "listRecipeProposals",
  "decideRecipeProposal",
  "getFilter",
  "listReported",
  "listUnits",
  "listColleagues",
  "checkCertificate",
  // Authorised by a token that the intake issues, regardless of the caller.
  "getHanded",
  "listChannels",
  "listPartnerChannels",
  "getBoard",
  "getFigures",
  "listOnCall",
  "addOnCall",
  "removeOnCall",
  // Tested in `administration.test.ts`.
  "askAdminAct",
  "answerAdminAct",
  "listAdminActs",
  "getActFile",
  "listStaff",
  "getStaff",
  "listUnitScopes",
  "listAllChannels",
  "listHolds",
  "listApiKeys",
  "listRecipePacks",
  "listDays",
  "getLessonsState",
  "getServerState",
] as const;

/** The compiler and the test both report a missing route. */
export const walks: Record<Exclude<RouteName, (typeof withoutRecord)[number]>, RouteWalk> = {
  whoAmI: {
    kinds: ["own", "foreign"],
    ask: () => ({ path: "/v1/me" }),
    reached: ({ body }, { by }) => body.name === by.name,
    hidden: "list",
  },
  sendReport: {
    kinds: reports,
    ask: ({ report }) => ({ path: "/v1/reports", body: report }),
    hidden: "conflict",
  },
  sendFile: {
    kinds: reports,
    ask: ({ report, sha256, bytes }) => ({ path: `/v1/reports/${report.id}/files/${sha256}`, bytes }),
  },
  withdrawReport: {
    kinds: reports,
    ask: ({ report }) => ({ path: `/v1/reports/${report.id}/withdrawal`, body: { reason: "Keliru." } }),
  },
  getInclusion: { kinds: reports, ask: ({ report }) => ({ path: `/v1/reports/${report.id}/inclusion` }) },
  listOwnReports: {
    kinds: reports,
    ask: () => ({ path: "/v1/reports/own?limit=100" }),
    reached: holds(
      "reports",
      ({ id }) => id,
      ({ report }) => report.id,
    ),
    hidden: "list",
  },
  listCases: {
    kinds: disputed,
    ask: () => ({ path: "/v1/cases?limit=100" }),
    reached: holds(
      "cases",
      ({ id }) => id,
      ({ caseId }) => caseId,
    ),
    hidden: "list",
  },
  getCase: { kinds: disputed, ask: ({ caseId }) => ({ path: `/v1/cases/${caseId}` }) },
  getFile: {
    kinds: disputed,
    ask: ({ caseId, sha256 }) => ({ path: `/v1/cases/${caseId}/files/${sha256}` }),
  },
  revealFile: {
    kinds: disputed,
    ask: ({ caseId, sha256 }) => ({ path: `/v1/cases/${caseId}/files/${sha256}/reveals` }),
  },
  exportCase: { kinds: cases, ask: ({ caseId }) => ({ path: `/v1/cases/${caseId}/exports/json` }) },
  listDecisions: {
    kinds: cases,
    ask: () => ({ path: "/v1/decisions?limit=100" }),
    reached: holds(
      "decisions",
      ({ id }) => id,
      ({ decisionId }) => decisionId,
    ),
    hidden: "list",
  },
  exportDecisions: {
    kinds: cases,
    ask: () => ({ path: "/v1/decisions/files/json" }),
    reached: holds(
      "decisions",
      ({ id }) => id,
      ({ decisionId }) => decisionId,
    ),
    hidden: "list",
  },
  decide: {
    kinds: cases,
    ask: ({ caseId }) => ({
      path: `/v1/cases/${caseId}/decisions`,
      body: { id: randomUUID(), act: "reject", why: "other", reason: "Bukan judi.", caseVersion: 1 },
    }),
    // A decision is pending, so a caller who reaches the case gets this problem.
    reached: ({ problem }) => problem === "case-closed",
  },
  answerDecision: {
    kinds: cases,
    ask: ({ decisionId }) => ({
      path: `/v1/decisions/${decisionId}/answer`,
      body: { answer: "refuse", reason: "Belum cukup." },
    }),
  },
  decideBulk: {
    kinds: cases,
    ask: ({ caseId }) => ({
      path: "/v1/decisions/bulk",
      body: {
        id: randomUUID(),
        verdict: { act: "reject", why: "other", reason: "Bukan judi." },
        cases: [{ caseId, decisionId: randomUUID(), caseVersion: 1 }],
      },
    }),
    // Each case has its own answer, and a decision on this one is pending.
    reached: ({ body }) => body.outcomes?.[0].problem.code === "case-closed",
    hidden: "list",
  },
  answerBulk: {
    kinds: cases,
    ask: ({ decisionId, bulkId }) => ({
      path: `/v1/decisions/bulk/${bulkId}/answer`,
      body: { answer: "refuse", reason: "Belum cukup.", decisions: [decisionId] },
    }),
  },
  vote: {
    kinds: disputed,
    ask: ({ decisionId }) => ({
      path: `/v1/decisions/${decisionId}/votes`,
      body: { id: randomUUID(), vote: "uphold", reason: "Unsur terpenuhi." },
    }),
  },
  claimCase: {
    kinds: cases,
    ask: ({ caseId }) => ({ path: `/v1/cases/${caseId}/claim`, body: { act: "take" } }),
  },
  addNote: {
    kinds: cases,
    ask: ({ caseId }) => ({
      path: `/v1/cases/${caseId}/notes`,
      body: { id: randomUUID(), text: "Sudah saya tanyakan.", mentions: [] },
    }),
  },
  seeTeamwork: {
    kinds: cases,
    ask: ({ caseId }) => ({ path: `/v1/cases/${caseId}/notes/seen` }),
  },
  assignCase: {
    kinds: cases,
    ask: ({ caseId }) => ({ path: `/v1/cases/${caseId}/assignment`, body: { personId: null } }),
  },
  listCaseColleagues: {
    kinds: cases,
    ask: ({ caseId }) => ({ path: `/v1/cases/${caseId}/colleagues` }),
  },
  // Concerns cases that the caller holds; `teamwork.test.ts` has the others.
  handOver: {
    kinds: [],
    ask: () => ({
      path: "/v1/hand-overs",
      body: { id: randomUUID(), personId: null, note: "Giliran selesai." },
    }),
  },
  askReporter: {
    kinds: cases,
    ask: ({ caseId, report }) => ({
      path: `/v1/cases/${caseId}/questions`,
      body: { id: randomUUID(), reportId: report.id, text: "Di menit ke berapa?" },
    }),
    // A decision is pending, so a caller who reaches the case gets this problem.
    reached: ({ problem }) => problem === "case-closed",
  },
  answerQuestion: {
    kinds: reports,
    ask: ({ questionId }) => ({
      path: `/v1/questions/${questionId}/answer`,
      body: { answer: "Menit kedua." },
    }),
  },
  askReviewers: {
    kinds: cases,
    ask: ({ caseId }) => ({
      path: `/v1/cases/${caseId}/review-requests`,
      body: { reason: "Perlu konteks setempat." },
    }),
    reached: ({ problem }) => problem === "case-closed",
  },
  regroupCase: {
    kinds: cases,
    ask: ({ caseId }) => ({
      path: `/v1/cases/${caseId}/likeness`,
      body: { act: "leave", reason: "Kebetulan mirip." },
    }),
    // A decision is pending, so a caller who reaches the case gets this problem.
    reached: ({ problem }) => problem === "case-closed",
  },
  getCaseLinks: { kinds: cases, ask: ({ caseId }) => ({ path: `/v1/cases/${caseId}/links` }) },
  lookAtLink: {
    kinds: cases,
    ask: ({ caseId }) => ({
      path: `/v1/cases/${caseId}/link-looks`,
      body: {
        id: randomUUID(),
        host: "slot-ceria.example",
        page: "empty",
        advertisements: 12,
        covering: true,
      },
    }),
  },
  getGroup: { kinds: cases, ask: ({ groupId }) => ({ path: `/v1/groups/${groupId}` }) },
  getRecord: {
    kinds: ["own", "foreign"],
    ask: () => ({ path: "/v1/me/record" }),
    reached: ({ body }, { reports }) => body.reports === reports,
    hidden: "list",
  },
  // Always the caller's own list, which cannot be distinguished from another's.
  listForgotten: { kinds: ["own"], ask: () => ({ path: "/v1/me/forgotten" }) },
  getCourse: {
    kinds: ["own", "foreign"],
    ask: () => ({ path: "/v1/me/course" }),
    reached: tellsOf,
    hidden: "list",
  },
  noteLessons: {
    kinds: ["own", "foreign"],
    ask: () => ({ path: "/v1/me/lessons", body: { lessons: {} } }),
    reached: tellsOf,
    hidden: "list",
  },
  // Always the caller's own exam, which cannot be distinguished from another's.
  beginExam: {
    kinds: ["own"],
    ask: () => ({ path: "/v1/exams" }),
    reached: ({ status, problem }) => status === 200 || problem === "exam-passed",
  },
  getExam: { kinds: ["own", "foreign"], ask: ({ examId }) => ({ path: `/v1/exams/${examId}` }) },
  answerExam: {
    kinds: ["own", "foreign"],
    ask: ({ examId }) => ({ path: `/v1/exams/${examId}/answers`, body: { no: 1, violates: true } }),
    reached: ({ status, problem }) => status === 200 || problem === "exam-answered",
  },
  setGolden: {
    kinds: cases,
    ask: ({ caseId }) => ({
      path: `/v1/cases/${caseId}/golden`,
      body: { act: "set", why: "Ada ajakan bertaruh." },
    }),
    // Not decided yet, so a caller who reaches the case gets this problem.
    reached: ({ problem }) => problem === "not-golden",
  },
  // The test inserts the rows itself, because no case here is decided.
  listGolden: {
    kinds: cases,
    ask: () => ({ path: "/v1/golden-cases?limit=100" }),
    reached: holds(
      "golden",
      ({ caseId }) => caseId,
      ({ caseId }) => caseId,
    ),
    hidden: "list",
  },
  // Always the caller's own channels, which cannot be distinguished from another's.
  listOwnChannels: { kinds: ["own"], ask: () => ({ path: "/v1/me/channels" }) },
  declareChannel: {
    kinds: ["own"],
    ask: () => ({ path: "/v1/me/channels", body: { channel: "@DapurSari", own: true } }),
  },
  getVloggerRecord: { kinds: ["own"], ask: () => ({ path: "/v1/me/reviews" }) },
  listTasks: {
    kinds: cases,
    ask: () => ({ path: "/v1/reviews/tasks?limit=100" }),
    reached: holds(
      "tasks",
      ({ caseId }) => caseId,
      ({ caseId }) => caseId,
    ),
    hidden: "list",
  },
  claimTask: {
    kinds: cases,
    ask: ({ caseId }) => ({ path: `/v1/reviews/tasks/${caseId}/claim`, body: { act: "take" } }),
  },
  skipTask: {
    kinds: cases,
    ask: ({ caseId }) => ({ path: `/v1/reviews/tasks/${caseId}/skip`, body: { why: "language" } }),
  },
  sendReview: {
    kinds: cases,
    ask: ({ caseId }) => ({
      path: `/v1/cases/${caseId}/reviews`,
      body: { id: randomUUID(), verdict: "violates", reason: "Tautan judi.", timecodes: [] },
    }),
  },
  answerRequest: {
    kinds: cases,
    ask: ({ requestId }) => ({
      path: `/v1/requests/${requestId}/answers`,
      // The letter waits for its delivery; a person says nothing else about it before.
      body: { id: randomUUID(), kind: "bounced" },
    }),
  },
  markSent: {
    kinds: cases,
    ask: ({ requestId }) => ({
      path: `/v1/requests/${requestId}/sent`,
      body: { id: randomUUID(), letter: "request" },
    }),
  },
  changeChannel: {
    kinds: cases,
    ask: ({ requestId }) => ({
      path: `/v1/requests/${requestId}/channel`,
      body: { id: randomUUID(), channel: "yt-formulir" },
    }),
  },
  listReferrals: {
    kinds: cases,
    ask: () => ({ path: "/v1/referrals?limit=100" }),
    reached: holds(
      "referrals",
      ({ id }) => id,
      ({ referralId }) => referralId,
    ),
    hidden: "list",
  },
  getReferral: { kinds: cases, ask: ({ referralId }) => ({ path: `/v1/referrals/${referralId}` }) },
  getReferralLetter: {
    kinds: cases,
    ask: ({ referralId }) => ({ path: `/v1/referrals/${referralId}/letters/referral/json` }),
  },
  answerReferral: {
    kinds: cases,
    ask: ({ referralId }) => ({
      path: `/v1/referrals/${referralId}/answers`,
      body: { id: randomUUID(), kind: "acknowledged" },
    }),
  },
  markReferralSent: {
    kinds: cases,
    ask: ({ referralId }) => ({
      path: `/v1/referrals/${referralId}/sent`,
      body: { id: randomUUID(), letter: "referral" },
    }),
  },
  changeReferralChannel: {
    kinds: cases,
    ask: ({ referralId }) => ({
      path: `/v1/referrals/${referralId}/channel`,
      body: { id: randomUUID(), channel: "ojk-formulir" },
    }),
  },
  closeReferral: {
    kinds: cases,
    ask: ({ referralId }) => ({
      path: `/v1/referrals/${referralId}/closing`,
      body: { id: randomUUID(), reason: "Ditangani lewat rapat." },
    }),
  },
  listWatches: {
    kinds: cases,
    ask: () => ({ path: "/v1/watches?limit=100" }),
    reached: holds(
      "watches",
      ({ id }) => id,
      ({ watchId }) => watchId,
    ),
    hidden: "list",
  },
  lookAtWatch: {
    kinds: cases,
    ask: ({ watchId }) => ({
      path: `/v1/watches/${watchId}/looks`,
      body: { id: randomUUID(), seen: "available", next: { kind: "again", days: 7 } },
    }),
  },
  sendSelfReview: {
    kinds: ["own", "foreign"],
    ask: ({ selfReview }) => ({ path: "/v1/self-reviews", body: selfReview }),
    hidden: "conflict",
  },
  listSelfReviews: {
    kinds: ["own", "foreign"],
    ask: () => ({ path: "/v1/self-reviews?limit=100" }),
    reached: holds(
      "selfReviews",
      ({ id }) => id,
      ({ selfReview }) => selfReview.id,
    ),
    hidden: "list",
  },
  setSelfReviewOpen: {
    kinds: ["own", "foreign"],
    ask: ({ selfReview }) => ({ path: `/v1/self-reviews/${selfReview.id}/open`, body: { open: true } }),
  },
  listCohort: {
    kinds: cases,
    ask: () => ({ path: "/v1/programme/vloggers" }),
    reached: holds(
      "vloggers",
      ({ personId }) => personId,
      ({ vloggerId }) => vloggerId,
    ),
    hidden: "list",
  },
  getVlogger: { kinds: cases, ask: ({ vloggerId }) => ({ path: `/v1/programme/vloggers/${vloggerId}` }) },
  saveVlogger: {
    kinds: cases,
    ask: ({ vloggerId }) => ({
      path: `/v1/programme/vloggers/${vloggerId}`,
      body: { languages: ["id"], channels: ["@DapurSari"], network: null },
    }),
  },
  undeclareFor: {
    kinds: cases,
    ask: ({ vloggerId }) => ({
      path: `/v1/programme/vloggers/${vloggerId}/undeclared`,
      body: { channel: "@DapurSari" },
    }),
  },
  recordConflict: {
    kinds: cases,
    ask: ({ vloggerId }) => ({
      path: `/v1/programme/vloggers/${vloggerId}/conflicts`,
      body: { channel: "@KanalContoh", reason: "Pernah berselisih di muka umum." },
    }),
  },
  pauseVlogger: {
    kinds: cases,
    ask: ({ vloggerId }) => ({
      path: `/v1/programme/vloggers/${vloggerId}/pause`,
      body: { reason: "Cuti." },
    }),
  },
  listObjections: {
    kinds: cases,
    ask: () => ({ path: "/v1/objections?limit=100" }),
    reached: holds(
      "objections",
      ({ id }) => id,
      ({ objectionId }) => objectionId,
    ),
    hidden: "list",
  },
  hearObjection: {
    kinds: cases,
    ask: ({ objectionId }) => ({
      path: `/v1/objections/${objectionId}/hearing`,
      body: { id: randomUUID(), outcome: "dismissed", reason: "Sudah tepat." },
    }),
  },
  // The channel's owner is tested in `unit/intake/objections/objection.test.ts`.
  objectAsPlatform: {
    kinds: ["foreign"],
    ask: ({ caseId }) => ({
      path: `/v1/requests/${caseId}/objections`,
      body: { id: randomUUID(), place: 1, text: "Lawful under our rules." },
    }),
  },
  listChecks: {
    kinds: cases,
    ask: () => ({ path: "/v1/checks?limit=100" }),
    reached: holds(
      "checks",
      ({ itemId }) => itemId,
      ({ itemId }) => itemId,
    ),
    hidden: "list",
  },
  addCheck: {
    kinds: cases,
    ask: ({ itemId }) => ({
      path: `/v1/items/${itemId}/checks`,
      body: { id: randomUUID(), seenFrom: "abroad", seen: "removed", note: "Dilihat dari Singapura." },
    }),
  },
  sendCheckPicture: {
    kinds: reports,
    ask: ({ checkId, bytes }) => ({ path: `/v1/checks/${checkId}/picture`, bytes }),
  },
  // A new vlogger belongs to the unit of the inviter.
  inviteVlogger: {
    kinds: ["own"],
    ask: () => ({ path: "/v1/programme/invitations", body: { id: randomUUID(), name: "Vlogger baru" } }),
  },
  listInvitations: {
    kinds: cases,
    ask: () => ({ path: "/v1/programme/invitations" }),
    reached: holds(
      "invitations",
      ({ id }) => id,
      ({ invitationId }) => invitationId,
    ),
    hidden: "list",
  },
  revokeInvitation: {
    kinds: cases,
    ask: ({ invitationId }) => ({ path: `/v1/programme/invitations/${invitationId}/revocation` }),
  },
  // The test inserts a decision itself, because none here is confirmed.
  listReady: {
    kinds: cases,
    ask: () => ({ path: "/v1/requests/ready" }),
    reached: ({ body }, { caseId }) =>
      (body.groups as ReadyGroup[]).some(({ items }) => items.some((item) => item.caseId === caseId)),
    hidden: "list",
  },
  sendReprimand: {
    kinds: cases,
    ask: ({ requestId }) => ({
      path: `/v1/requests/${requestId}/reprimands`,
      body: { id: randomUUID(), level: "st1" },
    }),
    // It has not been sent, so a caller who reaches it gets this problem.
    reached: ({ problem }) => problem === "not-due",
  },
  previewRequest: {
    kinds: cases,
    ask: ({ caseId, decisionId }) => ({
      path: "/v1/requests/preview",
      body: { items: [{ caseId, decisionId }] },
    }),
    // A letter contains the decision already, so a caller who reaches the case gets this problem.
    reached: ({ problem }) => problem === "request-made",
  },
  makeRequest: {
    kinds: cases,
    ask: ({ caseId, decisionId }) => ({
      path: "/v1/requests",
      body: { id: randomUUID(), items: [{ caseId, decisionId }] },
    }),
    reached: ({ problem }) => problem === "request-made",
  },
  listRequests: {
    kinds: cases,
    ask: () => ({ path: "/v1/requests?limit=100" }),
    reached: holds(
      "requests",
      ({ id }) => id,
      ({ requestId }) => requestId,
    ),
    hidden: "list",
  },
  getRequest: { kinds: cases, ask: ({ requestId }) => ({ path: `/v1/requests/${requestId}` }) },
  getLetter: {
    kinds: cases,
    ask: ({ requestId }) => ({ path: `/v1/requests/${requestId}/letters/request/json` }),
  },
  withdrawRequest: {
    kinds: cases,
    ask: ({ requestId }) => ({
      path: `/v1/requests/${requestId}/withdrawal`,
      body: { id: randomUUID(), reason: "Alamatnya keliru." },
    }),
  },
  listAlerts: {
    kinds: cases,
    ask: () => ({ path: "/v1/alerts" }),
    reached: holds(
      "alerts",
      ({ id }) => id,
      ({ alertId }) => alertId,
    ),
    hidden: "list",
  },
  acknowledgeAlert: {
    kinds: cases,
    ask: ({ alertId }) => ({ path: `/v1/alerts/${alertId}/acknowledgement` }),
  },
  // Always the caller's own, which cannot be distinguished from another's.
  getAlertPreferences: { kinds: ["own"], ask: () => ({ path: "/v1/alerts/preferences" }) },
  setAlertPreferences: {
    kinds: ["own"],
    ask: () => ({ path: "/v1/alerts/preferences", body: { mail: "digest", email: "siti@kominfo.test" } }),
  },
  tryAlert: { kinds: ["own"], ask: () => ({ path: "/v1/alerts/test" }) },
  // Numbers of cases; `turns.test.ts` covers whose.
  countTurns: { kinds: ["own"], ask: () => ({ path: "/v1/case-turns" }) },
  // Numbers of cases; `queue.test.ts` covers which.
  countViews: {
    kinds: ["own"],
    ask: () => ({ path: "/v1/case-counts", body: { views: [{ state: "pending" }] } }),
  },
  // `panel-review.test.ts` covers its rows of flagged cases.
  getPanel: { kinds: ["own"], ask: () => ({ path: "/v1/panel" }) },
  // Rows of people, not of records; `look.test.ts` covers whose.
  listDeciders: { kinds: ["own"], ask: () => ({ path: "/v1/deciders" }) },
};

/** The unit of all people here who belong to one. */
export const unit = {
  name: "Judi daring",
  sites: ["youtube" as const],
  categories: ["JUDI" as const],
  languages: ["id"],
};

export interface FiledBy {
  db: Db;
  proposer: TestDevice;
  vlogger: TestDevice;
  /** The case is in the unit's scope. */
  inUnit: boolean;
  /** Refuses the decision, so that a panel settles it. */
  refuser?: TestDevice;
  /** Invites a vlogger of their own unit; without it no invitation is made. */
  inviter?: TestDevice;
  /** Objects to the decision's request, which it makes, and returns the objection's id. */
  object?(decisionId: string): Promise<string>;
}

/** Makes all records that can belong to one post. */
export async function fileRecords(
  by: TestDevice,
  { db, proposer, refuser, vlogger, inUnit, inviter, object }: FiledBy,
): Promise<FiledRecords> {
  const { bytes, file, picture } = await samplePicture(randomUUID());
  const evidence = { site: "youtube", kind: "video", picture } as const;
  const report = withoutText(sampleReport({ evidence, ...(inUnit ? {} : drugs) }));
  const sent = await by.call("POST", "/v1/reports", { body: report });
  if (sent.status !== 200) throw new Error(`report: ${JSON.stringify(sent.body)}`);
  const { caseId } = sent.body;
  const put = await by.call("PUT", `/v1/reports/${report.id}/files/${file.sha256}`, {
    bytes,
    headers: { "Content-Type": "image/png" },
  });
  if (put.status !== 200) throw new Error(`file: ${JSON.stringify(put.body)}`);
  const question = { id: randomUUID(), reportId: report.id, text: "Di menit ke berapa?" };
  const asked = await proposer.call("POST", `/v1/cases/${caseId}/questions`, { body: question });
  if (asked.status !== 200) throw new Error(`question: ${JSON.stringify(asked.body)}`);
  const twin = await by.call("POST", "/v1/reports", {
    body: withoutText(
      sampleReport({ evidence: { site: "youtube", kind: "video" }, ...(inUnit ? {} : drugs) }),
    ),
  });
  const record = await by.call("GET", "/v1/me/record");
  // Makes it a task of every reviewer in scope.
  const reviewers = await proposer.call("POST", `/v1/cases/${caseId}/review-requests`, {
    body: { reason: "Perlu konteks setempat." },
  });
  if (reviewers.status !== 200) throw new Error(`reviewers: ${JSON.stringify(reviewers.body)}`);
  const likeness = { act: "join", with: twin.body.caseId, reason: "Video yang sama." };
  const joined = await proposer.call("POST", `/v1/cases/${caseId}/likeness`, { body: likeness });
  if (joined.status !== 200) throw new Error(`likeness: ${JSON.stringify(joined.body)}`);
  const { version, group } = (await proposer.call("GET", `/v1/cases/${caseId}`)).body;
  const [decisionId, bulkId] = [randomUUID(), randomUUID()];
  const proposed = await proposer.call("POST", "/v1/decisions/bulk", {
    body: {
      id: bulkId,
      verdict: { act: "reject", why: "other", reason: "Bukan judi." },
      cases: [{ caseId, decisionId, caseVersion: version }],
    },
  });
  if (proposed.body.outcomes?.[0].problem !== undefined || proposed.status !== 200)
    throw new Error(`decision: ${JSON.stringify(proposed.body)}`);
  const refused = await refuser?.call("POST", `/v1/decisions/${decisionId}/answer`, {
    body: { answer: "refuse", reason: "Ini judi." },
  });
  if (refused && refused.body.state !== "disputed")
    throw new Error(`refusal: ${JSON.stringify(refused.body)}`);
  const selfReview = {
    id: randomUUID(),
    subject: "youtube:video:abc",
    policyVersion: 1,
    result: "safe",
    answers: [{ rule: "r1", answer: "fine", timecodes: [] }],
  };
  // All suites together make more in a day than one person may.
  await db.update(selfReviews).set({ at: new Date(0) });
  const checked = await vlogger.call("POST", "/v1/self-reviews", { body: selfReview });
  if (checked.status !== 200) throw new Error(`self-review: ${JSON.stringify(checked.body)}`);
  await uploadLessons(vlogger);
  const exam = await vlogger.call("POST", "/v1/exams");
  if (exam.status !== 200 && exam.problem !== "exam-passed")
    throw new Error(`exam: ${JSON.stringify(exam.body)}`);
  const { lastExam } = (await vlogger.call("GET", "/v1/me/course")).body;
  const { personId } = (await vlogger.call("GET", "/v1/me")).body;
  const invitation = { id: randomUUID(), name: "Yang diundang" };
  const invited = await inviter?.call("POST", "/v1/programme/invitations", { body: invitation });
  if (invited && invited.status !== 200) throw new Error(`invitation: ${JSON.stringify(invited.body)}`);
  const asker = (await proposer.call("GET", "/v1/me")).body.personId;
  const form = { ...channelSamples.form, id: "yt-formulir", site: "youtube" };
  const channelId = await insertChannel(db, form);
  // Earlier than all events sent to the intake.
  const at = new Date("2026-11-25T02:00:00.000Z");
  const onPost = { caseId, decisionId, personId: asker, channelId, state: "by-hand", at } as const;
  const { requestId, itemId } = await insertRequest(db, onPost);
  await db
    .update(requestItems)
    .set({ checkAt: new Date(0) })
    .where(eq(requestItems.id, itemId));
  const checkId = await insertCheck(db, { by, itemId, file, at });
  const { referralId, watchId } = await insertFollowUps(db, { caseId, decisionId, at });
  return {
    referralId,
    watchId,
    alertId: await alertEveryone(db, caseId, at),
    objectionId: (await object?.(decisionId)) ?? randomUUID(),
    vloggerId: personId,
    invitationId: invitation.id,
    requestId,
    itemId,
    checkId,
    by,
    report,
    caseId,
    sha256: file.sha256,
    bytes,
    decisionId,
    bulkId,
    questionId: question.id,
    groupId: group.id,
    selfReview,
    reports: record.body.reports,
    examId: exam.status === 200 ? exam.body.id : lastExam.id,
  };
}

interface InsertedCheck {
  by: TestDevice;
  itemId: string;
  file: ImageFile;
  at: Date;
}

async function insertCheck(db: Db, { by, itemId, file, at }: InsertedCheck): Promise<string> {
  const id = randomUUID();
  const { personId, deviceId } = (await by.call("GET", "/v1/me")).body;
  const [item] = await db.select().from(requestItems).where(eq(requestItems.id, itemId));
  await db.insert(checks).values({
    id,
    itemId,
    spot: item?.spot ?? 0,
    personId,
    deviceId,
    at,
    digest: "d",
    seen: "available",
    seenFrom: "indonesia",
    proof: { picture: { state: "taken", file } } as OutcomeProof,
  });
  return id;
}

/** Inserts an alert about a case with a notice for each person. */
async function alertEveryone(db: Db, caseId: string, at: Date): Promise<string> {
  const id = randomUUID();
  await db.insert(alerts).values({
    id,
    event: "clock-over",
    key: `test/${id}`,
    occurrence: 1,
    kind: "case",
    subject: caseId,
    caseId,
    reference: "LK-00000-00000",
    urgent: true,
    at,
    madeAt: at,
  });
  await db.execute(sql`insert into alert_notices (id, alert_id, person_id, stage, notify_at)
    select gen_random_uuid(), ${id}::uuid, id, 0, ${at.toISOString()}::timestamptz from people`);
  return id;
}
