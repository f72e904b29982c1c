/** Upper bounds of all input. Larger input is rejected, never truncated silently. */

/** Apart from the others, for the script of outcome checks, which needs no more. */
export const pageLimits = { addressChars: 2_048, titleChars: 500 } as const;

/** Limits of the capture script. */
export const captureLimits = {
  ...pageLimits,
  textChars: 100_000,
  nameChars: 200,
  mediaCount: 100,
  linkCount: 100,
  aliasCount: 8,
  contextCount: 10,
  contextTextChars: 2_000,
  setPosts: 50,
  snapshotBytes: 1_500_000,
  /** Longest side of a picture in device pixels, and number of partial captures. */
  pictureSidePx: 20_000,
  pictureParts: 40,
} as const;

export const limits = {
  ...captureLimits,
  noteChars: 2_000,
  noteMentions: 10,
  /** Notes in one view of a case (the newest ones). */
  caseNotes: 200,
  reasonChars: 2_000,
  /** Text of an unfinished form in memory. Longer than what can be sent, so that it can be shortened later. */
  keptChars: 20_000,
  /** Size of one draft in memory. Browsers allow 10 MB for all drafts together. */
  draftBytes: 8_000_000,
  timecodeCount: 100,
  fileBytes: 5_000_000,
  /** The same file as a JWE (`utils/shared/seal/wrap-file.ts`). */
  wrappedFileBytes: 6_700_000,
  idTokenChars: 20_000,
  /** Default and maximum lifetime of an enrolment code. */
  codeHours: 24,
  maxCodeHours: 168,
  /** Default and maximum lifetime of an API key. */
  keyDays: 365,
  maxKeyDays: 3_650,
  /** Time in which a second administrator can confirm an act. */
  actHours: 72,
  /** A device that made no request for so long may be lost, so it is not counted as a person's other device. */
  deviceIdleDays: 14,
  /** Time in which the administrator who asked for an export can download it. */
  exportHours: 72,
  retentionDays: 36_500,
  /** A shorter retention period waits this long, so that it can be taken back. */
  retentionPauseHours: 72,
  /** Acts of one administrator that wait for a second one. More would hide the one that matters. */
  waitingActs: 40,
  redactionCount: 100,
  /** The person is warned if the device's clock differs from the intake's by more than this. */
  clockOffMs: 120_000,
  /** A seal is a manifest and its signature. */
  sealChars: 80_000,
  bodyBytes: 1_000_000,
  /** Largest body on a route for unknown devices. Sign-on needs more because of the ID token. */
  openBodyBytes: 4_096,
  signOnBodyBytes: 21_000,
  /** Size of a signed recipe pack in transit. */
  packChars: 500_000,
  pageRows: 100,
  /** Maximum count shown beside a view; beyond it, the exact number is not needed. */
  countedCases: 1_000,
  /** The same for a saved view, of which a person may have many. */
  countedInView: 100,
  /** Number of reports (the newest of each person first) and of newest log entries in one view of a case. */
  caseReports: 50,
  caseLog: 200,
  caseSelfReviews: 5,
  cohortRows: 1_000,
  /** Channels per vlogger, entered or declared, and how long a declaration can be undone. */
  ownChannels: 50,
  undeclareMs: 600_000,
  comparedCases: 5_000,
  openInvitations: 100,
  /** Lifetime of a claim after its last renewal. */
  claimMs: 600_000,
  bulkCases: 200,
  /** Decisions in one file of the desk's list. */
  fileDecisions: 10_000,
  letterItems: 100,
  /** Maximum number of listed decisions that wait for a letter. */
  readyItems: 500,
  /** Number of votes that settle a disputed decision. */
  panelVotes: 3,
  searchChars: 200,
  /** Name length of a saved queue view, and number of views per device. */
  viewNameChars: 60,
  savedViews: 20,
  questionChars: 1_000,
  objectionChars: 5_000,
  /** Body size of the public objection form, at three bytes per letter, and number of open objections per item. */
  objectionBytes: 24_000,
  openObjections: 20,
  /** An item's places for objections by address. */
  openAddressObjections: 2,
  /** Time limit for hearing an objection (normalisation: 2 × 24 hours), and how long names are kept after it. */
  objectionHours: 48,
  objectorDays: 90,
  /** Known-subjects query: a prefix must match at least this many subjects, so that it does not identify one. */
  prefixShare: 200,
  filterBytes: 4_000_000,
  /** Subjects in the filter: those of the newest reports at first, and at most so many that it fits. */
  filterSubjects: { start: 2_000_000, most: 2_100_000 },
  /** How long a report stays pending in the outbox so that "batalkan" can undo it. */
  undoMs: 5_000,
  /** Maximum `Retry-After` that is obeyed, and longest wait for an unmetered network. */
  retryAfterMs: 3_600_000,
  meteredWaitMs: 1_800_000,
  /**
   * Disk space kept free for later writes of saved reports. New reports are refused; saved ones are never
   * evicted.
   */
  storageReserveBytes: 4_000_000,
  /** How long the form must be visible and uncovered before it accepts "send". */
  uncoveredMs: 500,
  /** Recipe health: maximum age, rows per batch, count per hour, drops per hour, and posts sampled per page. */
  canaryHours: 168,
  canaryRows: 500,
  canaryHourCount: 100_000,
  canaryDrops: 100,
  canaryPagePosts: 20,
  /** Proposals for mended recipes: posts on one page, per person and day, open in all, and rows shown. */
  proposalPosts: 200,
  proposalsPerDay: 10,
  openProposals: 50,
  proposalRows: 50,
  /** Body size of a proposal. */
  proposalBytes: 32_768,
  /** Pictures of outcome checks shown per request item. */
  itemPictures: 20,
  /** Maximum age of an outcome check on arrival. */
  checkMs: 600_000,
} as const;

/**
 * True if a report of the post needs a reason: the post is not public, or its page did not show whether it is. It is in
 * this file because a module of its own would make the form larger than its budget.
 */
export const isMaybeHidden = ({ audience }: { audience?: { value: string } | undefined }) =>
  (audience?.value ?? "public") !== "public";
