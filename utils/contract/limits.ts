/** Upper bounds of everything that travels; beyond them input is refused, never cut silently. */

export const limits = {
  addressChars: 2_048,
  textChars: 100_000,
  titleChars: 500,
  noteChars: 2_000,
  reasonChars: 2_000,
  nameChars: 200,
  mediaCount: 100,
  linkCount: 100,
  aliasCount: 8,
  contextCount: 10,
  contextTextChars: 2_000,
  /** Most posts that are reported together. */
  setPosts: 50,
  /** Of one draft in memory, where browsers give 10 MB for all. */
  draftBytes: 8_000_000,
  timecodeCount: 100,
  fileBytes: 5_000_000,
  /** The same file as a JWE (`utils/seal/wrap-file.ts`). */
  wrappedFileBytes: 6_700_000,
  idTokenChars: 20_000,
  /** How long an enrolment code is good unless told otherwise, and at most. */
  codeHours: 24,
  maxCodeHours: 168,
  /** The same of an API key. */
  keyDays: 365,
  maxKeyDays: 3_650,
  snapshotBytes: 1_500_000,
  /** Longest side of a picture in device pixels, captures it may be put together of, and marks on it. */
  pictureSidePx: 20_000,
  pictureParts: 40,
  redactionCount: 100,
  /** A device's clock may differ this much from the intake's before the person is told. */
  clockOffMs: 120_000,
  /** A seal is a manifest and its signature. */
  sealChars: 80_000,
  bodyBytes: 1_000_000,
  /** Largest body on a route for unknown devices; an ID token needs more. */
  openBodyBytes: 4_096,
  signOnBodyBytes: 21_000,
  /** A signed pack of recipes, as it travels. */
  packChars: 500_000,
  pageRows: 100,
  /** Most of a case that one look at it shows: its newest reports and log entries. */
  caseReports: 50,
  caseLog: 200,
  caseSelfReviews: 5,
  cohortRows: 1_000,
  /** Channels of one vlogger, entered or declared, and how long one that was declared by mistake can be taken back. */
  ownChannels: 50,
  undeclareMs: 600_000,
  comparedCases: 5_000,
  openInvitations: 100,
  /** How long a case is held for the one who opened it, from their last sign. */
  claimMs: 600_000,
  /** Most cases that are decided by one act. */
  bulkCases: 200,
  /** Most items of one letter to a platform. */
  letterItems: 100,
  /** Decisions that wait for a letter, in one answer. */
  readyItems: 500,
  /** Voices that settle a disagreement. */
  panelVotes: 3,
  searchChars: 200,
  /** Of a saved view of the queue, and how many a device keeps. */
  viewNameChars: 60,
  savedViews: 20,
  questionChars: 1_000,
  objectionChars: 5_000,
  /** The public form as it is sent, and objections to one item that wait to be heard. */
  objectionBytes: 8_192,
  openObjections: 5,
  /** Within which an objection is to be heard (normalisation: 2 x 24 hours), and how long names are kept after that. */
  objectionHours: 48,
  objectorDays: 90,
  /** At least so many subjects share what is asked about an already reported one. */
  prefixShare: 200,
  filterBytes: 4_000_000,
  /** How long a report is held in the outbox so that "batalkan" can take it back. */
  undoMs: 5_000,
  /** The longest that "Retry-After" is obeyed, and that files wait on a metered network. */
  retryAfterMs: 3_600_000,
  meteredWaitMs: 1_800_000,
  /** What stays free on the disk for what is written after a report is saved: refused below, never evicted. */
  storageReserveBytes: 4_000_000,
  /** The form accepts "send" only after it was visible and uncovered this long. */
  uncoveredMs: 500,
  /** Canaries: how far back counts may reach, rows of a batch, counts of one hour, drops noticed in it, posts looked at on a page. */
  canaryHours: 168,
  canaryRows: 500,
  canaryHourCount: 100_000,
  canaryDrops: 100,
  canaryPagePosts: 20,
  /** How old a look at an address may be when it comes in. */
  checkMs: 600_000,
} as const;
